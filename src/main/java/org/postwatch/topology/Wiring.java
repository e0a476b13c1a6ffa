package org.postwatch.topology;

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
import org.postwatch.topology.CoverageTopology.StateIn;

/** How both applications are put together: topics as bytes into one processor with one store, and topics out of it. */
final class Wiring {
    private final Topology topology = new Topology();
    private final String processor;
    private final Supplier<Processor<byte[], byte[], byte[], byte[]>> made;
    private final String store;
    private final StateIn stateIn;

    /** @param made called once for each task */
    Wiring(String processor, Supplier<Processor<byte[], byte[], byte[], byte[]>> made, String store, StateIn stateIn) {
        this.processor = processor;
        this.made = made;
        this.store = store;
        this.stateIn = stateIn;
    }

    Wiring from(List<String> topics) {
        topics.forEach(topic ->
                topology.addSource(node(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic));
        topology.addProcessor(
                processor, supplier(), topics.stream().map(Wiring::node).toArray(String[]::new));
        return this;
    }

    /** With the secrets of all districts at hand. */
    Wiring withSecrets() {
        KnownSecrets.addTo(topology);
        return this;
    }

    Topology to(List<String> topics) {
        topics.forEach(topic -> topology.addSink(
                sink(topic), topic, new ByteArraySerializer(), new ByteArraySerializer(), new ByDistrict(), processor));
        return topology;
    }

    /** The name of the sink of a topic. Both applications read what they forward, and no two nodes have one name. */
    static String sink(String topic) {
        return topic.equals(Topics.MISPLACED) ? "forwarded" : node(topic);
    }

    /** The name of the source of a topic: {@code entrance-events} for {@code postwatch.entrance.events}. */
    static String node(String topic) {
        return topic.substring(topic.indexOf('.') + 1).replace('.', '-');
    }

    private ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return made.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(storeBuilder());
            }
        };
    }

    private StoreBuilder<?> storeBuilder() {
        KeyValueBytesStoreSupplier supplier =
                stateIn == StateIn.MEMORY ? Stores.inMemoryKeyValueStore(store) : Stores.persistentKeyValueStore(store);
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** Whatever the key says beyond, a district's records lie in the district's partition. */
    private static final class ByDistrict implements StreamPartitioner<byte[], byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
            return key == null ? Optional.empty() : Optional.of(Set.of(CoverageTopology.partition(key, partitions)));
        }
    }
}
