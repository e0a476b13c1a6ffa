package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to leave alone who did not take a notice: twice as long each time, with full jitter, or what they ask for.
 */
final class ExponentialBackoff {
    static final Duration MIN_DELAY = Duration.ofSeconds(1);
    static final Duration MAX_DELAY = Duration.ofMinutes(5);
    /** The upper bound. */
    static final Duration MAX_REQUESTED_DELAY = Duration.ofHours(1);

    private final DoubleSupplier random;

    /** @param chance from 0 to 1, without 1 */
    ExponentialBackoff(DoubleSupplier chance) {
        this.random = chance;
    }

    /** @param failures in a row, from 1 */
    Duration delay(int failures, Optional<Duration> asked) {
        if (asked.isPresent()) {
            return max(MIN_DELAY, min(asked.get(), MAX_REQUESTED_DELAY));
        }
        Duration window = failures > 9 ? MAX_DELAY : min(MIN_DELAY.multipliedBy(1L << failures), MAX_DELAY);
        long spread = window.minus(MIN_DELAY).toMillis();
        return MIN_DELAY.plusMillis((long) (random.getAsDouble() * spread));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
