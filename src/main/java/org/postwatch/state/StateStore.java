package org.postwatch.state;

import java.util.Optional;
import java.util.function.BiConsumer;

/** The state of an engine. A value that was put is there for the next call; values are immutable. */
public interface StateStore {
    <T> Optional<T> get(StateTable<T> table, String key);

    <T> void put(StateTable<T> table, String key, T value);

    void delete(StateTable<?> table, String key);

    /**
     * The entries with {@code from <= key < end} in order of keys, at most {@code limit} of them. They are read before
     * the first one is visited, so the visitor may change the table.
     */
    <T> void range(StateTable<T> table, String from, String end, int limit, BiConsumer<String, T> visitor);

    /** Visits every entry of a table, in order of keys. */
    default <T> void forEach(StateTable<T> table, BiConsumer<String, T> visitor) {
        range(table, "", String.valueOf(Character.MAX_VALUE), Integer.MAX_VALUE, visitor);
    }

    /** Visits every entry whose key begins with {@code prefix}, which ends with a slash. */
    default <T> void scan(StateTable<T> table, String prefix, BiConsumer<String, T> visitor) {
        // '0' follows '/' in the order of characters
        range(table, prefix, prefix.substring(0, prefix.length() - 1) + "0", Integer.MAX_VALUE, visitor);
    }
}
