package org.postwatch.state;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.postwatch.event.KeyPrefix;

/**
 * A state store that keeps a {@link TimerIndex} in step with what is written. Each value holds its own deadline, so timers are
 * loaded from the values at the start and are never stored by themselves. A timed value that has not changed is not written.
 */
public final class TimedStateStore<T extends Enum<T> & TimerKind> implements StateStore {
    private final StateStore store;
    private final TimerIndex<T> timers;
    private final Map<StateTable<?, ?>, T> kinds = new HashMap<>();

    /** Reads every value of the tables that have timers. */
    public TimedStateStore(StateStore store, Class<T> kinds) {
        this.store = store;
        this.timers = new TimerIndex<>(kinds);
        EnumSet.allOf(kinds).forEach(kind -> load(kind, kind.timedTable()));
    }

    private <K, V> void load(T kind, TimerKind.TimedTable<K, V> timed) {
        kinds.put(timed.table(), kind);
        store.forEach(
                timed.table(),
                (key, value) -> timers.reschedule(
                        kind,
                        timed.table().keys().write(key),
                        TimerKind.NEVER,
                        timed.deadline().apply(value)));
    }

    public TimerIndex<T> timers() {
        return timers;
    }

    @Override
    public <K, V> Optional<V> get(StateTable<K, V> table, K key) {
        return store.get(table, key);
    }

    @Override
    public <K, V> void put(StateTable<K, V> table, K key, V value) {
        T kind = kinds.get(table);
        if (kind != null) {
            Optional<V> before = store.get(table, key);
            if (before.filter(value::equals).isPresent()) {
                return;
            }
            timers.reschedule(kind, table.keys().write(key), storedDeadline(kind, before), deadline(kind, value));
        }
        store.put(table, key, value);
    }

    @Override
    public <K> void delete(StateTable<K, ?> table, K key) {
        T kind = kinds.get(table);
        if (kind != null) {
            timers.reschedule(
                    kind, table.keys().write(key), storedDeadline(kind, store.get(table, key)), TimerKind.NEVER);
        }
        store.delete(table, key);
    }

    @Override
    public <K, V> void scan(StateTable<K, V> table, KeyPrefix prefix, int limit, BiConsumer<K, V> visitor) {
        store.scan(table, prefix, limit, visitor);
    }

    private static Instant storedDeadline(TimerKind kind, Optional<?> value) {
        return value.isPresent() ? deadline(kind, value.get()) : TimerKind.NEVER;
    }

    private static Instant deadline(TimerKind kind, Object value) {
        return kind.timedTable().deadlineOf(value);
    }
}
