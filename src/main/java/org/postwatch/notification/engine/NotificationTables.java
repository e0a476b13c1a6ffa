package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.state.EngineClock;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;

/** The state of ROUTING, by key. Keys begin with the district. */
public final class NotificationTables {
    /** {@code district} */
    public static final StateTable<RoutingConfig> ROUTINGS = new StateTable<>("routings", 'r', RoutingConfig.class);
    /** {@code district}: all denials that were ever in force and not lifted. */
    public static final StateTable<RetainedDenials> RETAINED_DENIALS =
            new StateTable<>("retained-denials", 'b', RetainedDenials.class);
    /** {@code district}: its secret. */
    public static final StateTable<DistrictSecret> SECRETS = new StateTable<>("secrets", 'x', DistrictSecret.class);
    /** {@code district/alert} */
    public static final StateTable<AlertState> ALERTS = new StateTable<>("alerts", 'a', AlertState.class);
    /** {@code district/feed}: the alert of its latest outage. */
    public static final StateTable<AlertRef> SILENT_FEEDS = new StateTable<>("silent-feeds", 'f', AlertRef.class);
    /** {@code district/recipient/hash} */
    public static final StateTable<AlertGroup> GROUPS = new StateTable<>("groups", 'g', AlertGroup.class);
    /** {@code district/recipient/hash/alert} */
    public static final StateTable<AlertRef> GROUP_MEMBERS = new StateTable<>("group-members", 'm', AlertRef.class);
    /** {@code district/recipient} */
    public static final StateTable<PendingDigest> DIGESTS = new StateTable<>("digests", 'd', PendingDigest.class);
    /** {@code district/recipient/alert}: alerts that ended before the recipient was notified. */
    public static final StateTable<AlertRef> DIGEST_ALERTS = new StateTable<>("digest-alerts", 'p', AlertRef.class);
    /** {@code district/silence} */
    public static final StateTable<Silence> SILENCES = new StateTable<>("silences", 's', Silence.class);
    /** {@code district/recipient/subject} */
    public static final StateTable<NoticeState> NOTICES = new StateTable<>("notices", 'n', NoticeState.class);
    /** {@code district/recipient/subject}: notices that failed, until the recipient has a newer one of that subject. */
    public static final StateTable<FailedRevision> UNDELIVERED =
            new StateTable<>("undelivered", 'u', FailedRevision.class);
    /** {@code district/campus/feed}: emergencies of conduct in the present minute. */
    public static final StateTable<UrgentConductAggregator.UrgentConductMinute> URGENT_CONDUCT =
            new StateTable<>("urgent-conduct", 'c', UrgentConductAggregator.UrgentConductMinute.class);
    /** {@code district/date}: emergencies that became an incident, by the UTC date on which they did. */
    public static final StateTable<UrgentEventDay> NOTIFIED_EMERGENCIES =
            new StateTable<>("notified-emergencies", 'w', UrgentEventDay.class);
    /** One key: the greatest tick. */
    public static final StateTable<StoredInstant> CLOCK = new StateTable<>("clock", 'k', StoredInstant.class);

    /** One key: when the rebuild of lost state began; present while it goes on. */
    public static final StateTable<StoredInstant> REBUILD = new StateTable<>("rebuild", 'q', StoredInstant.class);
    /** {@code district/recipient/subject}: the delivery on record, while state is rebuilt. */
    public static final StateTable<DeliveryResult> RECORDED_DELIVERIES =
            new StateTable<>("recorded-deliveries", 'o', DeliveryResult.class);
    /** {@code district/recipient/subject}: what is to be written down if its notice is published after all. */
    public static final StateTable<DisclosureRecord> WITHHELD_RECORDS =
            new StateTable<>("withheld-records", 'e', DisclosureRecord.class);

    /** Above every key. */
    static final String LAST_KEY = String.valueOf(Character.MAX_VALUE);

    private NotificationTables() {}

    /** @param time the greatest tick or stamp */
    public record StoredInstant(Instant time) implements EngineClock.ClockReading<StoredInstant> {
        @Override
        public StoredInstant withTime(Instant other) {
            return new StoredInstant(other);
        }
    }

    /** @param revision the newest that failed */
    public record FailedRevision(int revision) {}

    public static List<StateTable<?>> all() {
        return List.of(
                ROUTINGS,
                RETAINED_DENIALS,
                SECRETS,
                ALERTS,
                SILENT_FEEDS,
                GROUPS,
                GROUP_MEMBERS,
                DIGESTS,
                DIGEST_ALERTS,
                SILENCES,
                NOTICES,
                UNDELIVERED,
                URGENT_CONDUCT,
                NOTIFIED_EMERGENCIES,
                CLOCK,
                REBUILD,
                RECORDED_DELIVERIES,
                WITHHELD_RECORDS);
    }
}
