package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.BoundedCache;

/**
 * The gaps of campus days as they were last evaluated. New evidence about a day has it evaluated again, so a trigger that is
 * in none of its gaps changes nothing and needs no evaluation.
 */
final class GapCache {
    private static final int MAX_DAYS = 200_000;

    private final BoundedCache<CampusDayKey, List<TimeSpan>> gapsByDay = new BoundedCache<>(MAX_DAYS);

    void put(CampusDayKey day, Collection<List<CoverageInterval>> timeline) {
        gapsByDay.put(
                day,
                timeline.stream()
                        .flatMap(List::stream)
                        .filter(interval -> interval.state().isGap())
                        .map(interval ->
                                new TimeSpan(interval.from(), interval.to().orElse(Instant.MAX)))
                        .toList());
    }

    void remove(CampusDayKey day) {
        gapsByDay.remove(day);
    }

    /** Whether an instant is known to be in no gap of a day; false if the day is not cached. */
    boolean isOutsideGaps(CampusDayKey day, Instant t) {
        List<TimeSpan> gaps = gapsByDay.get(day);
        return gaps != null && gaps.stream().noneMatch(gap -> gap.contains(t));
    }
}
