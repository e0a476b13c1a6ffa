package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * What is to be looked at when: an index ordered by time and read from its head. Every unit holds its own deadline, so
 * the index needs no place in the ledger: it is made from the units at the start, and moving one costs no write.
 */
final class CoverageTimerIndex {
    /** Above every key. */
    private static final String LAST_KEY = "\uffff";

    private static final Comparator<DueTimer> ORDER =
            Comparator.comparing(DueTimer::at).thenComparing(DueTimer::kind).thenComparing(DueTimer::key);

    private final TreeSet<DueTimer> feeds = new TreeSet<>(ORDER);
    private final TreeSet<DueTimer> others = new TreeSet<>(ORDER);
    /** Until when each of some units is left alone though it is due. */
    private final Map<DueTimer, Instant> postponed = new HashMap<>();

    CoverageTimerIndex(StateStore ledger) {
        load(ledger, TimerKind.CAMPUS, CoverageTables.CAMPUS_STATE, EngineState.CampusState::deadline);
        load(ledger, TimerKind.DAY, CoverageTables.CAMPUS_DAYS, EngineState.CampusDayState::deadline);
        load(ledger, TimerKind.DISTRICT, CoverageTables.DISTRICT_STATE, EngineState.DistrictState::deadline);
        load(ledger, TimerKind.FEED, CoverageTables.FEED_STATE, EngineState.FeedState::deadline);
        load(
                ledger,
                TimerKind.EVENT_INCIDENTS,
                CoverageTables.EVENT_INCIDENTS,
                EngineState.EventIncidentState::deadline);
    }

    private <T> void load(StateStore ledger, TimerKind kind, StateTable<T> table, Function<T, Instant> deadline) {
        ledger.range(
                table,
                "",
                LAST_KEY,
                Integer.MAX_VALUE,
                (key, unit) -> reschedule(kind, key, EngineState.NEVER, deadline.apply(unit)));
    }

    /** A unit of work: what kind of thing, and its key in that thing's table. */
    enum TimerKind {
        CAMPUS("campus"),
        DAY("day"),
        DISTRICT("district"),
        FEED("feed"),
        EVENT_INCIDENTS("history");

        private final String word;

        TimerKind(String word) {
            this.word = word;
        }
    }

    record DueTimer(Instant at, TimerKind kind, String key) {
        /** For the log. */
        String logName() {
            return kind.word + " " + key;
        }
    }

    void reschedule(TimerKind kind, String key, Instant from, Instant to) {
        if (from.equals(to)) {
            return;
        }
        TreeSet<DueTimer> index = indexOf(kind);
        if (!from.equals(EngineState.NEVER)) {
            DueTimer before = new DueTimer(from, kind, key);
            index.remove(before);
            postponed.remove(before);
        }
        if (!to.equals(EngineState.NEVER)) {
            index.add(new DueTimer(to, kind, key));
        }
    }

    /** Leaves a unit alone until an instant, or until its deadline moves. */
    void postpone(DueTimer unit, Instant until) {
        indexOf(unit.kind()).remove(unit);
        postponed.put(unit, until);
    }

    /**
     * At most {@code limit} units whose deadline is at or before a clock, the earliest first, but feeds before all
     * others: their silence bears on what else is due, of which nothing may be said for an instant only.
     */
    List<DueTimer> due(Instant clock, int limit) {
        List<DueTimer> due = new ArrayList<>();
        if (!postponed.isEmpty()) {
            resumePostponed(clock);
        }
        addDue(due, feeds, clock, limit);
        addDue(due, others, clock, limit);
        return due;
    }

    /** The same, of feeds only. */
    List<DueTimer> dueFeeds(Instant clock, int limit) {
        List<DueTimer> due = new ArrayList<>();
        addDue(due, feeds, clock, limit);
        return due;
    }

    private void resumePostponed(Instant clock) {
        List<DueTimer> again = postponed.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(clock))
                .map(Map.Entry::getKey)
                .toList();
        again.forEach(unit -> {
            postponed.remove(unit);
            indexOf(unit.kind()).add(unit);
        });
    }

    private static void addDue(Collection<DueTimer> due, TreeSet<DueTimer> index, Instant clock, int limit) {
        for (DueTimer unit : index) {
            if (unit.at().isAfter(clock) || due.size() == limit) {
                return;
            }
            due.add(unit);
        }
    }

    private TreeSet<DueTimer> indexOf(TimerKind kind) {
        return kind == TimerKind.FEED ? feeds : others;
    }
}
