package org.postwatch.topology;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The pipeline, whole: plans, clock, events and commands into COVERAGE; coverage, intervals, incidents, transitions and
 * dead letters out of it. ROUTING is an application of its own that reads what comes out here.
 */
public final class CoverageTopology {
    static final String COVERAGE = "coverage";
    static final String INTERVALS = "intervals";
    static final String INCIDENTS = "incidents";
    static final String TRANSITIONS = "transitions";
    static final String DEAD_LETTERS = "dead-letters";
    private static final String PROCESSOR = "COVERAGE";
    /** The one store, with all state in it. */
    public static final String STORE = "watch";

    /** Units that are due and looked at in one go, some 20 ms: so that neither a tick nor what it leaves holds events up. */
    public static final int UNITS_PER_TICK = 100;

    private CoverageTopology() {}

    /** Where state lies between changelog and processor. */
    public enum StateIn {
        ROCKSDB,
        MEMORY
    }

    public static Topology build(StateIn stateIn) {
        return build(stateIn, UNITS_PER_TICK);
    }

    /** The same under somebody's eyes. */
    public static Topology build(StateIn stateIn, Onlooker onlooker) {
        return build(stateIn, UNITS_PER_TICK, onlooker);
    }

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most */
    public static Topology build(StateIn stateIn, int unitsPerTick) {
        return build(stateIn, unitsPerTick, Onlooker.NONE);
    }

    private static Topology build(StateIn stateIn, int unitsPerTick, Onlooker onlooker) {
        Attempts attempts = new Attempts();
        Topology topology = new Topology();
        source(topology, "plans", Topics.PLANS);
        source(topology, "clock", Topics.CLOCK);
        source(topology, "entrance-events", Topics.ENTRANCE_EVENTS);
        source(topology, "camera-events", Topics.CAMERA_EVENTS);
        source(topology, "staffing-events", Topics.STAFFING_EVENTS);
        source(topology, "commands", Topics.COMMANDS);
        topology.addProcessor(
                PROCESSOR,
                supplier(stateIn, () -> new CoverageProcessor(unitsPerTick, attempts, onlooker)),
                "plans",
                "clock",
                "entrance-events",
                "camera-events",
                "staffing-events",
                "commands");
        sink(topology, COVERAGE, Topics.COVERAGE);
        sink(topology, INTERVALS, Topics.INTERVALS);
        sink(topology, INCIDENTS, Topics.INCIDENTS);
        sink(topology, TRANSITIONS, Topics.TRANSITIONS);
        sink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS);
        return topology;
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(
                name, topic, new ByteArraySerializer(), new ByteArraySerializer(), new ByDistrict(), PROCESSOR);
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier(
            StateIn stateIn, Supplier<CoverageProcessor> processor) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(stateIn));
            }
        };
    }

    private static StoreBuilder<?> store(StateIn stateIn) {
        KeyValueBytesStoreSupplier supplier =
                stateIn == StateIn.MEMORY ? Stores.inMemoryKeyValueStore(STORE) : Stores.persistentKeyValueStore(STORE);
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** Whatever the key says beyond, a district's records lie in the district's partition. */
    static final class ByDistrict implements StreamPartitioner<byte[], byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
            return key == null ? Optional.empty() : Optional.of(Set.of(partition(key, partitions)));
        }
    }

    /** The partition of a key that begins with a district: where a producer puts the district's own key by default. */
    public static int partition(byte[] key, int partitions) {
        int end = 0;
        while (end < key.length && key[end] != '/') {
            end++;
        }
        byte[] district = Arrays.copyOf(key, end);
        return Utils.toPositive(Utils.murmur2(district)) % partitions;
    }
}
