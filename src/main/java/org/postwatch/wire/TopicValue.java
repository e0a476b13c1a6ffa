package org.postwatch.wire;

import org.postwatch.access.AccessGrant;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.roster.RosterState;

/** The JSON of the values of a topic that are records of the core. */
public record TopicValue<T extends Record>(Class<T> type) {
    /** The current coverage of a campus: {@code postwatch.coverage}. */
    public static final TopicValue<CampusCoverage> COVERAGE = new TopicValue<>(CampusCoverage.class);

    /** The intervals of a post on one day: {@code postwatch.intervals}. */
    public static final TopicValue<PostDayIntervals> INTERVALS = new TopicValue<>(PostDayIntervals.class);

    /** A change of an incident: {@code postwatch.transitions}. */
    public static final TopicValue<IncidentTransition> TRANSITION = new TopicValue<>(IncidentTransition.class);

    /** An alert as operators see it: {@code postwatch.alerts}. */
    public static final TopicValue<AlertOverview> ALERT = new TopicValue<>(AlertOverview.class);

    /** The result of the delivery of a notice: {@code postwatch.deliveries}. */
    public static final TopicValue<DeliveryResult> DELIVERY = new TopicValue<>(DeliveryResult.class);

    /** The last attempt of a notice that is tried again: {@code postwatch.pending-deliveries}. */
    public static final TopicValue<PendingDelivery> PENDING_DELIVERY = new TopicValue<>(PendingDelivery.class);

    /** One disclosure decision: {@code postwatch.disclosures}. */
    public static final TopicValue<DisclosureRecord> DISCLOSURE = new TopicValue<>(DisclosureRecord.class);

    /** A granted token, or its revocation: {@code postwatch.access}, by the id of the grant. */
    public static final TopicValue<AccessGrant> ACCESS_GRANT = new TopicValue<>(AccessGrant.class);

    /** What a roster has planned: {@code postwatch.rosters}, by district and roster. */
    public static final TopicValue<RosterState> ROSTER_STATE = new TopicValue<>(RosterState.class);

    public byte[] write(T value) {
        return TopicJson.write(value);
    }

    /** @throws IllegalArgumentException when the bytes are no such value; the message names the field */
    public T read(byte[] bytes) {
        return TopicJson.read(bytes, type);
    }
}
