package org.postwatch.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.postwatch.event.ConductEvent;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.engine.NotificationEngine;
import org.postwatch.notification.engine.NotificationTables;
import org.postwatch.notification.engine.TickReport;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.PlanRevision;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.ProcessingResult.Rejection;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.RecoverableEngine;
import org.postwatch.state.StateTable;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.streams.state.KeyValueStateStore;
import org.postwatch.streams.state.NotificationStateSerde;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;
import org.postwatch.wire.PlanRevisionJson;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processor of NOTIFICATION: decodes records and passes them to the notification engine. Unreadable records on
 * topics that COVERAGE reads, too, are rejected by COVERAGE.
 */
final class NotificationProcessor extends RecordProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationProcessor.class);

    /** Values of one table that are cached decoded. */
    private static final int MAX_CACHED = 10_000;

    private final int unitsPerTick;
    private final ProcessingFailureTracker failures;
    private final PipelineListener listener;
    private final InstantSource wallClock;
    private final EventReader reader = new EventReader();
    private RecordForwarder forwarder;
    private AlertRecordOutput alerts;
    private KeyValueStateStore store;
    private NotificationEngine engine;
    private int partition;

    NotificationProcessor(
            InstantSource wallClock,
            RecordAuthentication trust,
            int unitsPerTick,
            ProcessingFailureTracker attempts,
            PipelineListener onlooker) {
        super(PipelineStage.NOTIFICATION, wallClock, trust, attempts, onlooker);
        this.wallClock = wallClock;
        this.unitsPerTick = unitsPerTick;
        this.failures = attempts;
        this.listener = onlooker;
    }

    @Override
    RecoverableEngine onInit(ProcessorContext<byte[], byte[]> context, RecordForwarder newOut) {
        forwarder = newOut;
        alerts = new AlertRecordOutput(newOut);
        partition = context.taskId().partition();
        store = new KeyValueStateStore(
                context.getStateStore(NotificationTopology.STORE),
                new NotificationStateSerde(),
                MAX_CACHED,
                this::reportChange);
        engine = new NotificationEngine(
                store,
                new NotificationRecordOutput(forwarder, listener, Optional.ofNullable(uncleanShutdown(context))),
                new DistrictSecretStore(context, wallClock == RecordedTime.CLOCK),
                unitsPerTick,
                failures);
        engine.forEachRouting(signatureVerifier()::loadSecrets);
        return engine;
    }

    @Override
    void afterInit() {
        if (listener != PipelineListener.NONE) {
            store.forEachReadable(
                    NotificationTables.ALERTS,
                    (key, alert) -> listener.onAlertChanged(partition, key.text(), Optional.of(alert)),
                    (key, unreadable) ->
                            LOG.error("{} cannot be read, and is missing in the metrics", key, unreadable));
        }
    }

    private void reportChange(StateTable<?, ?> table, Object key, Optional<?> value) {
        if (table == NotificationTables.ALERTS) {
            Optional<AlertState> alert = value.map(AlertState.class::cast);
            alerts.onChange((IncidentKey) key, alert);
            listener.onAlertChanged(partition, ((IncidentKey) key).text(), alert);
        }
    }

    /** A delivery result does not advance the clock. */
    @Override
    boolean advancesClock(String topic) {
        return !topic.equals(Topics.DELIVERIES) && !topic.equals(Topics.PENDING_DELIVERIES);
    }

    @Override
    ProcessingResult handle(Record<byte[], byte[]> record, RecordOrigin at) {
        Instant stamp = at.stamp();
        return switch (at.topic()) {
            case Topics.PLANS -> handlePlan(record, stamp);
            case Topics.TRANSITIONS, Topics.CANARIES -> handleTransition(record, stamp);
            case Topics.DELIVERIES -> handleDeliveryResult(record);
            case Topics.PENDING_DELIVERIES -> handlePendingDelivery(record);
            case Topics.COMMANDS -> handleCommand(record, stamp);
            case Topics.CLOCK -> handleTick(record, stamp);
            // Events and commands that COVERAGE forwarded are its own.
            default ->
                at.topic().equals(Topics.CONDUCT_EVENTS) ? handleConductEvent(record, at) : ProcessingResult.ACCEPTED;
        };
    }

    /** Of all plans only routing, and what was applied, is for here. */
    private ProcessingResult handlePlan(Record<byte[], byte[]> record, Instant stamp) {
        String key = keyOf(record);
        if (PlanRevisionJson.isPlanRevisionKey(key)) {
            return handlePlanRevision(record, key, stamp);
        }
        if (!RoutingJson.isRoutingKey(key)) {
            return ProcessingResult.ACCEPTED;
        }
        if (record.value() == null) {
            return new Rejection(
                    "malformed",
                    "routing must have a value; to end all notifications, apply routing" + " without recipients");
        }
        RoutingConfig routing;
        try {
            routing = RoutingJson.decode(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        String expected = RoutingJson.key(routing.district());
        if (!key.equals(expected)) {
            return wrongKey(expected, record);
        }
        if (isInWrongPartition(record)) {
            return MISPLACED_PLAN;
        }
        signatureVerifier().loadSecrets(routing);
        engine.handleRouting(routing, stamp);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult handlePlanRevision(Record<byte[], byte[]> record, String key, Instant stamp) {
        if (record.value() == null) {
            return ProcessingResult.ACCEPTED;
        }
        PlanRevision applied;
        try {
            applied = PlanRevisionJson.decode(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        if (!key.equals(PlanRevisionJson.key(applied))) {
            return wrongKey(PlanRevisionJson.key(applied), record);
        }
        if (applied.author().isBlank() || applied.reason().isBlank()) {
            return new Rejection("malformed", "an apply has an author and a reason");
        }
        engine.handlePlanRevision(applied, stamp);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult handleTransition(Record<byte[], byte[]> record, Instant stamp) {
        if (record.value() == null) {
            return new Rejection("malformed", "a transition has a value");
        }
        IncidentTransition transition;
        try {
            transition = TopicValue.TRANSITION.read(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        String expected = transition.key();
        if (!keyOf(record).equals(expected)) {
            return wrongKey(expected, record);
        }
        if (transition.incident().kind() == IncidentKind.WATCHDOG) {
            listener.onCanary(partition);
        }
        engine.handleTransition(transition, stamp);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult handleDeliveryResult(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            // A notice that nobody needs to know any more takes its delivery along.
            return ProcessingResult.ACCEPTED;
        }
        DeliveryResult delivery;
        try {
            delivery = TopicValue.DELIVERY.read(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        if (!keyOf(record).equals(delivery.key())) {
            return wrongKey(delivery.key(), record);
        }
        engine.handleDelivery(delivery);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult handlePendingDelivery(Record<byte[], byte[]> record) {
        PendingDelivery pending;
        try {
            pending = TopicValue.PENDING_DELIVERY.read(record.value());
        } catch (IllegalArgumentException e) {
            return malformed(e);
        }
        if (!keyOf(record).equals(pending.key())) {
            return wrongKey(pending.key(), record);
        }
        engine.handlePendingDelivery(pending);
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult handleConductEvent(Record<byte[], byte[]> record, RecordOrigin at) {
        Rejection noConduct = new Rejection("wrong-topic", "only conduct belongs to " + Topics.CONDUCT_EVENTS);
        return reader.read(record.key(), record.value())
                .match(
                        decoded -> decoded.event() instanceof ConductEvent seen
                                ? handleConduct(seen, record, at)
                                : noConduct,
                        tick -> noConduct,
                        command -> noConduct,
                        failure -> new Rejection(failure.reason(), failure.detail()));
    }

    private ProcessingResult handleConduct(ConductEvent seen, Record<byte[], byte[]> record, RecordOrigin at) {
        Optional<Rejection> unsigned = verifySignature(seen, record, at);
        return unsigned.isPresent()
                ? unsigned.get()
                : engine.handleConduct(seen, new RecordArrival(at.stamp(), record.value(), at.offset()));
    }

    private Optional<Rejection> verifySignature(ConductEvent seen, Record<byte[], byte[]> record, RecordOrigin at) {
        String district = seen.origin().district();
        String source = seen.origin().source();
        return engine.routing(district)
                .filter(routing -> routing.conductFeeds().containsKey(source))
                .flatMap(routing -> signatureVerifier()
                        .verifyEvent(
                                district,
                                source,
                                routing.conductFeeds().get(source).keys(),
                                routing.zone(),
                                record,
                                at));
    }

    private ProcessingResult handleCommand(Record<byte[], byte[]> record, Instant stamp) {
        // COVERAGE rejects what is no command.
        return reader.read(record.key(), record.value())
                .match(
                        event -> ProcessingResult.ACCEPTED,
                        tick -> ProcessingResult.ACCEPTED,
                        decoded -> handleCommand(decoded.command(), stamp),
                        failure -> ProcessingResult.ACCEPTED);
    }

    private ProcessingResult handleCommand(OperatorCommand command, Instant stamp) {
        ProcessingResult verdict = engine.handleCommand(command, stamp);
        // COVERAGE rejects what it carries out itself; here it is only recorded.
        return command.forCoverage().isPresent() ? ProcessingResult.ACCEPTED : verdict;
    }

    private ProcessingResult handleTick(Record<byte[], byte[]> record, Instant stamp) {
        // COVERAGE rejects what is no tick.
        return reader.read(record.key(), record.value())
                .match(
                        event -> ProcessingResult.ACCEPTED,
                        tick -> handleTick(tick, stamp),
                        command -> ProcessingResult.ACCEPTED,
                        failure -> ProcessingResult.ACCEPTED);
    }

    /** COVERAGE rejects one that is not credible. */
    private ProcessingResult handleTick(DecodeResult.ClockTick tick, Instant stamp) {
        Instant time = timeOfTick(tick.time(), stamp);
        forwarder.setTimestamp(clockAfter(time));
        engine.tick(time);
        checkCaughtUp(stamp);
        afterTick(time);
        tick.instance()
                .ifPresent(instance -> engine.handleTickReport(
                        new TickReport(partition, instance, Duration.between(tick.time(), stamp), tick.stuckTopics()),
                        wallClock.instant()));
        return ProcessingResult.ACCEPTED;
    }
}
