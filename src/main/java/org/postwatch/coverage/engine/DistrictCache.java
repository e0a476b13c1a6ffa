package org.postwatch.coverage.engine;

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
import org.postwatch.state.StateStore;

/**
 * What nearly every event asks of its district, ready to hand: its plan, and what each of its feeds may tell. It follows
 * from the plans; what is not there is worked out again.
 */
final class DistrictCache {
    /** Districts kept; beyond, all are worked out anew. */
    private static final int MAX_DISTRICTS = 10_000;

    private final StateStore store;
    private final Map<String, CachedDistrict> districts = new HashMap<>();

    DistrictCache(StateStore ledger) {
        this.store = ledger;
    }

    /** One district. */
    static final class CachedDistrict {
        private final District district;
        private final Map<String, CachedFeed> feeds = new HashMap<>();

        private CachedDistrict(District district) {
            this.district = district;
            district.feeds().forEach((id, feed) -> feeds.put(id, new CachedFeed(feed, district.zone())));
        }

        District district() {
            return district;
        }

        /** Null when it is no feed of the district. */
        CachedFeed feed(String source) {
            return feeds.get(source);
        }
    }

    /** A feed, and the last minute of it that is known. */
    static final class CachedFeed {
        private static final long NO_MINUTE = Long.MIN_VALUE;

        private final Feed feed;
        private final Instant from;
        private final Instant until;
        private final Set<EventType> types = EnumSet.noneOf(EventType.class);
        private long lastActiveMinute = NO_MINUTE;

        private CachedFeed(Feed feed, ZoneId zone) {
            this.feed = feed;
            from = feed.dates().start(zone);
            until = feed.dates().end(zone);
            types.addAll(feed.types());
        }

        Feed feed() {
            return feed;
        }

        /** Whether its plan entry holds at the time of an event. */
        boolean isActiveAt(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }

        /** Whether it was granted this type of event, of this campus. */
        boolean isGranted(EventType type, String campus) {
            return types.contains(type)
                    && (feed.campuses().isEmpty() || feed.campuses().contains(campus));
        }

        /** Whether that is the minute that was heard last: then it is known. */
        boolean isLastActiveMinute(long minute) {
            return lastActiveMinute == minute;
        }

        void setLastActiveMinute(long minute) {
            lastActiveMinute = minute;
        }
    }

    Optional<CachedDistrict> find(String district) {
        CachedDistrict known = districts.get(district);
        return known != null ? Optional.of(known) : load(district);
    }

    private Optional<CachedDistrict> load(String id) {
        Optional<CachedDistrict> known = store.get(CoverageTables.DISTRICTS, id).map(CachedDistrict::new);
        known.ifPresent(found -> {
            if (districts.size() >= MAX_DISTRICTS) {
                districts.clear();
            }
            districts.put(id, found);
        });
        return known;
    }

    /** The district has a new plan. */
    void invalidate(String district) {
        districts.remove(district);
    }
}
