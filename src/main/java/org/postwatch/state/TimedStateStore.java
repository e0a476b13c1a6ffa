package org.postwatch.state;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A state store that keeps a {@link TimerIndex} in step with what is written. Each value holds its own deadline, so timers are
 * loaded from the values at the start and are never stored by themselves. A timed value that has not changed is not written.
 */
public final class TimedStateStore<K extends Enum<K> & TimerKind> implements StateStore {
    private final StateStore store;
    private final TimerIndex<K> timers;
    private final Map<StateTable<?>, K> kinds = new HashMap<>();

    /** Reads every value of the tables that have timers. */
    public TimedStateStore(StateStore store, Class<K> kinds) {
        this.store = store;
        this.timers = new TimerIndex<>(kinds);
        for (K kind : EnumSet.allOf(kinds)) {
            StateTable<?> table = kind.timedTable().table();
            this.kinds.put(table, kind);
            store.forEach(table, (key, value) -> timers.reschedule(kind, key, TimerKind.NEVER, deadline(kind, value)));
        }
    }

    public TimerIndex<K> timers() {
        return timers;
    }

    @Override
    public <T> Optional<T> get(StateTable<T> table, String key) {
        return store.get(table, key);
    }

    @Override
    public <T> void put(StateTable<T> table, String key, T value) {
        K kind = kinds.get(table);
        if (kind != null) {
            Optional<T> before = store.get(table, key);
            if (before.filter(value::equals).isPresent()) {
                return;
            }
            timers.reschedule(kind, key, storedDeadline(kind, before), deadline(kind, value));
        }
        store.put(table, key, value);
    }

    @Override
    public void delete(StateTable<?> table, String key) {
        K kind = kinds.get(table);
        if (kind != null) {
            timers.reschedule(kind, key, storedDeadline(kind, store.get(table, key)), TimerKind.NEVER);
        }
        store.delete(table, key);
    }

    @Override
    public <T> void range(StateTable<T> table, String from, String end, int limit, BiConsumer<String, T> visitor) {
        store.range(table, from, end, limit, visitor);
    }

    private static <K extends TimerKind> Instant storedDeadline(K kind, Optional<?> value) {
        return value.isPresent() ? deadline(kind, value.get()) : TimerKind.NEVER;
    }

    private static <K extends TimerKind> Instant deadline(K kind, Object value) {
        return kind.timedTable().deadlineOf(value);
    }
}
