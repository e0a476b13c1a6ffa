package org.postwatch.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a post's day, maximal with equal state, counted badges and reasons. Stretches in which the post is not
 * required are not listed.
 *
 * @param to absent while it lasts
 * @param counted badges that fill the post, or that count for it although they are too few
 */
public record CoverageInterval(
        Instant from, Optional<Instant> to, CoverageState state, List<String> counted, List<Reason> reasons) {
    public CoverageInterval {
        counted = List.copyOf(counted);
        reasons = List.copyOf(reasons);
    }
}
