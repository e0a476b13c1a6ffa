package org.postwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is to be looked at when: an index ordered by time and read from its head. Every unit holds its own deadline, so
 * the index needs no place in the ledger: it is made from the units at the start, and moving one costs no write.
 */
final class Deadlines {
    /** Above every key. */
    private static final String LAST = "\uffff";

    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::at).thenComparing(Due::kind).thenComparing(Due::key);

    private final TreeSet<Due> feeds = new TreeSet<>(ORDER);
    private final TreeSet<Due> others = new TreeSet<>(ORDER);
    /** Until when each of some units is left alone though it is due. */
    private final Map<Due, Instant> postponed = new HashMap<>();

    Deadlines(Ledger ledger) {
        load(ledger, Kind.CAMPUS, CoverageTables.CAMPUS_STATE, Memory.OfCampus::deadline);
        load(ledger, Kind.DAY, CoverageTables.DAYS, Memory.OfDay::deadline);
        load(ledger, Kind.DISTRICT, CoverageTables.DISTRICT_STATE, Memory.OfDistrict::deadline);
        load(ledger, Kind.FEED, CoverageTables.FEEDS, Memory.OfFeed::deadline);
        load(ledger, Kind.HISTORY, CoverageTables.HISTORY, Memory.OfHistory::deadline);
    }

    private <T> void load(Ledger ledger, Kind kind, Table<T> table, Function<T, Instant> deadline) {
        ledger.range(
                table, "", LAST, Integer.MAX_VALUE, (key, unit) -> move(kind, key, Memory.NEVER, deadline.apply(unit)));
    }

    /** A unit of work: what kind of thing, and its key in that thing's table. */
    enum Kind {
        CAMPUS("campus"),
        DAY("day"),
        DISTRICT("district"),
        FEED("feed"),
        HISTORY("history");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    record Due(Instant at, Kind kind, String key) {
        /** For the log. */
        String unit() {
            return kind.word + " " + key;
        }
    }

    void move(Kind kind, String key, Instant from, Instant to) {
        if (from.equals(to)) {
            return;
        }
        TreeSet<Due> index = index(kind);
        if (!from.equals(Memory.NEVER)) {
            Due before = new Due(from, kind, key);
            index.remove(before);
            postponed.remove(before);
        }
        if (!to.equals(Memory.NEVER)) {
            index.add(new Due(to, kind, key));
        }
    }

    /** Leaves a unit alone until an instant, or until its deadline moves. */
    void postpone(Due unit, Instant until) {
        index(unit.kind()).remove(unit);
        postponed.put(unit, until);
    }

    /**
     * At most {@code limit} units whose deadline is at or before a clock, the earliest first, but feeds before all
     * others: their silence bears on what else is due, of which nothing may be said for an instant only.
     */
    List<Due> due(Instant clock, int limit) {
        List<Due> due = new ArrayList<>();
        if (!postponed.isEmpty()) {
            resume(clock);
        }
        add(due, feeds, clock, limit);
        add(due, others, clock, limit);
        return due;
    }

    /** The same, of feeds only. */
    List<Due> dueFeeds(Instant clock, int limit) {
        List<Due> due = new ArrayList<>();
        add(due, feeds, clock, limit);
        return due;
    }

    private void resume(Instant clock) {
        List<Due> again = postponed.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(clock))
                .map(Map.Entry::getKey)
                .toList();
        again.forEach(unit -> {
            postponed.remove(unit);
            index(unit.kind()).add(unit);
        });
    }

    private static void add(Collection<Due> due, TreeSet<Due> index, Instant clock, int limit) {
        for (Due unit : index) {
            if (unit.at().isAfter(clock) || due.size() == limit) {
                return;
            }
            due.add(unit);
        }
    }

    private TreeSet<Due> index(Kind kind) {
        return kind == Kind.FEED ? feeds : others;
    }
}
