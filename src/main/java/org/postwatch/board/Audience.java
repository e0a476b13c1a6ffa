package org.postwatch.board;

import java.time.Instant;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;

/** Who wants to hear what is said on the output topics. Called by one thread. */
public interface Audience {
    /** @param said the clock of the district when it was said */
    default void campus(CampusNow campus, Instant said) {}

    default void day(PostDay day) {}

    default void incident(String district, Incident incident) {}

    default void incidentGone(String district, String id) {}

    default void transition(Transition transition) {}

    /** @param key of the record, which need not be a district's */
    default void deadLetter(String key, DeadLetterHeaders why) {}
}
