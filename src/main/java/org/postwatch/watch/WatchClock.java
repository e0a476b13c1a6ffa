package org.postwatch.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * The watch's clock: the greatest tick or arrival, but never beyond a limit that the caller's wall clock sets. It does not
 * run back, after a restart neither, with one exception: a clock beyond the limit was wrong, and is set back to it.
 */
final class WatchClock {
    private final Ledger ledger;
    private Memory.Clock now;
    private Memory.Clock saved;
    private Instant latest = Instant.MAX;

    WatchClock(Ledger ledger) {
        this.ledger = ledger;
        this.now = ledger.get(CoverageTables.CLOCK, "").orElse(new Memory.Clock(Instant.EPOCH, Optional.empty()));
        this.saved = now;
    }

    Memory.Clock now() {
        return now;
    }

    Instant time() {
        return now.time();
    }

    /**
     * Nothing turns the clock beyond {@code newLatest}.
     *
     * @return where the clock stood, if that was beyond it: it is set back
     */
    Optional<Instant> limit(Instant newLatest) {
        latest = newLatest;
        Instant before = now.time();
        if (!before.isAfter(latest)) {
            return Optional.empty();
        }
        now = new Memory.Clock(latest, now.keepOpenFrom());
        save();
        return Optional.of(before);
    }

    /** A tick. */
    void turn(Instant time, Optional<Instant> keepOpenFrom) {
        advance(time);
        now = new Memory.Clock(now.time(), keepOpenFrom);
        save();
    }

    /** Arrivals tell the time between ticks; deadlines wait for the next tick. */
    void advance(Instant stamp) {
        Instant time = stamp.isAfter(latest) ? latest : stamp;
        if (time.isAfter(now.time())) {
            now = new Memory.Clock(time, now.keepOpenFrom());
        }
    }

    /** Keeps it for a restart. */
    void save() {
        if (!now.equals(saved)) {
            ledger.put(CoverageTables.CLOCK, "", now);
            saved = now;
        }
    }
}
