package org.postwatch.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a post is now, since when and why.
 *
 * @param since start of the present interval; absent while the post is not required
 */
public record PostCoverage(
        String post, CoverageState state, Optional<Instant> since, List<String> counted, List<Reason> reasons) {
    public PostCoverage {
        counted = List.copyOf(counted);
        reasons = List.copyOf(reasons);
    }
}
