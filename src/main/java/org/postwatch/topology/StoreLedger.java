package org.postwatch.topology;

import java.util.HashMap;
import java.util.IdentityHashMap;
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
 * The ledger in one store of Kafka Streams, keys led by their table's code: each store more is a partition more in every
 * transaction. What nearly every event asks for (plans, feeds, what is open) is kept decoded beside it; that memory ends
 * with the task, as an aborted transaction must.
 */
final class StoreLedger implements Ledger {
    /** Decoded values kept of one table; beyond, all are decoded again. */
    private static final int DECODED_MAX = 200_000;

    private static final Set<Table<?>> KEPT_DECODED =
            Set.of(Table.DISTRICTS, Table.CAMPUSES, Table.FEEDS, Table.DISTRICT_STATE);

    private final KeyValueStore<String, byte[]> store;
    private final Map<Table<?>, Map<String, Object>> decoded = new IdentityHashMap<>();

    StoreLedger(ProcessorContext<?, ?> context) {
        store = context.getStateStore(CoverageTopology.STORE);
        KEPT_DECODED.forEach(table -> decoded.put(table, new HashMap<>()));
    }

    /** To keep the order of use would cost more than the memory that it saves. */
    private static void keep(Map<String, Object> kept, String key, Object value) {
        if (kept.size() >= DECODED_MAX) {
            kept.clear();
        }
        kept.put(key, value);
    }

    @Override
    public <T> Optional<T> get(Table<T> table, String key) {
        Map<String, Object> kept = decoded.get(table);
        Object known = kept == null ? null : kept.get(key);
        if (known == null) {
            byte[] bytes = store.get(stored(table, key));
            if (bytes == null) {
                return Optional.empty();
            }
            known = StateCodec.decode(table, key, bytes);
            if (kept != null) {
                keep(kept, key, known);
            }
        }
        return Optional.of(table.type().cast(known));
    }

    @Override
    public <T> void put(Table<T> table, String key, T value) {
        store.put(stored(table, key), StateCodec.encode(table, value));
        Map<String, Object> kept = decoded.get(table);
        if (kept != null) {
            keep(kept, key, value);
        }
    }

    @Override
    public void delete(Table<?> table, String key) {
        store.delete(stored(table, key));
        Map<String, Object> kept = decoded.get(table);
        if (kept != null) {
            kept.remove(key);
        }
    }

    @Override
    public <T> void range(Table<T> table, String from, String end, int limit, BiConsumer<String, T> visitor) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        String last = stored(table, end);
        try (KeyValueIterator<String, byte[]> rows = store.range(stored(table, from), last)) {
            while (rows.hasNext() && found.size() < limit) {
                KeyValue<String, byte[]> row = rows.next();
                if (!row.key.equals(last)) {
                    found.put(row.key.substring(1), row.value);
                }
            }
        }
        found.forEach((key, bytes) -> visitor.accept(key, value(table, key, bytes)));
    }

    private <T> T value(Table<T> table, String key, byte[] bytes) {
        Map<String, Object> kept = decoded.get(table);
        Object known = kept == null ? null : kept.get(key);
        return known == null
                ? StateCodec.decode(table, key, bytes)
                : table.type().cast(known);
    }

    private static String stored(Table<?> table, String key) {
        return table.code() + key;
    }
}
