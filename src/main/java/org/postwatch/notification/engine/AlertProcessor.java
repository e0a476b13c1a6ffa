package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DurationFormat;
import org.postwatch.notification.model.Notice.NoticeStage;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.PolicyDecision;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RouteEvaluation;
import org.postwatch.notification.route.RoutingConfig;

/**
 * Decides for every matter who is to be told what. News is first noted on the line of everybody whom it concerns; then
 * each line is settled: told, held, refused, or put into its group.
 */
final class AlertProcessor {
    static final String ACKNOWLEDGED = "acknowledged";

    private final NotificationContext context;
    private final NotificationDecider decider;
    private final AlertGrouper groups;
    private final NoticePublisher publisher;

    AlertProcessor(
            NotificationContext office, NotificationDecider settling, AlertGrouper groups, NoticePublisher outbox) {
        this.context = office;
        this.decider = settling;
        this.groups = groups;
        this.publisher = outbox;
    }

    /** A matter is new, or has become another. */
    void handle(Alert matter, NoticeStage stage) {
        Optional<AlertState> known = context.alertState(matter.district(), matter.id());
        if (known.map(AlertState::alert).equals(Optional.of(matter))
                || (known.isEmpty() && matter.status() == Alert.AlertStatus.WITHDRAWN)) {
            return;
        }
        Optional<RoutingConfig> routing = context.routing(matter.district());
        AlertStateEditor dossier =
                known.map(AlertStateEditor::of).orElseGet(() -> AlertStateEditor.of(matter, context.now()));
        boolean anew = matter.opened().isPresent()
                && !known.map(AlertState::alert).map(Alert::opened).equals(Optional.of(matter.opened()));
        dossier.update(matter, context.now(), anew);
        routing.ifPresent(r -> {
            if (matter.isOver()) {
                handleEnd(r, dossier);
            } else if (stage != NoticeStage.UPDATED || !dossier.isRouted()) {
                route(r, dossier, stage == NoticeStage.UPDATED ? NoticeStage.OPENED : stage);
            } else {
                dossier.scheduleUpdate(context.now());
            }
            decider.decide(r, dossier);
            decider.publishUpdates(r, dossier);
        });
        save(dossier, routing);
        if (matter.kind().equals(Alert.FEED_SILENT)) {
            handleSilentFeed(matter);
        }
    }

    /** Who is told by the tree hears of it, and whoever was told before. */
    private void route(RoutingConfig routing, AlertStateEditor dossier, NoticeStage stage) {
        Alert matter = dossier.alert();
        RouteEvaluation walk = RouteEvaluation.evaluate(routing.root(), matter);
        Map<String, Route> named = walk.routesByRecipient();
        boolean late = !dossier.isRouted();
        List.copyOf(dossier.recipients().keySet()).forEach(recipient -> {
            RecipientState line = dossier.recipients().get(recipient);
            if (line.wasNotifiedActive()) {
                dossier.recipients()
                        .put(
                                recipient,
                                line.withPending(RecipientState.PendingNotification.of(stageFor(line, matter, stage))));
            } else if (!named.containsKey(recipient)
                    && !(line.escalated() && line.pending().isPresent())) {
                decider.removeRecipient(dossier, recipient, line);
            }
        });
        NoticeStage first = matter.isForecast()
                ? NoticeStage.EXPECTED
                : stage == NoticeStage.ESCALATED && !late ? stage : NoticeStage.OPENED;
        named.forEach((recipient, route) -> {
            RecipientState line = dossier.recipients().get(recipient);
            if (line == null) {
                dossier.recipients()
                        .put(
                                recipient,
                                RecipientState.of(route.path(), false, RecipientState.PendingNotification.of(first)));
            } else {
                RecipientState.PendingNotification news = line.wasNotifiedActive()
                        ? line.pending().orElseThrow()
                        : RecipientState.PendingNotification.of(first);
                dossier.recipients().put(recipient, line.withRoute(route.path()).withPending(news));
            }
        });
        if (matter.status() == Alert.AlertStatus.OPEN) {
            Instant from = late ? dossier.openedAt() : context.now();
            walk.matchedRoutes().forEach(route -> dossier.addEscalation(route, routing, from));
        }
        dossier.markRouted();
    }

    private static NoticeStage stageFor(RecipientState line, Alert matter, NoticeStage stage) {
        boolean arrived =
                line.lastNotifiedStatus().equals(Optional.of(Alert.AlertStatus.EXPECTED)) && !matter.isForecast();
        return arrived ? NoticeStage.OPENED : stage;
    }

    /** Whoever was told learns that it is over; for the others it is over before they knew. */
    private void handleEnd(RoutingConfig routing, AlertStateEditor dossier) {
        Alert matter = dossier.alert();
        if (!dossier.isRouted()) {
            RouteEvaluation walk = RouteEvaluation.evaluate(routing.root(), matter);
            walk.routesByRecipient()
                    .forEach((recipient, route) -> dossier.recipients()
                            .putIfAbsent(
                                    recipient,
                                    RecipientState.of(
                                            route.path(),
                                            false,
                                            RecipientState.PendingNotification.of(NoticeStage.OPENED))));
            dossier.markRouted();
        }
        dossier.clearEscalation();
        List.copyOf(dossier.recipients().keySet()).forEach(recipient -> {
            RecipientState line = dossier.recipients().get(recipient);
            boolean knewItClosed = line.wasNotifiedClosed();
            boolean withdrawn = matter.status() == Alert.AlertStatus.WITHDRAWN;
            if (line.wasNotifiedActive() || (knewItClosed && withdrawn)) {
                boolean averted = line.lastNotifiedStatus().equals(Optional.of(Alert.AlertStatus.EXPECTED));
                NoticeStage stage =
                        !withdrawn ? NoticeStage.CLOSED : averted ? NoticeStage.AVERTED : NoticeStage.WITHDRAWN;
                dossier.recipients().put(recipient, line.withPending(RecipientState.PendingNotification.of(stage)));
            } else if (knewItClosed || line.pending().isPresent()) {
                decider.skip(routing, dossier, recipient, line);
            }
        });
    }

    /** What is due of a matter now. */
    void evaluate(String key) {
        Optional<AlertState> affair = context.store().get(NotificationTables.ALERTS, key);
        if (affair.isEmpty()) {
            return;
        }
        Alert matter = affair.get().alert();
        Optional<RoutingConfig> routing = context.routing(matter.district());
        Instant now = context.now();
        if (matter.isOver()
                && !affair.get().changedAt().plus(AlertState.RETENTION).isAfter(now)) {
            // Also of a district without documents: what stays due for ever takes the turns of all others.
            remove(affair.get());
        } else if (routing.isEmpty()) {
            return;
        } else if (EngineAlerts.autoCloseAt(matter)
                .filter(end -> !end.isAfter(now))
                .isPresent()) {
            handle(EngineAlerts.asClosed(matter, now, "24 h"), NoticeStage.CLOSED);
        } else {
            evaluate(routing.get(), AlertStateEditor.of(affair.get()));
        }
    }

    private void evaluate(RoutingConfig routing, AlertStateEditor dossier) {
        Instant now = context.now();
        if (dossier.acknowledgement().filter(ack -> !ack.until().isAfter(now)).isPresent()) {
            dossier.setAcknowledgement(Optional.empty());
            dossier.recipients()
                    .replaceAll((id, line) -> line.isSuppressedBy(ACKNOWLEDGED) ? line.withoutPending() : line);
        }
        if (dossier.isUnacknowledged()) {
            dossier.takeDueSteps(now).forEach(rung -> escalate(dossier, rung));
        }
        repeat(routing, dossier);
        decider.decide(routing, dossier);
        decider.publishUpdates(routing, dossier);
        save(dossier, Optional.of(routing));
    }

    private static void escalate(AlertStateEditor dossier, AlertState.EscalationStepState rung) {
        RecipientState.PendingNotification news = new RecipientState.PendingNotification(
                NoticeStage.ESCALATED,
                "escalation step " + rung.number() + ", unacknowledged for "
                        + DurationFormat.format(rung.afterOpening()));
        for (String recipient : rung.to()) {
            RecipientState line = dossier.recipients().get(recipient);
            if (line == null || (!line.wasNotifiedActive() && line.pending().isEmpty())) {
                dossier.recipients().put(recipient, RecipientState.of(rung.route(), true, news));
            } else if (line.wasNotifiedActive()) {
                dossier.recipients().put(recipient, line.withPending(news));
            }
        }
    }

    private void repeat(RoutingConfig routing, AlertStateEditor dossier) {
        dossier.recipients().replaceAll((id, line) -> {
            Optional<Instant> due = dossier.nextRepeatAt(line, routing).filter(at -> !at.isAfter(context.now()));
            Recipient recipient = routing.recipients().get(id);
            if (due.isEmpty() || recipient == null) {
                return line;
            }
            Optional<AlertState.Acknowledgement> ack = dossier.acknowledgement();
            if (ack.isEmpty()) {
                return line.withPending(RecipientState.PendingNotification.of(NoticeStage.REPEATED));
            }
            RecipientState.Suppression hold = RecipientState.Suppression.suppressedUntil(
                    ack.get().until(),
                    ACKNOWLEDGED,
                    "not repeated: " + ack.get().by() + " has acknowledged it");
            publisher.record(recipient, dossier.alert(), hold);
            return line.withSuppression(hold);
        });
    }

    /** Somebody has it in hand: whoever was told hears that. */
    void acknowledge(AlertState affair, AlertState.Acknowledgement acknowledgement) {
        AlertStateEditor dossier = AlertStateEditor.of(affair);
        boolean news =
                !affair.acknowledgement().map(AlertState.Acknowledgement::by).equals(Optional.of(acknowledgement.by()));
        dossier.setAcknowledgement(Optional.of(acknowledgement));
        RoutingConfig routing = context.routing(affair.alert().district()).orElseThrow();
        if (news) {
            dossier.recipients().replaceAll((id, line) -> {
                boolean may = line.wasNotifiedActive() && maySeeAcknowledgement(routing, id, affair.alert());
                return may ? line.withPending(RecipientState.PendingNotification.of(NoticeStage.ACKNOWLEDGED)) : line;
            });
        }
        decider.decide(routing, dossier);
        save(dossier, Optional.of(routing));
    }

    /** The stage alone would disclose that somebody has acknowledged it. */
    private static boolean maySeeAcknowledgement(RoutingConfig routing, String recipient, Alert matter) {
        return Optional.ofNullable(routing.recipients().get(recipient))
                .filter(known -> routing.policy().decide(known, matter) instanceof PolicyDecision.Granted granted
                        && granted.includesAcknowledgement())
                .isPresent();
    }

    void addNote(AlertState affair, AlertState.OperatorNote remark) {
        AlertStateEditor dossier = AlertStateEditor.of(affair);
        dossier.addNote(remark);
        save(dossier, context.routing(affair.alert().district()));
    }

    /** These know nothing of it, whatever they were told under the documents before. */
    void removeRecipients(AlertState affair, Set<String> recipients) {
        AlertStateEditor dossier = AlertStateEditor.of(affair);
        Set<String> known = new TreeSet<>(dossier.recipients().keySet());
        known.retainAll(recipients);
        known.forEach(
                id -> decider.removeRecipient(dossier, id, dossier.recipients().get(id)));
        if (!known.isEmpty()) {
            save(dossier, context.routing(affair.alert().district()));
        }
    }

    /** The documents are others: who may no longer know is told nothing more; what waited is decided again; who is new hears. */
    void reroute(RoutingConfig routing, AlertState affair) {
        AlertStateEditor dossier = AlertStateEditor.of(affair);
        Alert matter = affair.alert();
        if (!affair.routed() && !matter.isOver()) {
            route(routing, dossier, NoticeStage.OPENED);
        }
        Map<String, Route> named =
                RouteEvaluation.evaluate(routing.root(), matter).routesByRecipient();
        for (String id : List.copyOf(dossier.recipients().keySet())) {
            RecipientState line = dossier.recipients().get(id);
            Recipient recipient = routing.recipients().get(id);
            boolean waits = !line.wasNotifiedActive() && line.pending().isPresent() && !line.escalated();
            if (recipient == null || (waits && !named.containsKey(id))) {
                decider.removeRecipient(dossier, id, line);
            } else if (waits) {
                groups.removeMember(dossier, id, line);
                dossier.recipients()
                        .put(id, line.withGroup("").withRoute(named.get(id).path()));
            } else if (line.lastNotifiedStatus().isPresent()) {
                Optional<RecipientState.Suppression> refusal = SuppressionRules.findDenial(routing, recipient, matter);
                refusal.ifPresent(hold -> {
                    publisher.record(recipient, matter, hold);
                    dossier.recipients().put(id, decider.deny(dossier, recipient, line, hold));
                });
            }
        }
        if (!matter.isOver()) {
            named.forEach((id, route) -> addRecipient(routing, dossier, id, route));
        }
        decider.decide(routing, dossier);
        save(dossier, Optional.of(routing));
    }

    /** The documents name somebody, or let him know, who was told nothing of what is open. */
    private static void addRecipient(RoutingConfig routing, AlertStateEditor dossier, String id, Route route) {
        RecipientState line = dossier.recipients().get(id);
        boolean unknowing =
                line == null || (!line.wasNotifiedActive() && line.pending().isEmpty());
        if (unknowing && routing.recipients().containsKey(id)) {
            NoticeStage stage = dossier.alert().isForecast() ? NoticeStage.EXPECTED : NoticeStage.OPENED;
            RecipientState.PendingNotification news =
                    new RecipientState.PendingNotification(stage, "the documents have become others");
            dossier.recipients()
                    .put(
                            id,
                            line == null
                                    ? RecipientState.of(route.path(), false, news)
                                    : line.withRoute(route.path()).withPending(news));
        }
    }

    /** What waits for one thing is decided again. */
    void evaluateSuppressedBy(String district, String rule) {
        List<String> waiting = new ArrayList<>();
        context.forEachInDistrict(NotificationTables.ALERTS, district, (key, affair) -> {
            if (affair.recipients().values().stream().anyMatch(line -> line.isSuppressedBy(rule))) {
                waiting.add(key);
            }
        });
        waiting.forEach(this::evaluate);
    }

    private void handleSilentFeed(Alert silence) {
        String key = silence.district() + "/" + silence.labels().getOrDefault("feed", "");
        if (!silence.isOver()) {
            context.store().put(NotificationTables.SILENT_FEEDS, key, new AlertRef(silence.id()));
        } else {
            evaluateSuppressedBy(silence.district(), SuppressionRules.SILENT_FEED);
        }
    }

    private void remove(AlertState affair) {
        Alert matter = affair.alert();
        String feed = matter.district() + "/" + matter.labels().getOrDefault("feed", "");
        if (context.store().get(NotificationTables.SILENT_FEEDS, feed).equals(Optional.of(new AlertRef(matter.id())))) {
            context.store().delete(NotificationTables.SILENT_FEEDS, feed);
        }
        context.timers().delete(NotificationTimerIndex.ALERTS, affair.key());
    }

    private void save(AlertStateEditor dossier, Optional<RoutingConfig> routing) {
        context.timers().put(NotificationTimerIndex.ALERTS, dossier.key(), dossier.toState(routing));
    }
}
