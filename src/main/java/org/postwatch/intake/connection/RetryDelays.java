package org.postwatch.intake.connection;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Waits that double from one attempt to the next up to a bound, each shortened at random by up to half. Not safe for threads. */
public final class RetryDelays {
    private final Duration first;
    private final Duration max;
    private final DoubleSupplier random;
    private Duration next;

    /** @param random from 0 to 1 */
    public RetryDelays(Duration first, Duration max, DoubleSupplier random) {
        this.first = first;
        this.max = max;
        this.random = random;
        this.next = first;
    }

    /** The next wait in milliseconds. */
    public long nextMillis() {
        long full = next.toMillis();
        next = next.multipliedBy(2).compareTo(max) > 0 ? max : next.multipliedBy(2);
        return full - (long) (full / 2.0 * random.getAsDouble());
    }

    public void reset() {
        next = first;
    }
}
