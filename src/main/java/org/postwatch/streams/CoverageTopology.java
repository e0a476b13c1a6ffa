package org.postwatch.streams;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;

/**
 * The pipeline, whole: plans, clock, events and commands into COVERAGE; coverage, intervals, incidents, transitions and
 * dead letters out of it. NOTIFICATION is an application of its own that reads what comes out here.
 */
public final class CoverageTopology {
    /** The one store, with all state in it. */
    public static final String STORE = "coverage-state";

    /**
     * Units that are due and looked at in one go, some 20 ms: so that neither a tick nor what it leaves holds events
     * up.
     */
    public static final int UNITS_PER_TICK = 100;

    private CoverageTopology() {}

    /** Where state lies between changelog and processor. */
    public enum StoreType {
        ROCKSDB,
        MEMORY
    }

    /** The topology with these settings. */
    public static Topology build(TopologySettings settings) {
        ProcessingFailureTracker attempts = new ProcessingFailureTracker();
        return new TopologyBuilder(
                        "COVERAGE",
                        () -> new CoverageProcessor(
                                settings.wallClock(),
                                settings.authentication(),
                                settings.unitsPerTick().orElse(UNITS_PER_TICK),
                                attempts,
                                settings.listener()),
                        STORE,
                        settings.storeType())
                .addSources(List.of(
                        Topics.PLANS,
                        Topics.CLOCK,
                        Topics.ENTRANCE_EVENTS,
                        Topics.CAMERA_EVENTS,
                        Topics.STAFFING_EVENTS,
                        Topics.COMMANDS,
                        Topics.MISPLACED))
                .buildWithSinks(List.of(
                        Topics.COVERAGE,
                        Topics.INTERVALS,
                        Topics.INCIDENTS,
                        Topics.TRANSITIONS,
                        Topics.CANARIES,
                        Topics.DEAD_LETTERS,
                        Topics.MISPLACED));
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
