package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.state.StateStore;

/**
 * The watch's clock: the greatest tick or arrival, but never beyond a limit that the caller's wall clock sets. It does not
 * run back, after a restart neither, with one exception: a clock beyond the limit was wrong, and is set back to it.
 */
final class EngineClock {
    private final StateStore store;
    private EngineState.ClockState state;
    private EngineState.ClockState persisted;
    private Instant latest = Instant.MAX;

    EngineClock(StateStore ledger) {
        this.store = ledger;
        this.state = ledger.get(CoverageTables.CLOCK, "")
                .orElse(new EngineState.ClockState(Instant.EPOCH, Optional.empty()));
        this.persisted = state;
    }

    EngineState.ClockState state() {
        return state;
    }

    Instant time() {
        return state.time();
    }

    /**
     * Nothing turns the clock beyond {@code newLatest}.
     *
     * @return where the clock stood, if that was beyond it: it is set back
     */
    Optional<Instant> limit(Instant newLatest) {
        latest = newLatest;
        Instant before = state.time();
        if (!before.isAfter(latest)) {
            return Optional.empty();
        }
        state = new EngineState.ClockState(latest, state.keepOpenFrom());
        persist();
        return Optional.of(before);
    }

    /** A tick. */
    void tick(Instant time, Optional<Instant> keepOpenFrom) {
        advance(time);
        state = new EngineState.ClockState(state.time(), keepOpenFrom);
        persist();
    }

    /** Arrivals tell the time between ticks; deadlines wait for the next tick. */
    void advance(Instant stamp) {
        Instant time = stamp.isAfter(latest) ? latest : stamp;
        if (time.isAfter(state.time())) {
            state = new EngineState.ClockState(time, state.keepOpenFrom());
        }
    }

    /** Keeps it for a restart. */
    void persist() {
        if (!state.equals(persisted)) {
            store.put(CoverageTables.CLOCK, "", state);
            persisted = state;
        }
    }
}
