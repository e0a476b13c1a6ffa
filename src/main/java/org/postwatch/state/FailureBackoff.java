package org.postwatch.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Units that could not be looked at for a reason that nobody planned. The look that fails ends its transaction; what is
 * known of it must outlive the watch, so that the next one does not fail in the same place.
 */
public interface FailureBackoff {
    /** A unit whose evaluation failed is tried again after this long; every failure costs a restart of its task. */
    Duration RETRY_AFTER = Duration.ofMinutes(15);

    /** Remembers nothing: every failure is the caller's. */
    FailureBackoff NONE = new FailureBackoff() {
        @Override
        public void recordFailure(String unit, RuntimeException why, Instant until) {
            // the exception tells
        }

        @Override
        public Optional<Instant> retryAt(String unit) {
            return Optional.empty();
        }
    };

    /**
     * @param unit its kind and key, for the log
     * @param until the watch's clock at which it is to be tried again
     */
    void recordFailure(String unit, RuntimeException why, Instant until);

    /** Until when to leave a unit alone; may lie in the past. */
    Optional<Instant> retryAt(String unit);

    /** A look at a unit failed: not the fault of the record that came along with it. */
    final class EvaluationFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public EvaluationFailedException(String unit, RuntimeException cause) {
            super("cannot look at " + unit + ": " + cause, cause);
        }
    }
}
