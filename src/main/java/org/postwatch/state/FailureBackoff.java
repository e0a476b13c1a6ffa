package org.postwatch.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers units of work that failed for an unforeseen reason. A failure aborts the transaction and the engine with it;
 * implementations outlive the engine, so that the next one does not fail in the same place.
 */
public interface FailureBackoff {
    /** A failed unit is retried after this long; each failure costs a restart of its task. */
    Duration RETRY_AFTER = Duration.ofMinutes(15);

    /** Remembers nothing: the caller handles each failure. */
    FailureBackoff NONE = new FailureBackoff() {
        @Override
        public void recordFailure(String unit, RuntimeException why, Instant until) {
            // the exception reports it
        }

        @Override
        public Optional<Instant> retryAt(String unit) {
            return Optional.empty();
        }
    };

    /**
     * @param unit its table and key, for the log
     * @param until the engine's clock at which it is retried
     */
    void recordFailure(String unit, RuntimeException why, Instant until);

    /** The engine's clock at which a unit that failed is retried; may be in the past. */
    Optional<Instant> retryAt(String unit);

    /**
     * Does the work of a unit, unless the unit failed a short time ago.
     *
     * @throws EvaluationFailedException when the work fails; the failure is recorded
     */
    default void run(String unit, Instant clock, Runnable work) {
        if (retryAt(unit).filter(clock::isBefore).isPresent()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            recordFailure(unit, e, clock.plus(RETRY_AFTER));
            throw new EvaluationFailedException(unit, e);
        }
    }

    /** The work of a unit failed: this is not the fault of the record that arrived at the time. */
    final class EvaluationFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public EvaluationFailedException(String unit, RuntimeException cause) {
            super("cannot evaluate " + unit + ": " + cause, cause);
        }
    }
}
