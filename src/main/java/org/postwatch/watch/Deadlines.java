package org.postwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is to be looked at when: an index ordered by time and read from its head. Every unit holds its own deadline, so
 * the index needs no place in the ledger: it is made from the units at the start, and moving one costs no write.
 */
final class Deadlines {
    /** Above every key. */
    private static final String LAST = "\uffff";

    private final TreeSet<Due> index =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::kind).thenComparing(Due::key));

    Deadlines(Ledger ledger) {
        load(ledger, Kind.CAMPUS, Table.CAMPUS_STATE, Memory.OfCampus::deadline);
        load(ledger, Kind.DAY, Table.DAYS, Memory.OfDay::deadline);
        load(ledger, Kind.DISTRICT, Table.DISTRICT_STATE, Memory.OfDistrict::deadline);
        load(ledger, Kind.FEED, Table.FEEDS, Memory.OfFeed::deadline);
        load(ledger, Kind.HISTORY, Table.HISTORY, Memory.OfHistory::deadline);
    }

    private <T> void load(Ledger ledger, Kind kind, Table<T> table, Function<T, Instant> deadline) {
        ledger.range(
                table, "", LAST, Integer.MAX_VALUE, (key, unit) -> move(kind, key, Memory.NEVER, deadline.apply(unit)));
    }

    /** A unit of work: what kind of thing, and its key in that thing's table. */
    enum Kind {
        CAMPUS,
        DAY,
        DISTRICT,
        FEED,
        HISTORY
    }

    record Due(Instant at, Kind kind, String key) {}

    void move(Kind kind, String key, Instant from, Instant to) {
        if (from.equals(to)) {
            return;
        }
        if (!from.equals(Memory.NEVER)) {
            index.remove(new Due(from, kind, key));
        }
        if (!to.equals(Memory.NEVER)) {
            index.add(new Due(to, kind, key));
        }
    }

    /** At most {@code limit} units whose deadline is at or before a clock, the earliest first. */
    List<Due> due(Instant clock, int limit) {
        List<Due> due = new ArrayList<>();
        for (Due unit : index) {
            if (unit.at().isAfter(clock) || due.size() == limit) {
                break;
            }
            due.add(unit);
        }
        return due;
    }
}
