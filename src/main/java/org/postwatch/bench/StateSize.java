package org.postwatch.bench;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.postwatch.watch.Table;

/** Bytes of keys and values, by table: what a restart must read again. */
record StateSize(Map<String, Long> byTable) {

    static StateSize of(KafkaStreams streams) {
        Map<String, Long> byTable = new TreeMap<>();
        for (Table<?> table : Table.all()) {
            var store = streams.store(StoreQueryParameters.fromNameAndType(
                    table.name(), QueryableStoreTypes.<String, byte[]>keyValueStore()));
            long bytes = 0;
            try (KeyValueIterator<String, byte[]> rows = store.all()) {
                while (rows.hasNext()) {
                    KeyValue<String, byte[]> row = rows.next();
                    bytes += row.key.length() + row.value.length;
                }
            }
            byTable.put(table.name(), bytes);
        }
        return new StateSize(byTable);
    }

    long plans() {
        return byTable.get(Table.DISTRICTS.name()) + byTable.get(Table.CAMPUSES.name());
    }

    long besidesPlans() {
        return byTable.values().stream().mapToLong(Long::longValue).sum() - plans();
    }
}
