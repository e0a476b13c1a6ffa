package org.postwatch.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.EventType;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;

/**
 * What nearly every event asks of its district, ready to hand: its plan, and what each of its feeds may tell. It follows
 * from the plans; what is not there is worked out again.
 */
final class DistrictIndex {
    /** Districts kept; beyond, all are worked out anew. */
    private static final int DISTRICTS_MAX = 10_000;

    private final Ledger ledger;
    private final Map<String, Known> districts = new HashMap<>();

    DistrictIndex(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One district. */
    static final class Known {
        private final District district;
        private final Map<String, Source> sources = new HashMap<>();

        private Known(District district) {
            this.district = district;
            district.feeds().forEach((id, feed) -> sources.put(id, new Source(feed, district.zone())));
        }

        District district() {
            return district;
        }

        /** Null when it is no feed of the district. */
        Source source(String source) {
            return sources.get(source);
        }
    }

    /** A feed, and the last minute of it that is known. */
    static final class Source {
        private static final long NO_MINUTE = Long.MIN_VALUE;

        private final Feed feed;
        private final Instant from;
        private final Instant until;
        private final Set<EventType> types = EnumSet.noneOf(EventType.class);
        private long lastHeard = NO_MINUTE;

        private Source(Feed feed, ZoneId zone) {
            this.feed = feed;
            from = feed.dates().start(zone);
            until = feed.dates().end(zone);
            types.addAll(feed.types());
        }

        Feed feed() {
            return feed;
        }

        /** Whether its plan entry holds at the time of an event. */
        boolean mayTellAt(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }

        /** Whether it was granted this type of event, of this campus. */
        boolean mayTell(EventType type, String campus) {
            return types.contains(type)
                    && (feed.campuses().isEmpty() || feed.campuses().contains(campus));
        }

        /** Whether that is the minute that was heard last: then it is known. */
        boolean isLast(long minute) {
            return lastHeard == minute;
        }

        void heard(long minute) {
            lastHeard = minute;
        }
    }

    Optional<Known> find(String district) {
        Known known = districts.get(district);
        return known != null ? Optional.of(known) : load(district);
    }

    private Optional<Known> load(String id) {
        Optional<Known> known = ledger.get(CoverageTables.DISTRICTS, id).map(Known::new);
        known.ifPresent(found -> {
            if (districts.size() >= DISTRICTS_MAX) {
                districts.clear();
            }
            districts.put(id, found);
        });
        return known;
    }

    /** The district has a new plan. */
    void forget(String district) {
        districts.remove(district);
    }
}
