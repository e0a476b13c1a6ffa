package org.postwatch.benchmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.postwatch.coverage.engine.CoverageTables;
import org.postwatch.state.StateTable;
import org.postwatch.streams.CoverageTopology;

/** Bytes of keys and values, by table: what a restart must read again. */
record StateSize(Map<String, Long> byTable) {

    static StateSize of(KafkaStreams streams) {
        Map<Character, String> names =
                CoverageTables.all().stream().collect(Collectors.toMap(StateTable::code, StateTable::name));
        Map<String, Long> byTable = new TreeMap<>();
        var store = streams.store(StoreQueryParameters.fromNameAndType(
                CoverageTopology.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore()));
        try (KeyValueIterator<String, byte[]> rows = store.all()) {
            while (rows.hasNext()) {
                KeyValue<String, byte[]> row = rows.next();
                byTable.merge(names.get(row.key.charAt(0)), (long) row.key.length() + row.value.length, Long::sum);
            }
        }
        return new StateSize(byTable);
    }

    long planBytes() {
        return byTable.get(CoverageTables.DISTRICTS.name()) + byTable.get(CoverageTables.CAMPUSES.name());
    }

    long bytesWithoutPlans() {
        return byTable.values().stream().mapToLong(Long::longValue).sum() - planBytes();
    }
}
