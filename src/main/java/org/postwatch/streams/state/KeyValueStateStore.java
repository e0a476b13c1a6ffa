package org.postwatch.streams.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.postwatch.event.KeyPrefix;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.StateStore;
import org.postwatch.state.StateTable;

/**
 * All tables of one application in one store of Kafka Streams: each further store would be one more partition in every transaction.
 * Stored keys begin with the code of their table. Values that were used recently are cached decoded, and so are keys that were found
 * absent. The cache ends with the task, as an aborted transaction requires.
 */
public final class KeyValueStateStore implements StateStore {
    /** Cached for a key that has no value. */
    private static final Object ABSENT = new Object();

    private final KeyValueStore<String, byte[]> store;
    private final StateSerde serde;
    private final int maxCached;
    private final StateChangeListener listener;
    /** By the code of the table. */
    private final List<BoundedCache<Object, Object>> caches = new ArrayList<>(Collections.nCopies(128, null));

    /** Is notified of every change. */
    public interface StateChangeListener {
        StateChangeListener NONE = (table, key, value) -> {};

        /** @param value empty: it was deleted */
        void onChange(StateTable<?, ?> table, Object key, Optional<?> value);
    }

    /** @param maxCached values of one table that are cached at least, once there are so many; twice as many at most */
    public KeyValueStateStore(
            KeyValueStore<String, byte[]> store, StateSerde serde, int maxCached, StateChangeListener listener) {
        this.store = store;
        this.serde = serde;
        this.maxCached = maxCached;
        this.listener = listener;
    }

    @Override
    public <K, V> Optional<V> get(StateTable<K, V> table, K key) {
        Object known = cached(table, key);
        if (known == null) {
            String text = table.keys().write(key);
            byte[] bytes = store.get(storeKey(table, text));
            known = bytes == null ? ABSENT : serde.decode(table, text, bytes);
            cache(table, key, known);
        }
        return known == ABSENT ? Optional.empty() : Optional.of(table.type().cast(known));
    }

    @Override
    public <K, V> void put(StateTable<K, V> table, K key, V value) {
        store.put(storeKey(table, table.keys().write(key)), serde.encode(table, value));
        cache(table, key, value);
        listener.onChange(table, key, Optional.of(value));
    }

    @Override
    public <K> void delete(StateTable<K, ?> table, K key) {
        store.delete(storeKey(table, table.keys().write(key)));
        cache(table, key, ABSENT);
        listener.onChange(table, key, Optional.empty());
    }

    @Override
    public <K, V> void scan(StateTable<K, V> table, KeyPrefix prefix, int limit, BiConsumer<K, V> visitor) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        String end = storeKey(table, prefix.end());
        try (KeyValueIterator<String, byte[]> rows = store.range(storeKey(table, prefix.text()), end)) {
            while (rows.hasNext() && found.size() < limit) {
                KeyValue<String, byte[]> row = rows.next();
                if (!row.key.equals(end)) {
                    found.put(row.key.substring(1), row.value);
                }
            }
        }
        found.forEach((text, bytes) -> {
            K key = table.keys().parse(text);
            visitor.accept(key, value(table, key, text, bytes));
        });
    }

    /** Every value of a table; one that cannot be read is passed to {@code unreadable}, and the others follow. */
    public <K, V> void forEachReadable(
            StateTable<K, V> table, BiConsumer<K, V> visitor, BiConsumer<String, RuntimeException> unreadable) {
        try (KeyValueIterator<String, byte[]> rows =
                store.range(storeKey(table, KeyPrefix.ALL.text()), storeKey(table, KeyPrefix.ALL.end()))) {
            rows.forEachRemaining(row -> {
                String key = row.key.substring(1);
                try {
                    visitor.accept(table.keys().parse(key), serde.decode(table, key, row.value));
                } catch (RuntimeException e) {
                    unreadable.accept(key, e);
                }
            });
        }
    }

    private <K, V> V value(StateTable<K, V> table, K key, String text, byte[] bytes) {
        Object known = cached(table, key);
        return known == null || known == ABSENT
                ? serde.decode(table, text, bytes)
                : table.type().cast(known);
    }

    private Object cached(StateTable<?, ?> table, Object key) {
        BoundedCache<Object, Object> cache = caches.get(table.code());
        return cache == null ? null : cache.get(key);
    }

    private void cache(StateTable<?, ?> table, Object key, Object value) {
        if (table.cached()) {
            BoundedCache<Object, Object> cache = caches.get(table.code());
            if (cache == null) {
                cache = new BoundedCache<>(maxCached);
                caches.set(table.code(), cache);
            }
            cache.put(key, value);
        }
    }

    private static String storeKey(StateTable<?, ?> table, String key) {
        return table.code() + key;
    }
}
