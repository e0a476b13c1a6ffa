package org.postwatch.coverage;

import java.time.LocalDate;
import java.util.List;
<<<<<<< HEAD

/**
 * Everything known of one post on one local date.
 *
 * @param revision counts what was said of this day, from 1
 * @param sealed whether it is final
=======
import java.util.Objects;

/**
 * A post's whole day: the intervals of the windows of one local date.
 *
 * @param revision counts what was said of this day, from 1
 * @param sealed final: nothing that comes later changes it
>>>>>>> codec
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
<<<<<<< HEAD
=======
        Objects.requireNonNull(district);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(post);
        Objects.requireNonNull(date);
>>>>>>> codec
        intervals = List.copyOf(intervals);
    }
}
