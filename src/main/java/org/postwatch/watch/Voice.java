package org.postwatch.watch;

import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.event.Origin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;

/** Where the watch says what it knows. */
public interface Voice {
    void campus(CampusNow now);

    void day(PostDay day);

    void incident(String district, Incident incident);

    /** Facts no longer imply it: nothing is to be known of it any more. */
    void incidentGone(String district, String id);

    void transition(Transition transition);

    /** An event that had been admitted gives way to another one of its source and id; its bytes lie where it tells. */
    void displaced(Origin by, Memory.OfEvent displaced);
}
