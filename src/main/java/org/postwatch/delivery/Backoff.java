package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** How long to leave alone who did not take a notice: twice as long each time, with full jitter, or what they ask for. */
final class Backoff {
    static final Duration LEAST = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofMinutes(5);
    /** Whoever asks for more gets this. */
    static final Duration ASKED_MOST = Duration.ofHours(1);

    private final DoubleSupplier chance;

    /** @param chance from 0 to 1, without 1 */
    Backoff(DoubleSupplier chance) {
        this.chance = chance;
    }

    /** @param failures in a row, from 1 */
    Duration after(int failures, Optional<Duration> asked) {
        if (asked.isPresent()) {
            return max(LEAST, min(asked.get(), ASKED_MOST));
        }
        Duration window = failures > 9 ? MOST : min(LEAST.multipliedBy(1L << failures), MOST);
        long spread = window.minus(LEAST).toMillis();
        return LEAST.plusMillis((long) (chance.getAsDouble() * spread));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
