package org.postwatch.coverage;

import java.time.LocalDate;
import java.util.List;

/**
 * Everything known of one post on one local date.
 *
 * @param revision counts what was said of this day, from 1
 * @param sealed whether it is final
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
