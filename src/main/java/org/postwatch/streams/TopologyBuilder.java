package org.postwatch.streams;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.postwatch.streams.CoverageTopology.StoreType;

/** How both applications are put together: topics as bytes into one processor with one store, and topics out of it. */
final class TopologyBuilder {
    private final Topology topology = new Topology();
    private final String processor;
    private final Supplier<Processor<byte[], byte[], byte[], byte[]>> processorFactory;
    private final String store;
    private final StoreType storeType;

    /** @param made called once for each task */
    TopologyBuilder(
            String processor,
            Supplier<Processor<byte[], byte[], byte[], byte[]>> made,
            String store,
            StoreType stateIn) {
        this.processor = processor;
        this.processorFactory = made;
        this.store = store;
        this.storeType = stateIn;
    }

    TopologyBuilder addSources(List<String> topics) {
        topics.forEach(topic ->
                topology.addSource(sourceName(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic));
        topology.addProcessor(
                processor,
                processorSupplier(),
                topics.stream().map(TopologyBuilder::sourceName).toArray(String[]::new));
        return this;
    }

    /** With the secrets of all districts at hand. */
    TopologyBuilder addSecretStore() {
        DistrictSecretStore.addStoreTo(topology);
        return this;
    }

    Topology buildWithSinks(List<String> topics) {
        topics.forEach(topic -> topology.addSink(
                sinkName(topic),
                topic,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                new DistrictPartitioner(),
                processor));
        return topology;
    }

    /** The name of the sink of a topic. Both applications read what they forward, and no two nodes have one name. */
    static String sinkName(String topic) {
        return topic.equals(Topics.MISPLACED) ? "forwarded" : sourceName(topic);
    }

    /** The name of the source of a topic: {@code entrance-events} for {@code postwatch.entrance.events}. */
    static String sourceName(String topic) {
        return topic.substring(topic.indexOf('.') + 1).replace('.', '-');
    }

    private ProcessorSupplier<byte[], byte[], byte[], byte[]> processorSupplier() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return processorFactory.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(storeBuilder());
            }
        };
    }

    private StoreBuilder<?> storeBuilder() {
        KeyValueBytesStoreSupplier supplier = storeType == StoreType.MEMORY
                ? Stores.inMemoryKeyValueStore(store)
                : Stores.persistentKeyValueStore(store);
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** Whatever the key says beyond, a district's records lie in the district's partition. */
    private static final class DistrictPartitioner implements StreamPartitioner<byte[], byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
            return key == null ? Optional.empty() : Optional.of(Set.of(CoverageTopology.partition(key, partitions)));
        }
    }
}
