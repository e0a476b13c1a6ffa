package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.plan.TimeSpan;

/**
 * The gaps of campus days as they were last looked at. Whatever bears on a day has it looked at again, so a trigger in
 * none of its gaps changes nothing, and need not.
 */
final class GapCache {
    /** Days kept; beyond, all are looked at anew. */
    private static final int MAX_DAYS = 400_000;

    private final Map<String, List<TimeSpan>> gapsByDay = new HashMap<>();

    void put(String campus, LocalDate date, Collection<List<CoverageInterval>> timeline) {
        if (gapsByDay.size() >= MAX_DAYS) {
            gapsByDay.clear();
        }
        gapsByDay.put(
                campus + "/" + date,
                timeline.stream()
                        .flatMap(List::stream)
                        .filter(interval -> interval.state().isGap())
                        .map(interval ->
                                new TimeSpan(interval.from(), interval.to().orElse(Instant.MAX)))
                        .toList());
    }

    void invalidate(String campus, LocalDate date) {
        gapsByDay.remove(campus + "/" + date);
    }

    /** Whether an instant is known to lie in no gap of a day; false also when nothing is known of the day. */
    boolean isOutsideGaps(String campus, LocalDate date, Instant t) {
        List<TimeSpan> gaps = gapsByDay.get(campus + "/" + date);
        return gaps != null && gaps.stream().noneMatch(gap -> gap.contains(t));
    }
}
