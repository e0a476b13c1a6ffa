package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.event.ConductEvent;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.NoticeKey;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.PlanRevision;
import org.postwatch.state.DueTimer;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.RecoverableEngine;
import org.postwatch.state.StateStore;

/**
 * Stage 2: notifies the recipients that the routing of a district names and its policy allows. Each call handles one record;
 * notices follow at once, or in a tick when they are due. {@link NotificationPipeline} lists the steps between the two.
 *
 * <p>Not thread-safe: there is one engine for each partition of districts.
 */
public final class NotificationEngine implements RecoverableEngine {
    private final NotificationContext context;
    private final NotificationOutput output;
    private final Deque<NoticeKey> toPublish = new ArrayDeque<>();
    private final int maxTimersPerTick;
    private final NoticePublisher publisher;
    private final NotificationPipeline pipeline;
    private final DigestScheduler digests;
    private final AlertProcessor alerts;
    private final SilenceHandler silences;
    private final IncidentTransitionHandler transitions;
    private final ConductEventHandler conductEvents;
    private final OperatorCommandHandler commands;
    private final DeliveryFailureHandler deliveryFailures;
    private final SystemFaultMonitor systemFaults;
    private final RoutingChangeHandler routingChanges;
    private final FailureBackoff backoff;
    private final NotificationRebuild rebuild;

    /** @param maxTimersPerTick how many due timers one tick runs, at most; the rest wait for the next tick */
    public NotificationEngine(
            StateStore store, NotificationOutput output, DistrictSecretSource secrets, int maxTimersPerTick) {
        this(store, output, secrets, maxTimersPerTick, FailureBackoff.NONE);
    }

    /** @param backoff outlives the engine */
    public NotificationEngine(
            StateStore store,
            NotificationOutput output,
            DistrictSecretSource secrets,
            int maxTimersPerTick,
            FailureBackoff backoff) {
        this.maxTimersPerTick = maxTimersPerTick;
        this.backoff = backoff;
        this.output = output;
        rebuild = new NotificationRebuild(store, output);
        context = new NotificationContext(store, secrets, rebuild);
        DisclosureLog disclosures = new DisclosureLog(context, rebuild);
        RedactStep redact = new RedactStep(context);
        publisher = new NoticePublisher(context, rebuild, redact, disclosures);
        NoticeResender resender = new NoticeResender(context, redact, publisher);
        UndeliveredNotices undelivered = new UndeliveredNotices(context);
        AlertGroups groups = new AlertGroups(context, publisher);
        digests = new DigestScheduler(context, publisher);
        SilenceStore silenceStore = new SilenceStore(context);
        pipeline = new NotificationPipeline(context, silenceStore, groups, digests, publisher, disclosures);
        alerts = new AlertProcessor(context, pipeline);
        silences = new SilenceHandler(context, silenceStore, alerts, disclosures);
        transitions = new IncidentTransitionHandler(context, alerts, publisher);
        conductEvents = new ConductEventHandler(context, alerts);
        commands = new OperatorCommandHandler(context, alerts, silences, publisher, resender, undelivered, disclosures);
        deliveryFailures = new DeliveryFailureHandler(context, alerts, publisher, undelivered);
        systemFaults = new SystemFaultMonitor(context, alerts);
        routingChanges = new RoutingChangeHandler(
                context, alerts, groups, digests, publisher, resender, disclosures, deliveryFailures);
    }

    @Override
    public Instant clock() {
        return context.now();
    }

    @Override
    public Optional<Instant> limitClock(Instant latest) {
        Optional<Instant> before = context.clock().limit(latest);
        before.ifPresent(wrong -> {
            new ClockCorrection(context, wrong).apply();
            systemFaults.reportClockCorrection(wrong, context.now());
        });
        return before;
    }

    @Override
    public boolean hasNoState() {
        return context.now().equals(Instant.EPOCH) && !rebuild.isRunning();
    }

    @Override
    public void startRebuild(Instant startedAt) {
        rebuild.start(startedAt);
    }

    @Override
    public boolean isRebuilding() {
        return rebuild.isRunning();
    }

    @Override
    public void finishRebuild() {
        rebuild.finish(context.store());
    }

    /** The routing in force of a district. */
    public Optional<RoutingConfig> routing(String district) {
        return context.routing(district);
    }

    /** Visits the routing of every district. */
    public void forEachRouting(Consumer<RoutingConfig> visitor) {
        context.store().forEach(NotificationTables.ROUTINGS, (district, routing) -> visitor.accept(routing));
    }

    /** Handles a new version of a district's recipients, routes and policy. */
    public void handleRouting(RoutingConfig routing, Instant stamp) {
        context.clock().advance(stamp);
        // The secret is created as soon as there is a district, not with its first notice.
        context.hmac(routing.district());
        routingChanges.handle(routing);
        systemFaults.openAlerts(routing);
    }

    /** Handles documents that were applied, and the denials that they lift. */
    public void handlePlanRevision(PlanRevision applied, Instant stamp) {
        context.clock().advance(stamp);
        routingChanges.handle(applied);
    }

    /** Handles a transition of an incident. */
    public void handleTransition(IncidentTransition transition, Instant stamp) {
        context.clock().advance(stamp);
        rebuild.setCause(transition.incident().kind().isUrgent(), stamp);
        transitions.handle(transition);
        rebuild.setCause(false, stamp);
    }

    @Override
    public void startRepublication() {
        context.store().forEach(NotificationTables.NOTICES, (key, notice) -> toPublish.add(key));
        context.store()
                .forEach(NotificationTables.SECRETS, (district, secret) -> output.publishSecret(district, secret));
    }

    @Override
    public boolean continueRepublication(int limit) {
        for (int i = 0; i < limit && !toPublish.isEmpty(); i++) {
            publisher.republish(toPublish.remove());
        }
        return !toPublish.isEmpty();
    }

    /** Handles a conduct event. A second event of the same source and id is a duplicate, unless it is an emergency in other bytes. */
    public ProcessingResult handleConduct(ConductEvent event, RecordArrival arrival) {
        context.clock().advance(arrival.stamp());
        rebuild.setCause(event.isUrgent(), arrival.stamp());
        ProcessingResult result = conductEvents.handle(event, arrival);
        rebuild.setCause(false, arrival.stamp());
        return result;
    }

    /** Handles a command of an operator. */
    public ProcessingResult handleCommand(OperatorCommand command, Instant stamp) {
        context.clock().advance(stamp);
        return commands.handle(command);
    }

    /** Handles the outcome of a delivery. Its time, by the clock of the delivery worker, does not advance the clock here. */
    public void handleDelivery(DeliveryResult delivery) {
        rebuild.recordDelivery(delivery);
        deliveryFailures.handle(delivery);
    }

    /** Handles a delivery that is still tried. While state is rebuilt it is ignored, as later attempts are reported again. */
    public void handlePendingDelivery(PendingDelivery pending) {
        if (!isRebuilding()) {
            deliveryFailures.handle(pending);
        }
    }

    /**
     * Advances the clock and runs what is due.
     *
     * @return whether more may be due than one tick runs
     */
    public boolean tick(Instant time) {
        context.clock().advance(time);
        context.clock().persist();
        return context.runDueTimers(maxTimersPerTick, backoff, this::evaluate);
    }

    /**
     * Handles what a tick reports about Postwatch itself.
     *
     * @param wallClock of this instance
     */
    public void handleTickReport(TickReport report, Instant wallClock) {
        systemFaults.handle(report, wallClock);
    }

    private void evaluate(DueTimer<NotificationTimer> due) {
        Runnable action = switch (due.kind()) {
            case SILENCE -> () -> silences.evaluate(due.keyIn(NotificationTables.SILENCES));
            case ALERT -> () -> alerts.evaluate(due.keyIn(NotificationTables.ALERTS));
            case GROUP -> () -> pipeline.onGroupTimer(due.keyIn(NotificationTables.GROUPS));
            case DIGEST -> () -> digests.publishIfDue(due.keyIn(NotificationTables.DIGESTS));
            case NOTICE -> () -> publisher.removeIfExpired(due.keyIn(NotificationTables.NOTICES));
            case URGENT_CONDUCT ->
                () -> context.store()
                        .delete(NotificationTables.URGENT_CONDUCT, due.keyIn(NotificationTables.URGENT_CONDUCT));
        };
        action.run();
    }
}
