package org.postwatch.streams;

import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.Topology;
import org.postwatch.streams.CoverageTopology.StoreType;

/**
 * The topology of NOTIFICATION: it reads transitions, conduct, commands, plans, clock and deliveries, and writes
 * notices, disclosures and dead letters. It sends nothing to recipients: delivery workers do, outside of any topology.
 */
public final class NotificationTopology {
    /** The one store, with all state in it. */
    public static final String STORE = "notification-state";

    /** The logger with a line at level INFO for each decision of the register of disclosures. */
    public static final String DECISION_LOGGER = NotificationRecordOutput.class.getName();

    /** Units that are due and looked at in one tick: a second's worth, so that no tick holds news up for long. */
    public static final int UNITS_PER_TICK = 2_000;

    private NotificationTopology() {}

    /** @param wallClock the time of day where it runs; {@link RecordedTime} for recorded data */
    public static Topology build(StoreType stateIn, InstantSource wallClock) {
        return build(stateIn, wallClock, UNITS_PER_TICK);
    }

    /** The same with a listener. */
    public static Topology build(StoreType stateIn, InstantSource wallClock, PipelineListener onlooker) {
        return build(stateIn, wallClock, RecordAuthentication.NO_SECRETS, UNITS_PER_TICK, onlooker);
    }

    /** The same, with what verifies the sender of a record; without it no secret is known. */
    public static Topology build(
            StoreType stateIn, InstantSource wallClock, RecordAuthentication trust, PipelineListener onlooker) {
        return build(stateIn, wallClock, trust, UNITS_PER_TICK, onlooker);
    }

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most */
    public static Topology build(StoreType stateIn, InstantSource wallClock, int unitsPerTick) {
        return build(stateIn, wallClock, RecordAuthentication.NO_SECRETS, unitsPerTick, PipelineListener.NONE);
    }

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most */
    public static Topology build(
            StoreType stateIn,
            InstantSource wallClock,
            RecordAuthentication trust,
            int unitsPerTick,
            PipelineListener onlooker) {
        ProcessingFailureTracker attempts = new ProcessingFailureTracker();
        return new TopologyBuilder(
                        "NOTIFICATION",
                        () -> new NotificationProcessor(wallClock, trust, unitsPerTick, attempts, onlooker),
                        STORE,
                        stateIn)
                .addSources(List.of(
                        Topics.TRANSITIONS,
                        Topics.CANARIES,
                        Topics.CONDUCT_EVENTS,
                        Topics.COMMANDS,
                        Topics.PLANS,
                        Topics.CLOCK,
                        Topics.DELIVERIES,
                        Topics.PENDING_DELIVERIES,
                        Topics.MISPLACED))
                .addSecretStore()
                .buildWithSinks(List.of(
                        Topics.NOTICES, Topics.DISCLOSURES, Topics.SECRETS, Topics.DEAD_LETTERS, Topics.MISPLACED));
    }
}
