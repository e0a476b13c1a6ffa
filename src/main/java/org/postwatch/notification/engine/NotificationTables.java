package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.List;
import org.postwatch.event.DistrictKey;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.DistrictSecret;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.RecipientKey;
import org.postwatch.notification.policy.RetainedDenials;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.CampusFeedKey;
import org.postwatch.state.DistrictDayKey;
import org.postwatch.state.EngineClock;
import org.postwatch.state.KeyFormat;
import org.postwatch.state.KeyFormat.SingletonKey;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;

/** The state of ROUTING, by key. Keys begin with the district. */
public final class NotificationTables {
    private static final KeyFormat<DistrictKey> NAME_KEYS = new KeyFormat<>(DistrictKey::text, DistrictKey::parse);
    private static final KeyFormat<IncidentKey> ALERT_KEYS = new KeyFormat<>(IncidentKey::text, IncidentKey::parse);
    private static final KeyFormat<RecipientKey> RECIPIENT_KEYS =
            new KeyFormat<>(RecipientKey::text, RecipientKey::parse);
    private static final KeyFormat<NoticeKey> NOTICE_KEYS = new KeyFormat<>(NoticeKey::text, NoticeKey::parse);
    private static final KeyFormat<CampusFeedKey> CAMPUS_FEED_KEYS =
            new KeyFormat<>(CampusFeedKey::text, CampusFeedKey::parse);

    /** {@code district} */
    public static final StateTable<String, RoutingConfig> ROUTINGS =
            new StateTable<>("routings", 'r', KeyFormat.DISTRICT, RoutingConfig.class);
    /** {@code district}: all denials that were ever in force and not lifted. */
    public static final StateTable<String, RetainedDenials> RETAINED_DENIALS =
            new StateTable<>("retained-denials", 'b', KeyFormat.DISTRICT, RetainedDenials.class);
    /** {@code district}: its secret. */
    public static final StateTable<String, DistrictSecret> SECRETS =
            new StateTable<>("secrets", 'x', KeyFormat.DISTRICT, DistrictSecret.class);
    /** {@code district/alert} */
    public static final StateTable<IncidentKey, AlertState> ALERTS =
            new StateTable<>("alerts", 'a', ALERT_KEYS, AlertState.class);
    /** {@code district/feed}: the alert of its latest outage. */
    public static final StateTable<DistrictKey, AlertRef> SILENT_FEEDS =
            new StateTable<>("silent-feeds", 'f', NAME_KEYS, AlertRef.class);
    /** {@code district/recipient/hash} */
    public static final StateTable<NoticeKey, AlertGroup> GROUPS =
            new StateTable<>("groups", 'g', NOTICE_KEYS, AlertGroup.class);
    /** {@code district/recipient/hash/alert} */
    public static final StateTable<GroupMemberKey, AlertRef> GROUP_MEMBERS =
            new StateTable<>("group-members", 'm', GroupMemberKey.FORMAT, AlertRef.class);
    /** {@code district/recipient} */
    public static final StateTable<RecipientKey, PendingDigest> DIGESTS =
            new StateTable<>("digests", 'd', RECIPIENT_KEYS, PendingDigest.class);
    /** {@code district/recipient/alert}: alerts that ended before the recipient was notified. */
    public static final StateTable<NoticeKey, AlertRef> DIGEST_ALERTS =
            new StateTable<>("digest-alerts", 'p', NOTICE_KEYS, AlertRef.class);
    /** {@code district/silence} */
    public static final StateTable<DistrictKey, Silence> SILENCES =
            new StateTable<>("silences", 's', NAME_KEYS, Silence.class);
    /** {@code district/recipient/subject} */
    public static final StateTable<NoticeKey, NoticeState> NOTICES =
            new StateTable<>("notices", 'n', NOTICE_KEYS, NoticeState.class);
    /** {@code district/recipient/subject}: notices that failed, until the recipient has a newer one of that subject. */
    public static final StateTable<NoticeKey, FailedRevision> UNDELIVERED =
            new StateTable<>("undelivered", 'u', NOTICE_KEYS, FailedRevision.class);
    /** {@code district/campus/feed}: emergencies of conduct in the present minute. */
    public static final StateTable<CampusFeedKey, UrgentConductAggregator.UrgentConductMinute> URGENT_CONDUCT =
            new StateTable<>(
                    "urgent-conduct", 'c', CAMPUS_FEED_KEYS, UrgentConductAggregator.UrgentConductMinute.class);
    /** {@code district/date}: emergencies that became an incident, by the UTC date on which they did. */
    public static final StateTable<DistrictDayKey, UrgentEventDay> NOTIFIED_EMERGENCIES =
            new StateTable<>("notified-emergencies", 'w', DistrictDayKey.FORMAT, UrgentEventDay.class);
    /** One key: the greatest tick. */
    public static final StateTable<SingletonKey, StoredInstant> CLOCK =
            new StateTable<>("clock", 'k', KeyFormat.SINGLETON, StoredInstant.class);

    /** One key: when the rebuild of lost state began; present while it goes on. */
    public static final StateTable<SingletonKey, StoredInstant> REBUILD =
            new StateTable<>("rebuild", 'q', KeyFormat.SINGLETON, StoredInstant.class);
    /** {@code district/recipient/subject}: the delivery on record, while state is rebuilt. */
    public static final StateTable<NoticeKey, DeliveryResult> RECORDED_DELIVERIES =
            new StateTable<>("recorded-deliveries", 'o', NOTICE_KEYS, DeliveryResult.class);
    /** {@code district/recipient/subject}: what is to be written down if its notice is published after all. */
    public static final StateTable<NoticeKey, DisclosureRecord> WITHHELD_RECORDS =
            new StateTable<>("withheld-records", 'e', NOTICE_KEYS, DisclosureRecord.class);

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

    public static List<StateTable<?, ?>> all() {
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
