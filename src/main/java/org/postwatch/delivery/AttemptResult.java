package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The response of the recipient. Texts are for people and contain no secrets. */
public sealed interface AttemptResult {
    /** Applies the function for this kind of result. A new kind needs a function from every caller. */
    <R> R match(
            Function<Delivered, R> delivered,
            Function<TemporaryFailure, R> temporary,
            Function<PermanentFailure, R> permanent);

    /** It knows. */
    record Delivered(String detail) implements AttemptResult {
        @Override
        public <R> R match(
                Function<Delivered, R> delivered,
                Function<TemporaryFailure, R> temporary,
                Function<PermanentFailure, R> permanent) {
            return delivered.apply(this);
        }
    }

    /**
     * Not now: busy, broken, not to be reached.
     *
     * @param after how long to wait before the next attempt, if the recipient asked for it
     * @param perhapsTaken whether the other side may know all the same: the answer was lost, not the question
     * @param likelyPermanent whether the answer will hardly change by itself: it is retried, and reported early
     */
    record TemporaryFailure(
            String reason, Optional<Duration> retryAfter, boolean mayHaveBeenDelivered, boolean likelyPermanent)
            implements AttemptResult {
        public TemporaryFailure(String reason, Optional<Duration> after, boolean mayHaveBeenDelivered) {
            this(reason, after, mayHaveBeenDelivered, false);
        }

        public TemporaryFailure(String reason, Optional<Duration> after) {
            this(reason, after, true);
        }

        @Override
        public <R> R match(
                Function<Delivered, R> delivered,
                Function<TemporaryFailure, R> temporary,
                Function<PermanentFailure, R> permanent) {
            return temporary.apply(this);
        }
    }

    /** Not this notice, ever: {@link PermanentFailures}. */
    record PermanentFailure(String reason) implements AttemptResult {
        @Override
        public <R> R match(
                Function<Delivered, R> delivered,
                Function<TemporaryFailure, R> temporary,
                Function<PermanentFailure, R> permanent) {
            return permanent.apply(this);
        }
    }
}
