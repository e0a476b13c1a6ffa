package org.postwatch.state;

import java.time.Instant;
import java.util.function.Function;

/**
 * A kind of timer: a table whose values each hold a deadline. An enum implements it; timers that are due at the same instant
 * run in the order of its constants.
 */
public interface TimerKind {
    /** The deadline of a value that has none. */
    Instant NEVER = Instant.MAX;

    TimedTable<?, ?> timedTable();

    /** A table, and where its values hold their deadline. */
    record TimedTable<K, V>(StateTable<K, V> table, Function<V, Instant> deadline) {
        Instant deadlineOf(Object value) {
            return deadline.apply(table.type().cast(value));
        }
    }
}
