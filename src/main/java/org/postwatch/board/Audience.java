package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.CampusNow;
import org.postwatch.coverage.PostDay;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;

/** Who wants to hear what is said on the output topics, and what recipients were told. Called by one thread at a time. */
public interface Audience {
    /** @param said the clock of the district when it was said */
    default void campus(CampusNow campus, Instant said) {}

    default void day(PostDay day) {}

    default void incident(String district, Incident incident) {}

    default void incidentGone(String district, String id) {}

    default void transition(Transition transition) {}

    /** @param key of the record, which need not be a district's */
    default void deadLetter(String key, DeadLetterHeaders why) {}

    /** What a recipient should know now; a courier brings it. */
    default void notice(Notice notice) {}

    /** @param key of a notice that nobody needs to know any more */
    default void noticeGone(String key) {}

    /** The courier was there: the recipient has it. */
    default void delivered(Notice notice) {}

    /** Somebody is told, or not, and why. */
    default void decision(Entry entry) {}

    /** @param sinceMidnight up to this local time of the districts' days everything was reported */
    default void complete(Duration sinceMidnight) {}
}
