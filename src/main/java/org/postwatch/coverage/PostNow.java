package org.postwatch.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a post is now, since when and why.
 *
 * @param since start of the present interval; absent when the post is not required
 * @param counted badges that fill the post, or that count for it although they are too few
 */
public record PostNow(String post, State state, Optional<Instant> since, List<String> counted, List<Reason> reasons) {
    public PostNow {
        Objects.requireNonNull(post);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
        counted = List.copyOf(counted);
        reasons = List.copyOf(reasons);
    }
}
