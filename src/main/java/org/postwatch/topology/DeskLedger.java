package org.postwatch.topology;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.postwatch.codec.state.DeskCodec;
import org.postwatch.dispatch.Affair;
import org.postwatch.dispatch.Tables;
import org.postwatch.watch.Ledger;
import org.postwatch.watch.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ROUTING's ledger in one store of Kafka Streams, keys led by their table's code. What was used lately is kept decoded
 * beside it; that memory ends with the task, as an aborted transaction must.
 */
final class DeskLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(DeskLedger.class);
    /** Values kept decoded; beyond, all are decoded again. */
    private static final int DECODED_MAX = 20_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Object> decoded = new HashMap<>();

    private final Onlooker onlooker;
    private final int partition;

    DeskLedger(ProcessorContext<?, ?> context, Onlooker onlooker) {
        store = context.getStateStore(RoutingTopology.STORE);
        this.onlooker = onlooker;
        this.partition = context.taskId().partition();
    }

    /** Tells the onlooker of every affair that is known; what cannot be read is for whoever needs it to stumble on. */
    void tellAffairs() {
        if (onlooker == Onlooker.NONE) {
            return;
        }
        String prefix = String.valueOf(Tables.AFFAIRS.code());
        try (KeyValueIterator<String, byte[]> rows = store.range(prefix, prefix + Character.MAX_VALUE)) {
            rows.forEachRemaining(row -> tellAffair(row.key.substring(1), row.value));
        }
    }

    private void tellAffair(String key, byte[] bytes) {
        try {
            see(Tables.AFFAIRS, key, Optional.of(DeskCodec.decode(Tables.AFFAIRS, bytes)));
        } catch (RuntimeException e) {
            LOG.error("{} cannot be read, and is missing in the metrics", key, e);
        }
    }

    private void see(Table<?> table, String key, Optional<?> value) {
        if (table == Tables.AFFAIRS) {
            onlooker.affair(partition, key, value.map(Affair.class::cast));
        }
    }

    @Override
    public <T> Optional<T> get(Table<T> table, String key) {
        String at = table.code() + key;
        Object known = decoded.get(at);
        if (known == null) {
            byte[] bytes = store.get(at);
            if (bytes == null) {
                return Optional.empty();
            }
            known = DeskCodec.decode(table, bytes);
            keep(at, known);
        }
        return Optional.of(table.type().cast(known));
    }

    @Override
    public <T> void put(Table<T> table, String key, T value) {
        String at = table.code() + key;
        store.put(at, DeskCodec.encode(table, value));
        see(table, key, Optional.of(value));
        keep(at, value);
    }

    @Override
    public void delete(Table<?> table, String key) {
        String at = table.code() + key;
        store.delete(at);
        see(table, key, Optional.empty());
        decoded.remove(at);
    }

    @Override
    public <T> void range(Table<T> table, String from, String end, int limit, BiConsumer<String, T> visitor) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        String last = table.code() + end;
        try (KeyValueIterator<String, byte[]> rows = store.range(table.code() + from, last)) {
            while (rows.hasNext() && found.size() < limit) {
                KeyValue<String, byte[]> row = rows.next();
                if (!row.key.equals(last)) {
                    found.put(row.key, row.value);
                }
            }
        }
        found.forEach((at, bytes) -> {
            Object known = decoded.get(at);
            T value = known == null
                    ? DeskCodec.decode(table, bytes)
                    : table.type().cast(known);
            visitor.accept(at.substring(1), value);
        });
    }

    private void keep(String at, Object value) {
        if (decoded.size() >= DECODED_MAX) {
            decoded.clear();
        }
        decoded.put(at, value);
    }
}
