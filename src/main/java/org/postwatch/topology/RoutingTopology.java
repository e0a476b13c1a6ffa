package org.postwatch.topology;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.postwatch.topology.CoverageTopology.StateIn;

/**
 * Who is told what, whole: transitions, conduct, commands, plans, clock and deliveries into ROUTING; notices, disclosures
 * and dead letters out of it. It reaches nobody: delivery workers do, outside of any topology.
 */
public final class RoutingTopology {
    static final String NOTICES = "notices";
    static final String DISCLOSURES = "disclosures";
    static final String DEAD_LETTERS = "dead-letters";
    private static final String PROCESSOR = "ROUTING";
    /** The one store, with all state in it. */
    public static final String STORE = "desk";

    /** Units that are due and looked at in one tick: a second's worth, so that no tick holds news up for long. */
    public static final int UNITS_PER_TICK = 2_000;

    private RoutingTopology() {}

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
        source(topology, "transitions", Topics.TRANSITIONS);
        source(topology, "conduct-events", Topics.CONDUCT_EVENTS);
        source(topology, "commands", Topics.COMMANDS);
        source(topology, "plans", Topics.PLANS);
        source(topology, "clock", Topics.CLOCK);
        source(topology, "deliveries", Topics.DELIVERIES);
        topology.addProcessor(
                PROCESSOR,
                supplier(stateIn, () -> new RoutingProcessor(unitsPerTick, attempts, onlooker)),
                "transitions",
                "conduct-events",
                "commands",
                "plans",
                "clock",
                "deliveries");
        sink(topology, NOTICES, Topics.NOTICES);
        sink(topology, DISCLOSURES, Topics.DISCLOSURES);
        sink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS);
        return topology;
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(
                name,
                topic,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                new CoverageTopology.ByDistrict(),
                PROCESSOR);
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier(
            StateIn stateIn, Supplier<RoutingProcessor> processor) {
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
}
