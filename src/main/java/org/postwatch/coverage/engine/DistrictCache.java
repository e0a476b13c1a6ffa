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
import org.postwatch.state.BoundedCache;
import org.postwatch.state.StateStore;

/** What nearly every event needs of its district: its plan, and what each of its feeds may report. All of it follows from the plan. */
final class DistrictCache {
    private static final int MAX_DISTRICTS = 5_000;

    private final StateStore store;
    private final BoundedCache<String, CachedDistrict> districts = new BoundedCache<>(MAX_DISTRICTS);

    DistrictCache(StateStore store) {
        this.store = store;
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

        /** @return null when the district has no such feed */
        CachedFeed feed(String source) {
            return feeds.get(source);
        }
    }

    /** A feed, and the last minute that was recorded of it. */
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

        /** Whether the feed is in force at the time of an event. */
        boolean isActiveAt(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }

        /** Whether the feed may send this type of event of this campus. */
        boolean isGranted(EventType type, String campus) {
            return types.contains(type)
                    && (feed.campuses().isEmpty() || feed.campuses().contains(campus));
        }

        /** Whether that is the minute that was recorded last. */
        boolean isLastActiveMinute(long minute) {
            return lastActiveMinute == minute;
        }

        void setLastActiveMinute(long minute) {
            lastActiveMinute = minute;
        }
    }

    Optional<CachedDistrict> find(String district) {
        CachedDistrict cached = districts.get(district);
        return cached != null ? Optional.of(cached) : load(district);
    }

    private Optional<CachedDistrict> load(String id) {
        Optional<CachedDistrict> loaded =
                store.get(CoverageTables.DISTRICTS, id).map(CachedDistrict::new);
        loaded.ifPresent(district -> districts.put(id, district));
        return loaded;
    }

    /** The district has a new plan. */
    void remove(String district) {
        districts.remove(district);
    }
}
