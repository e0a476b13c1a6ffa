package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;
import org.postwatch.wire.DeadLetterHeaders;

/** Receives the records of the output topics and the notices of recipients. Called by one thread at a time. */
public interface OutputListener {
    /** @param publishedAt the district's clock at publication */
    default void onCampus(CampusCoverage campus, Instant publishedAt) {}

    default void onPostDay(PostDayIntervals day) {}

    default void onIncident(String district, Incident incident) {}

    default void onIncidentRemoved(String district, String id) {}

    default void onTransition(IncidentTransition transition) {}

    /** @param key of the record, which need not be a district's */
    default void onDeadLetter(String key, DeadLetterHeaders why) {}

    /** The current notice of a recipient, which is being delivered. */
    default void onNotice(Notice notice) {}

    /** @param key of a removed notice */
    default void onNoticeRemoved(String key) {}

    /** The notice was delivered. */
    default void onDelivered(Notice notice) {}

    /** A disclosure decision. */
    default void onDecision(DisclosureRecord entry) {}

    /** @param sinceMidnight up to this local time of the districts' days everything was reported */
    default void complete(Duration sinceMidnight) {}
}
