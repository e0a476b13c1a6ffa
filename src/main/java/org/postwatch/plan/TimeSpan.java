package org.postwatch.plan;

import java.time.Instant;
import java.util.Objects;

/** A half-open span of time, {@code [from, to)}. Never empty. */
public record TimeSpan(Instant from, Instant to) {
    public static final TimeSpan ALWAYS = new TimeSpan(Instant.MIN, Instant.MAX);

    public TimeSpan {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("empty span [" + from + ", " + to + ")");
        }
    }

    public boolean contains(Instant t) {
        return !t.isBefore(from) && t.isBefore(to);
    }

    public boolean overlaps(TimeSpan other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
