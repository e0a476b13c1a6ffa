package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Interval;
import org.postwatch.plan.Span;

/**
 * The gaps of campus days as they were last looked at. Whatever bears on a day has it looked at again, so a trigger in
 * none of its gaps changes nothing, and need not.
 */
final class Gaps {
    /** Days kept; beyond, all are looked at anew. */
    private static final int DAYS_MAX = 400_000;

    private final Map<String, List<Span>> known = new HashMap<>();

    void put(String campus, LocalDate date, Collection<List<Interval>> timeline) {
        if (known.size() >= DAYS_MAX) {
            known.clear();
        }
        known.put(
                campus + "/" + date,
                timeline.stream()
                        .flatMap(List::stream)
                        .filter(interval -> interval.state().isGap())
                        .map(interval -> new Span(interval.from(), interval.to().orElse(Instant.MAX)))
                        .toList());
    }

    void forget(String campus, LocalDate date) {
        known.remove(campus + "/" + date);
    }

    /** Whether an instant is known to lie in no gap of a day; false also when nothing is known of the day. */
    boolean isNone(String campus, LocalDate date, Instant t) {
        List<Span> gaps = known.get(campus + "/" + date);
        return gaps != null && gaps.stream().noneMatch(gap -> gap.contains(t));
    }
}
