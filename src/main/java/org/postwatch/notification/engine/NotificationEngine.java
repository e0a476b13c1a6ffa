package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postwatch.event.ConductEvent;
import org.postwatch.incident.Episode;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.IncidentAlertMapper;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.PlanRevision;
import org.postwatch.state.DueTimer;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.StateStore;

/**
 * Sees to it that those who must know are told, and nobody else. Every call is one thing that arrived; what follows from
 * it is said at once, or when it is due.
 *
 * <p>Not thread-safe: one dispatch for each partition of districts.
 */
public final class NotificationEngine {
    private final NotificationContext context;
    private final NotificationOutput output;
    private final Deque<String> toPublish = new ArrayDeque<>();
    private final int maxTimersPerTick;
    private final NoticePublisher publisher;
    private final NotificationPipeline pipeline;
    private final DigestScheduler digests;
    private final AlertProcessor alerts;
    private final SilenceHandler silences;
    private final ConductEventHandler conductEvents;
    private final OperatorCommandHandler commands;
    private final DeliveryFailureHandler deliveryFailures;
    private final SystemFaultMonitor systemFaults;
    private final RoutingChangeHandler routingChanges;
    private final FailureBackoff backoff;
    private final NotificationRebuild rebuild;

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most; the rest wait */
    public NotificationEngine(
            StateStore ledger, NotificationOutput out, DistrictSecretSource secrets, int unitsPerTick) {
        this(ledger, out, secrets, unitsPerTick, FailureBackoff.NONE);
    }

    /** @param backoff outlives the engine */
    public NotificationEngine(
            StateStore ledger,
            NotificationOutput out,
            DistrictSecretSource secrets,
            int unitsPerTick,
            FailureBackoff backoff) {
        this.maxTimersPerTick = unitsPerTick;
        this.backoff = backoff;
        this.output = out;
        rebuild = new NotificationRebuild(ledger, out);
        context = new NotificationContext(ledger, secrets, rebuild);
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
        conductEvents = new ConductEventHandler(context, alerts);
        commands = new OperatorCommandHandler(context, alerts, silences, publisher, resender, undelivered, disclosures);
        deliveryFailures = new DeliveryFailureHandler(context, alerts, publisher, undelivered);
        systemFaults = new SystemFaultMonitor(context, alerts);
        routingChanges = new RoutingChangeHandler(
                context, alerts, groups, digests, publisher, resender, disclosures, deliveryFailures);
    }

    /** The greatest tick or arrival so far. */
    public Instant clock() {
        return context.now();
    }

    /**
     * From here on no arrival and no tick turns the clock beyond {@code latest}, which follows from the caller's wall clock.
     *
     * @return where the clock stood, if it stood beyond it and was set back
     */
    public Optional<Instant> limitClock(Instant latest) {
        Optional<Instant> before = context.clock().limit(latest);
        before.ifPresent(wrong -> {
            new ClockCorrection(context, wrong).apply();
            systemFaults.reportClockCorrection(wrong, context.now());
        });
        return before;
    }

    /** Whether there is no state: this is a first start, or all state was lost. */
    public boolean hasNoState() {
        return context.now().equals(Instant.EPOCH) && !rebuild.isRunning();
    }

    /**
     * State was lost, and is made again from old input: until {@link #finishRebuild} notices are withheld, but for those of what is
     * urgent and arrives at {@code began} or later.
     *
     * @param began by the caller's wall clock
     */
    public void startRebuild(Instant began) {
        rebuild.start(began);
    }

    /** Whether notices are withheld, also after a restart. */
    public boolean isRebuilding() {
        return rebuild.isRunning();
    }

    /** All old input has been read: publishes the notices that their recipients do not have. */
    public void finishRebuild() {
        rebuild.finish(context.store());
    }

    /** What is in force of a district, if anything is. */
    public Optional<RoutingConfig> routing(String district) {
        return context.routing(district);
    }

    /** Shows the routing of every district. */
    public void forEachRouting(Consumer<RoutingConfig> visitor) {
        context.store().forEach(NotificationTables.ROUTINGS, (district, routing) -> visitor.accept(routing));
    }

    /** A new version of a district's recipients, routes and policy. */
    public void handleRouting(RoutingConfig routing, Instant stamp) {
        context.clock().advance(stamp);
        // Made as soon as there is a district, not when it first has something to say.
        context.hmac(routing.district());
        routingChanges.handle(routing);
        systemFaults.openAlerts(routing);
    }

    /** Documents were applied, perhaps with bars that they lift. */
    public void handlePlanRevision(PlanRevision applied, Instant stamp) {
        context.clock().advance(stamp);
        routingChanges.handle(applied);
    }

    /** An incident is another now. */
    public void handleTransition(IncidentTransition transition, Instant stamp) {
        context.clock().advance(stamp);
        rebuild.setCause(transition.incident().kind().isUrgent(), stamp);
        process(transition);
        rebuild.setCause(false, stamp);
    }

    private void process(IncidentTransition transition) {
        if (transition.incident().kind() == IncidentKind.WATCHDOG) {
            publishWatchdog(transition.district());
        } else if (transition.change() == IncidentTransition.IncidentChange.REPUBLISHED) {
            handleRepublished(IncidentAlertMapper.toAlert(transition), transition);
        } else {
            alerts.handle(IncidentAlertMapper.toAlert(transition), stageOf(transition.change()));
        }
    }

    /** How an incident stands: nobody is notified of what is known, or of what is over for so long that it may be forgotten. */
    private void handleRepublished(Alert matter, IncidentTransition transition) {
        Optional<Alert> known =
                context.alertState(matter.district(), matter.id()).map(AlertState::alert);
        boolean stands = known.filter(last -> last.status() == matter.status()
                        && last.severity().equals(matter.severity())
                        && last.opened().equals(matter.opened()))
                .isPresent();
        if (stands) {
            if (matter.status() == Alert.AlertStatus.OPEN) {
                alerts.handle(matter, NoticeStage.UPDATED);
            }
        } else if (known.isPresent()) {
            alerts.handle(matter, NoticeStage.CORRECTED);
        } else if (!isPastRetention(transition)) {
            alerts.handle(matter, matter.isForecast() ? NoticeStage.EXPECTED : NoticeStage.OPENED);
        }
    }

    private boolean isPastRetention(IncidentTransition transition) {
        List<Episode> episodes = transition.incident().episodes();
        return !episodes.isEmpty()
                && episodes.get(episodes.size() - 1)
                        .closedAt()
                        .filter(closed -> closed.isBefore(context.now().minus(AlertState.RETENTION)))
                        .isPresent();
    }

    /** Starts to publish every notice again that stands; {@link #continueRepublication} goes on with it. */
    public void startRepublication() {
        context.store().forEach(NotificationTables.NOTICES, (key, sent) -> toPublish.add(key));
        context.store()
                .forEach(NotificationTables.SECRETS, (district, secret) -> output.publishSecret(district, secret));
    }

    /**
     * Publishes some of them.
     *
     * @return whether more are to be published
     */
    public boolean continueRepublication(int units) {
        for (int i = 0; i < units && !toPublish.isEmpty(); i++) {
            publisher.republish(toPublish.remove());
        }
        return !toPublish.isEmpty();
    }

    private static NoticeStage stageOf(IncidentTransition.IncidentChange change) {
        return switch (change) {
            case EXPECTED -> NoticeStage.EXPECTED;
            case AVERTED -> NoticeStage.AVERTED;
            case OPENED -> NoticeStage.OPENED;
            case ESCALATED -> NoticeStage.ESCALATED;
            case CLOSED -> NoticeStage.CLOSED;
            case CORRECTED -> NoticeStage.CORRECTED;
            case REASONS -> NoticeStage.UPDATED;
            case WITHDRAWN -> NoticeStage.WITHDRAWN;
            case REPUBLISHED -> throw new IllegalArgumentException("nothing changed");
        };
    }

    /** Goes to everybody who asked for one, but to no class that is barred. */
    private void publishWatchdog(String canary) {
        List<String> districts = new ArrayList<>();
        context.store().forEach(NotificationTables.ROUTINGS, (district, routing) -> districts.add(district));
        districts.stream()
                .flatMap(district -> context.routing(district).stream())
                .forEach(routing -> {
                    for (Recipient recipient : routing.recipients().values()) {
                        if (recipient.receivesWatchdog() && !routing.policy().denies(recipient)) {
                            publisher.publishWatchdog(routing, recipient, canary);
                        }
                    }
                });
    }

    /** Conduct was seen. A second event of one source and id is the first, unless it is an emergency in other bytes. */
    public ProcessingResult handleConduct(ConductEvent seen, RecordArrival receipt) {
        context.clock().advance(receipt.stamp());
        rebuild.setCause(seen.isUrgent(), receipt.stamp());
        ProcessingResult verdict = conductEvents.handle(seen, receipt);
        rebuild.setCause(false, receipt.stamp());
        return verdict;
    }

    /** An operator says something. */
    public ProcessingResult handleCommand(OperatorCommand command, Instant stamp) {
        context.clock().advance(stamp);
        return commands.handle(command);
    }

    /** What became of a notice. The clock of whoever carried it out turns none here. */
    public void handleDelivery(DeliveryResult delivery) {
        rebuild.recordDelivery(delivery);
        deliveryFailures.handle(delivery);
    }

    /** A notice is still tried. While state is rebuilt it counts for nothing: a later attempt is reported again. */
    public void handlePendingDelivery(PendingDelivery pending) {
        if (!isRebuilding()) {
            deliveryFailures.handle(pending);
        }
    }

    /**
     * Time has come so far: looks at what is due.
     *
     * @return whether more may be due than one tick looks at
     */
    public boolean tick(Instant time) {
        context.clock().advance(time);
        context.clock().persist();
        return context.runDueTimers(maxTimersPerTick, backoff, this::evaluate);
    }

    /**
     * What a tick shows of Postwatch itself.
     *
     * @param wallClock of this instance
     */
    public void handleTickReport(TickReport report, Instant wallClock) {
        systemFaults.handle(report, wallClock);
    }

    private void evaluate(DueTimer<NotificationTimer> due) {
        switch (due.kind()) {
            case SILENCE -> silences.evaluate(due.key());
            case ALERT -> alerts.evaluate(due.key());
            case GROUP -> pipeline.onGroupTimer(due.key());
            case DIGEST -> digests.publishIfDue(due.key());
            case NOTICE -> publisher.removeIfExpired(due.key());
            case URGENT_CONDUCT -> context.store().delete(NotificationTables.URGENT_CONDUCT, due.key());
        }
    }
}
