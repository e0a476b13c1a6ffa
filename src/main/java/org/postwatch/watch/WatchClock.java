package org.postwatch.watch;

import java.time.Instant;
import java.util.Optional;

/** The watch's clock: the greatest tick or arrival. It never runs back, after a restart neither. */
final class WatchClock {
    private final Ledger ledger;
    private Memory.Clock now;
    private Memory.Clock saved;

    WatchClock(Ledger ledger) {
        this.ledger = ledger;
        this.now = ledger.get(Table.CLOCK, "").orElse(new Memory.Clock(Instant.EPOCH, Optional.empty()));
        this.saved = now;
    }

    Memory.Clock now() {
        return now;
    }

    Instant time() {
        return now.time();
    }

    /** A tick. */
    void turn(Instant time, Optional<Instant> keepOpenFrom) {
        now = new Memory.Clock(time.isAfter(now.time()) ? time : now.time(), keepOpenFrom);
        save();
    }

    /** Arrivals tell the time between ticks; deadlines wait for the next tick. */
    void advance(Instant stamp) {
        if (stamp.isAfter(now.time())) {
            now = new Memory.Clock(stamp, now.keepOpenFrom());
        }
    }

    /** Keeps it for a restart. */
    void save() {
        if (!now.equals(saved)) {
            ledger.put(Table.CLOCK, "", now);
            saved = now;
        }
    }
}
