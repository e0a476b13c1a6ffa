package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * What is to be looked at when, in order of time. Every unit holds its own deadline: the agenda is made from them at the
 * start, and kept by whoever writes one.
 */
final class NotificationTimerIndex {
    static final TimedTable<Silence> SILENCES = new TimedTable<>(0, NotificationTables.SILENCES, Silence::deadline);
    static final TimedTable<AlertState> ALERTS = new TimedTable<>(1, NotificationTables.ALERTS, AlertState::deadline);
    static final TimedTable<AlertGroup> GROUPS = new TimedTable<>(2, NotificationTables.GROUPS, AlertGroup::due);
    static final TimedTable<PendingDigest> DIGESTS =
            new TimedTable<>(3, NotificationTables.DIGESTS, PendingDigest::due);
    static final TimedTable<NoticeState> NOTICES =
            new TimedTable<>(4, NotificationTables.NOTICES, NoticeState::expiresAt);
    static final TimedTable<UrgentConductAggregator.UrgentConductMinute> URGENT_CONDUCT = new TimedTable<>(
            5, NotificationTables.URGENT_CONDUCT, UrgentConductAggregator.UrgentConductMinute::expiresAt);

    private static final List<TimedTable<?>> TABLES =
            List.of(SILENCES, ALERTS, GROUPS, DIGESTS, NOTICES, URGENT_CONDUCT);

    /**
     * A kind of state that has a deadline in it.
     *
     * @param rank among what is due at one instant
     */
    record TimedTable<T>(int order, StateTable<T> table, Function<T, Instant> deadline) {}

    record DueNotificationTimer(Instant at, TimedTable<?> timedTable, String key) {
        /** For logs. */
        String logName() {
            return timedTable.table().name() + " " + key;
        }
    }

    private final TreeSet<DueNotificationTimer> index = new TreeSet<>(Comparator.comparing(DueNotificationTimer::at)
            .thenComparing(due -> due.timedTable().order())
            .thenComparing(DueNotificationTimer::key));
    private final StateStore store;

    NotificationTimerIndex(StateStore ledger) {
        this.store = ledger;
        TABLES.forEach(this::load);
    }

    private <T> void load(TimedTable<T> unit) {
        store.range(
                unit.table(),
                "",
                NotificationTables.LAST_KEY,
                Integer.MAX_VALUE,
                (key, value) -> add(new DueNotificationTimer(unit.deadline().apply(value), unit, key)));
    }

    private void add(DueNotificationTimer due) {
        if (due.at().isBefore(AlertState.NEVER)) {
            index.add(due);
        }
    }

    /** Writes it if it is another. */
    <T> void put(TimedTable<T> unit, String key, T value) {
        Optional<T> before = store.get(unit.table(), key);
        if (before.isEmpty() || !before.get().equals(value)) {
            before.ifPresent(
                    old -> index.remove(new DueNotificationTimer(unit.deadline().apply(old), unit, key)));
            store.put(unit.table(), key, value);
            add(new DueNotificationTimer(unit.deadline().apply(value), unit, key));
        }
    }

    <T> void delete(TimedTable<T> unit, String key) {
        store.get(unit.table(), key).ifPresent(old -> {
            index.remove(new DueNotificationTimer(unit.deadline().apply(old), unit, key));
            store.delete(unit.table(), key);
        });
    }

    /** At most {@code limit} units whose deadline is at or before a clock, the earliest first, but for those left alone. */
    List<DueNotificationTimer> due(Instant clock, int limit, Predicate<DueNotificationTimer> leftAlone) {
        List<DueNotificationTimer> due = new ArrayList<>();
        for (DueNotificationTimer unit : index) {
            if (unit.at().isAfter(clock) || due.size() == limit) {
                break;
            }
            if (!leftAlone.test(unit)) {
                due.add(unit);
            }
        }
        return due;
    }
}
