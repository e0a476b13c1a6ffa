package org.postwatch.coverage.engine;

import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;

/** Where the watch says what it knows. */
public interface CoverageOutput {
    void publishCampus(CampusCoverage now);

    void publishDay(PostDayIntervals day);

    void publishIncident(String district, Incident incident);

    /** Facts no longer imply it: nothing is to be known of it any more. */
    void removeIncident(String district, String id);

    void publishTransition(IncidentTransition transition);

    /** An event that had been admitted gives way to another one of its source and id; its bytes lie where it tells. */
    void publishSuperseded(EventOrigin by, EngineState.AppliedEvent displaced);
}
