package org.postwatch.coverage;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * A post's whole day: the intervals of the windows of one local date.
 *
 * @param revision counts what was said of this day, from 1
 * @param sealed final: nothing that comes later changes it
 */
public record PostDay(
        String district,
        String campus,
        String post,
        LocalDate date,
        int revision,
        boolean sealed,
        List<Interval> intervals) {
    public PostDay {
        Objects.requireNonNull(district);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(post);
        Objects.requireNonNull(date);
        intervals = List.copyOf(intervals);
    }
}
