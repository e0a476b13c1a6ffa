package org.postwatch.topology;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.postwatch.codec.state.StateCodec;
import org.postwatch.watch.Ledger;
import org.postwatch.watch.Table;

/**
 * The ledger in Kafka Streams' stores, one a table. What nearly every event asks for (plans, feeds, what is open) is
 * kept decoded beside its store; that memory ends with the task, as an aborted transaction must.
 */
final class StoreLedger implements Ledger {
    /** Decoded values kept of one table; beyond, the one asked for longest ago is decoded again. */
    private static final int DECODED_MAX = 200_000;

    private static final Set<Table<?>> KEPT_DECODED =
            Set.of(Table.DISTRICTS, Table.CAMPUSES, Table.FEEDS, Table.DISTRICT_STATE);

    private final Map<String, KeyValueStore<String, byte[]>> stores = new HashMap<>();
    private final Map<String, Map<String, Object>> decoded = new HashMap<>();

    StoreLedger(ProcessorContext<?, ?> context) {
        for (Table<?> table : Table.all()) {
            stores.put(table.name(), context.getStateStore(table.name()));
        }
        KEPT_DECODED.forEach(table -> decoded.put(table.name(), recentlyUsed()));
    }

    private static Map<String, Object> recentlyUsed() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
                return size() > DECODED_MAX;
            }
        };
    }

    @Override
    public <T> Optional<T> get(Table<T> table, String key) {
        Map<String, Object> kept = decoded.get(table.name());
        Object known = kept == null ? null : kept.get(key);
        if (known == null) {
            byte[] bytes = store(table).get(key);
            if (bytes == null) {
                return Optional.empty();
            }
            known = StateCodec.decode(table, key, bytes);
            if (kept != null) {
                kept.put(key, known);
            }
        }
        return Optional.of(table.type().cast(known));
    }

    @Override
    public <T> void put(Table<T> table, String key, T value) {
        store(table).put(key, StateCodec.encode(table, value));
        Map<String, Object> kept = decoded.get(table.name());
        if (kept != null) {
            kept.put(key, value);
        }
    }

    @Override
    public void delete(Table<?> table, String key) {
        store(table).delete(key);
        Map<String, Object> kept = decoded.get(table.name());
        if (kept != null) {
            kept.remove(key);
        }
    }

    @Override
    public <T> void range(Table<T> table, String from, String end, int limit, BiConsumer<String, T> visitor) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> rows = store(table).range(from, end)) {
            while (rows.hasNext() && found.size() < limit) {
                KeyValue<String, byte[]> row = rows.next();
                if (!row.key.equals(end)) {
                    found.put(row.key, row.value);
                }
            }
        }
        found.forEach((key, bytes) -> visitor.accept(key, value(table, key, bytes)));
    }

    private <T> T value(Table<T> table, String key, byte[] bytes) {
        Map<String, Object> kept = decoded.get(table.name());
        Object known = kept == null ? null : kept.get(key);
        return known == null
                ? StateCodec.decode(table, key, bytes)
                : table.type().cast(known);
    }

    private KeyValueStore<String, byte[]> store(Table<?> table) {
        return stores.get(table.name());
    }
}
