package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The result of an attempt to deliver a notice. Texts are for people and contain no secrets. */
public sealed interface AttemptResult {
    /** Applies the function for this kind of result. A new kind needs a function from every caller. */
    <R> R match(
            Function<Delivered, R> delivered,
            Function<TemporaryFailure, R> temporary,
            Function<PermanentFailure, R> permanent);

    /** Whether the recipient has accepted the notice. */
    default boolean isDelivered() {
        return match(delivered -> true, temporary -> false, permanent -> false);
    }

    /** The recipient accepted the notice. */
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
     * The attempt failed and is retried: the recipient is busy, faulty or unreachable.
     *
     * @param retryAfter how long to wait before the next attempt, if the recipient requested it
     * @param mayHaveBeenDelivered whether the recipient may have accepted the notice although no answer arrived
     * @param likelyPermanent whether the answer is unlikely to change by itself: the failure is reported early
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

    /** The recipient rejected this notice permanently: {@link PermanentFailures}. */
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
