package org.postwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be looked at when: an index ordered by time and read from its head. A unit holds its own deadline, so that
 * moving one is a delete and a put.
 */
final class Deadlines {
    private final Ledger ledger;

    Deadlines(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A unit of work: what kind of thing, and its key in that thing's table. */
    enum Kind {
        CAMPUS,
        DAY,
        DISTRICT,
        FEED,
        HISTORY
    }

    record Due(Kind kind, String key) {}

    void move(Kind kind, String key, Instant from, Instant to) {
        if (from.equals(to)) {
            return;
        }
        if (!from.equals(Memory.NEVER)) {
            ledger.delete(Table.DEADLINES, key(from, kind, key));
        }
        if (!to.equals(Memory.NEVER)) {
            ledger.put(Table.DEADLINES, key(to, kind, key), Memory.Deadline.IT);
        }
    }

    /** At most {@code limit} units whose deadline is at or before a clock, the earliest first. */
    List<Due> due(Instant clock, int limit) {
        List<Due> due = new ArrayList<>();
        ledger.range(Table.DEADLINES, "", time(clock.plusMillis(1)), limit, (key, it) -> {
            String[] parts = key.split("/", 3);
            due.add(new Due(Kind.valueOf(parts[1]), parts[2]));
        });
        return due;
    }

    private static String key(Instant t, Kind kind, String key) {
        return time(t) + "/" + kind + "/" + key;
    }

    /** Fixed width, so that the order of keys is the order of time. */
    private static String time(Instant t) {
        return "%015d".formatted(t.toEpochMilli());
    }
}
