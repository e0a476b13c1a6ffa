package org.postwatch.state;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.postwatch.event.KeyPrefix;

/** The state of an engine. A value that was put is there for the next call; values are immutable. */
public interface StateStore {
    <K, V> Optional<V> get(StateTable<K, V> table, K key);

    <K, V> void put(StateTable<K, V> table, K key, V value);

    <K> void delete(StateTable<K, ?> table, K key);

    /**
     * Visits the entries whose keys begin with {@code prefix}, in order of the texts of their keys, at most {@code limit} of
     * them. They are read before the first one is visited, so the visitor may change the table.
     */
    <K, V> void scan(StateTable<K, V> table, KeyPrefix prefix, int limit, BiConsumer<K, V> visitor);

    /** Visits every entry whose key begins with {@code prefix}. */
    default <K, V> void scan(StateTable<K, V> table, KeyPrefix prefix, BiConsumer<K, V> visitor) {
        scan(table, prefix, Integer.MAX_VALUE, visitor);
    }

    /** Visits every entry of a table. */
    default <K, V> void forEach(StateTable<K, V> table, BiConsumer<K, V> visitor) {
        scan(table, KeyPrefix.ALL, visitor);
    }
}
