package org.postwatch.state;

import java.time.Instant;
import java.util.Optional;

/**
 * The clock of an engine: the latest tick or arrival, but never later than a limit that the caller's wall clock sets. It does
 * not run backwards, not even after a restart, with one exception: a clock that is beyond the limit was wrong and is set back
 * to it.
 *
 * @param <C> the reading that is stored
 */
public final class EngineClock<C extends EngineClock.ClockReading<C>> {
    private final StateStore store;
    private final StateTable<KeyFormat.SingletonKey, C> table;
    private C reading;
    private C persisted;
    private Instant latest = Instant.MAX;

    /** A stored reading: the time, and whatever an engine stores with it. */
    public interface ClockReading<C> {
        Instant time();

        /** The same at another time. */
        C withTime(Instant time);
    }

    /**
     * @param table holds the reading
     * @param initial the reading when none is stored
     */
    public EngineClock(StateStore store, StateTable<KeyFormat.SingletonKey, C> table, C initial) {
        this.store = store;
        this.table = table;
        this.reading = store.get(table, KeyFormat.SingletonKey.KEY).orElse(initial);
        this.persisted = reading;
    }

    public C reading() {
        return reading;
    }

    public Instant time() {
        return reading.time();
    }

    /**
     * From now on nothing advances the clock beyond {@code newLatest}.
     *
     * @return the time before, if it was beyond the limit and the clock was set back
     */
    public Optional<Instant> limit(Instant newLatest) {
        latest = newLatest;
        Instant before = time();
        if (!before.isAfter(latest)) {
            return Optional.empty();
        }
        reading = reading.withTime(latest);
        persist();
        return Optional.of(before);
    }

    /** Advances the clock to an arrival or a tick; an earlier one leaves it as it is. Nothing is written. */
    public void advance(Instant to) {
        Instant time = to.isAfter(latest) ? latest : to;
        if (time.isAfter(time())) {
            reading = reading.withTime(time);
        }
    }

    /** Replaces the reading; the next {@link #persist} writes it. */
    public void set(C newReading) {
        reading = newReading;
    }

    /** Writes the reading if it has changed, so that a restart continues from it. */
    public void persist() {
        if (!reading.equals(persisted)) {
            store.put(table, KeyFormat.SingletonKey.KEY, reading);
            persisted = reading;
        }
    }
}
