package org.postwatch.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.postwatch.event.KeyPrefix;

/** A state store in memory that counts reads and writes. */
public final class InMemoryStateStore implements StateStore {
    private final Map<String, TreeMap<String, Object>> tables = new HashMap<>();
    private final Map<String, Integer> writes = new TreeMap<>();
    private final Map<String, Integer> reads = new HashMap<>();

    @Override
    public <K, V> Optional<V> get(StateTable<K, V> table, K key) {
        String text = table.keys().write(key);
        reads.merge(table.name() + " " + text, 1, Integer::sum);
        return Optional.ofNullable(table.type().cast(rows(table).get(text)));
    }

    @Override
    public <K, V> void put(StateTable<K, V> table, K key, V value) {
        writes.merge(table.name(), 1, Integer::sum);
        rows(table).put(table.keys().write(key), value);
    }

    @Override
    public <K> void delete(StateTable<K, ?> table, K key) {
        if (rows(table).remove(table.keys().write(key)) != null) {
            writes.merge(table.name(), 1, Integer::sum);
        }
    }

    @Override
    public <K, V> void scan(StateTable<K, V> table, KeyPrefix prefix, int limit, BiConsumer<K, V> visitor) {
        Map<String, V> found = new TreeMap<>();
        for (var entry : rows(table).subMap(prefix.text(), prefix.end()).entrySet()) {
            if (found.size() == limit) {
                break;
            }
            found.put(entry.getKey(), table.type().cast(entry.getValue()));
        }
        found.forEach((text, value) -> visitor.accept(table.keys().parse(text), value));
    }

    /** Writes and deletions so far, by table. */
    public Map<String, Integer> writes() {
        return Map.copyOf(writes);
    }

    /** Reads of one key so far. */
    public <K> int reads(StateTable<K, ?> table, K key) {
        return reads.getOrDefault(table.name() + " " + table.keys().write(key), 0);
    }

    /** Rows of a table. */
    public int size(StateTable<?, ?> table) {
        return rows(table).size();
    }

    private TreeMap<String, Object> rows(StateTable<?, ?> table) {
        return tables.computeIfAbsent(table.name(), name -> new TreeMap<>());
    }
}
