package org.postwatch.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A state store in memory that counts reads and writes. */
public final class InMemoryStateStore implements StateStore {
    private final Map<String, TreeMap<String, Object>> tables = new HashMap<>();
    private final Map<String, Integer> writes = new TreeMap<>();
    private final Map<String, Integer> reads = new HashMap<>();

    @Override
    public <T> Optional<T> get(StateTable<T> table, String key) {
        reads.merge(table.name() + " " + key, 1, Integer::sum);
        return Optional.ofNullable(table.type().cast(rows(table).get(key)));
    }

    @Override
    public <T> void put(StateTable<T> table, String key, T value) {
        writes.merge(table.name(), 1, Integer::sum);
        rows(table).put(key, value);
    }

    @Override
    public void delete(StateTable<?> table, String key) {
        if (rows(table).remove(key) != null) {
            writes.merge(table.name(), 1, Integer::sum);
        }
    }

    @Override
    public <T> void range(StateTable<T> table, String from, String end, int limit, BiConsumer<String, T> visitor) {
        Map<String, T> found = new TreeMap<>();
        for (var entry : rows(table).subMap(from, end).entrySet()) {
            if (found.size() == limit) {
                break;
            }
            found.put(entry.getKey(), table.type().cast(entry.getValue()));
        }
        found.forEach(visitor);
    }

    /** Writes and deletions so far, by table. */
    public Map<String, Integer> writes() {
        return Map.copyOf(writes);
    }

    /** Reads of one key so far. */
    public int reads(StateTable<?> table, String key) {
        return reads.getOrDefault(table.name() + " " + key, 0);
    }

    /** Rows of a table. */
    public int size(StateTable<?> table) {
        return rows(table).size();
    }

    private TreeMap<String, Object> rows(StateTable<?> table) {
        return tables.computeIfAbsent(table.name(), name -> new TreeMap<>());
    }
}
