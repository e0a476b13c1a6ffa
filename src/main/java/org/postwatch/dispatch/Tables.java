package org.postwatch.dispatch;

import java.time.Instant;
import java.util.List;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.DistrictSecret;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Routing;
import org.postwatch.routing.StickyBars;
import org.postwatch.watch.Table;
import org.postwatch.watch.UrgentEventDay;

/** The state of ROUTING, by key. Keys begin with the district. */
public final class Tables {
    /** {@code district} */
    public static final Table<Routing> ROUTINGS = new Table<>("routings", 'r', Routing.class);
    /** {@code district}: all that was ever barred there and not lifted. */
    public static final Table<StickyBars> BARS = new Table<>("bars", 'b', StickyBars.class);
    /** {@code district}: its secret. */
    public static final Table<DistrictSecret> SECRETS = new Table<>("secrets", 'x', DistrictSecret.class);
    /** {@code district/matter} */
    public static final Table<Affair> AFFAIRS = new Table<>("affairs", 'a', Affair.class);
    /** {@code district/feed}: its latest silence. */
    public static final Table<Mark> FEEDS = new Table<>("silent-feeds", 'f', Mark.class);
    /** {@code district/recipient/hash} */
    public static final Table<Group> GROUPS = new Table<>("groups", 'g', Group.class);
    /** {@code district/recipient/hash/matter} */
    public static final Table<Mark> MEMBERS = new Table<>("members", 'm', Mark.class);
    /** {@code district/recipient} */
    public static final Table<Digest> DIGESTS = new Table<>("digests", 'd', Digest.class);
    /** {@code district/recipient/matter}: what was over before it was told. */
    public static final Table<Mark> PASSED = new Table<>("passed-over", 'p', Mark.class);
    /** {@code district/silence} */
    public static final Table<Silence> SILENCES = new Table<>("silences", 's', Silence.class);
    /** {@code district/recipient/subject} */
    public static final Table<Sent> SENT = new Table<>("sent", 'n', Sent.class);
    /** {@code district/recipient/subject}: notices that failed, until the recipient has a newer one of that subject. */
    public static final Table<Undelivered> UNDELIVERED = new Table<>("undelivered", 'u', Undelivered.class);
    /** {@code district/campus/feed}: emergencies of conduct in the present minute. */
    public static final Table<UrgentConduct.OfMinute> URGENT = new Table<>("urgent", 'c', UrgentConduct.OfMinute.class);
    /** {@code district/date}: emergencies that became an incident, by the UTC date on which they did. */
    public static final Table<UrgentEventDay> NOTIFIED_EMERGENCIES =
            new Table<>("notified-emergencies", 'w', UrgentEventDay.class);
    /** One key: the greatest tick. */
    public static final Table<Clock> CLOCK = new Table<>("clock", 'k', Clock.class);

    /** One key: when the rebuild of lost state began; present while it goes on. */
    public static final Table<Clock> REBUILD = new Table<>("rebuild", 'q', Clock.class);
    /** {@code district/recipient/subject}: the delivery on record, while state is rebuilt. */
    public static final Table<Delivery> ON_RECORD = new Table<>("on-record", 'o', Delivery.class);
    /** {@code district/recipient/subject}: what is to be written down if its notice is published after all. */
    public static final Table<Entry> WITHHELD_ENTRIES = new Table<>("withheld-entries", 'e', Entry.class);

    /** Above every key. */
    static final String LAST = "\uffff";

    private Tables() {}

    /** @param time the greatest tick or stamp */
    public record Clock(Instant time) {}

    /** @param revision the newest that failed */
    public record Undelivered(int revision) {}

    public static List<Table<?>> all() {
        return List.of(
                ROUTINGS,
                BARS,
                SECRETS,
                AFFAIRS,
                FEEDS,
                GROUPS,
                MEMBERS,
                DIGESTS,
                PASSED,
                SILENCES,
                SENT,
                UNDELIVERED,
                URGENT,
                NOTIFIED_EMERGENCIES,
                CLOCK,
                REBUILD,
                ON_RECORD,
                WITHHELD_ENTRIES);
    }
}
