package org.postwatch.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postwatch.watch.Ledger;
import org.postwatch.watch.Table;

/**
 * What is to be looked at when, in order of time. Every unit holds its own deadline: the agenda is made from them at the
 * start, and kept by whoever writes one.
 */
final class Agenda {
    static final Unit<Silence> SILENCES = new Unit<>(0, Tables.SILENCES, Silence::deadline);
    static final Unit<Affair> AFFAIRS = new Unit<>(1, Tables.AFFAIRS, Affair::deadline);
    static final Unit<Group> GROUPS = new Unit<>(2, Tables.GROUPS, Group::due);
    static final Unit<Digest> DIGESTS = new Unit<>(3, Tables.DIGESTS, Digest::due);
    static final Unit<Sent> SENT = new Unit<>(4, Tables.SENT, Sent::forgetAt);
    static final Unit<UrgentConduct.OfMinute> URGENT = new Unit<>(5, Tables.URGENT, UrgentConduct.OfMinute::forgetAt);

    private static final List<Unit<?>> UNITS = List.of(SILENCES, AFFAIRS, GROUPS, DIGESTS, SENT, URGENT);

    /**
     * A kind of state that has a deadline in it.
     *
     * @param rank among what is due at one instant
     */
    record Unit<T>(int rank, Table<T> table, Function<T, Instant> deadline) {}

    record Due(Instant at, Unit<?> unit, String key) {
        /** For logs. */
        String name() {
            return unit.table().name() + " " + key;
        }
    }

    private final TreeSet<Due> index = new TreeSet<>(Comparator.comparing(Due::at)
            .thenComparing(due -> due.unit().rank())
            .thenComparing(Due::key));
    private final Ledger ledger;

    Agenda(Ledger ledger) {
        this.ledger = ledger;
        UNITS.forEach(this::load);
    }

    private <T> void load(Unit<T> unit) {
        ledger.range(
                unit.table(),
                "",
                Tables.LAST,
                Integer.MAX_VALUE,
                (key, value) -> add(new Due(unit.deadline().apply(value), unit, key)));
    }

    private void add(Due due) {
        if (due.at().isBefore(Affair.NEVER)) {
            index.add(due);
        }
    }

    /** Writes it if it is another. */
    <T> void put(Unit<T> unit, String key, T value) {
        Optional<T> before = ledger.get(unit.table(), key);
        if (before.isEmpty() || !before.get().equals(value)) {
            before.ifPresent(old -> index.remove(new Due(unit.deadline().apply(old), unit, key)));
            ledger.put(unit.table(), key, value);
            add(new Due(unit.deadline().apply(value), unit, key));
        }
    }

    <T> void delete(Unit<T> unit, String key) {
        ledger.get(unit.table(), key).ifPresent(old -> {
            index.remove(new Due(unit.deadline().apply(old), unit, key));
            ledger.delete(unit.table(), key);
        });
    }

    /** At most {@code limit} units whose deadline is at or before a clock, the earliest first, but for those left alone. */
    List<Due> due(Instant clock, int limit, Predicate<Due> leftAlone) {
        List<Due> due = new ArrayList<>();
        for (Due unit : index) {
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
