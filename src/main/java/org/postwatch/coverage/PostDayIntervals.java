package org.postwatch.coverage;

import java.time.LocalDate;
import java.util.List;

/**
 * The intervals of a post on a local date.
 *
 * @param revision the number of publications for this day, from 1
 * @param sealed whether the intervals are final
 */
public record PostDayIntervals(
        String district,
        String campus,
        String post,
        LocalDate date,
        int revision,
        boolean sealed,
        List<CoverageInterval> intervals) {
    public PostDayIntervals {
        intervals = List.copyOf(intervals);
    }
}
