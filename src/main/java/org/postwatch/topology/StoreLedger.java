package org.postwatch.topology;

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
 * transaction. What was used lately is kept decoded beside it, and so is what was found missing; that memory ends with
 * the task, as an aborted transaction must.
 */
final class StoreLedger implements Ledger {
    /** Decoded values kept of one table: all that a task usually works with. */
    private static final int DECODED_MAX = 50_000;

    /** There is nothing under this key. */
    private static final Object NOTHING = new Object();

    /** Of these nearly every key is asked for once: to keep them would help nobody. */
    private static final Set<Table<?>> NOT_KEPT = Set.of(Table.EVENTS, Table.CLOCK);

    private final KeyValueStore<String, byte[]> store;
    /** By the table's code. */
    private final Recent[] decoded = new Recent[128];

    StoreLedger(ProcessorContext<?, ?> context) {
        store = context.getStateStore(CoverageTopology.STORE);
        Table.all().stream()
                .filter(table -> !NOT_KEPT.contains(table))
                .forEach(table -> decoded[table.code()] = new Recent(DECODED_MAX));
    }

    @Override
    public <T> Optional<T> get(Table<T> table, String key) {
        Recent kept = decoded[table.code()];
        Object known = kept == null ? null : kept.get(key);
        if (known == null) {
            byte[] bytes = store.get(stored(table, key));
            known = bytes == null ? NOTHING : StateCodec.decode(table, key, bytes);
            if (kept != null) {
                kept.put(key, known);
            }
        }
        return known == NOTHING ? Optional.empty() : Optional.of(table.type().cast(known));
    }

    @Override
    public <T> void put(Table<T> table, String key, T value) {
        store.put(stored(table, key), StateCodec.encode(table, value));
        keep(table, key, value);
    }

    @Override
    public void delete(Table<?> table, String key) {
        store.delete(stored(table, key));
        keep(table, key, NOTHING);
    }

    private void keep(Table<?> table, String key, Object value) {
        Recent kept = decoded[table.code()];
        if (kept != null) {
            kept.put(key, value);
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
        Recent kept = decoded[table.code()];
        Object known = kept == null ? null : kept.get(key);
        return known == null || known == NOTHING
                ? StateCodec.decode(table, key, bytes)
                : table.type().cast(known);
    }

    private static String stored(Table<?> table, String key) {
        return table.code() + key;
    }
}
