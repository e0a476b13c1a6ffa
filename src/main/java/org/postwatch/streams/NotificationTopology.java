package org.postwatch.streams;

import java.util.List;
import org.apache.kafka.streams.Topology;

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

    /** The topology with these settings. */
    public static Topology build(TopologySettings settings) {
        ProcessingFailureTracker attempts = new ProcessingFailureTracker();
        return new TopologyBuilder(
                        "NOTIFICATION",
                        () -> new NotificationProcessor(
                                settings.wallClock(),
                                settings.authentication(),
                                settings.unitsPerTick().orElse(UNITS_PER_TICK),
                                attempts,
                                settings.listener()),
                        STORE,
                        settings.storeType())
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
                        Topics.ALERTS,
                        Topics.NOTICES,
                        Topics.DISCLOSURES,
                        Topics.SECRETS,
                        Topics.DEAD_LETTERS,
                        Topics.MISPLACED));
    }
}
