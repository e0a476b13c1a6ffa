package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.route.EffectiveEscalationStep;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** An affair on the desk: what is being changed of it, until it is put back. */
final class AlertStateEditor {
    private Alert alert;
    private Instant openedAt;
    private Instant changedAt;
    private boolean routed;
    private Optional<AlertState.Acknowledgement> acknowledgement;
    private List<AlertState.OperatorNote> notes;
    private final TreeMap<String, RecipientState> recipients;
    private List<AlertState.EscalationStepState> escalation;
    private Instant lastUpdateAt;
    private Instant nextUpdateAt;

    private AlertStateEditor(AlertState affair) {
        this.alert = affair.alert();
        this.openedAt = affair.openedAt();
        this.changedAt = affair.changedAt();
        this.routed = affair.routed();
        this.acknowledgement = affair.acknowledgement();
        this.notes = affair.notes();
        this.recipients = new TreeMap<>(affair.recipients());
        this.escalation = affair.escalation();
        this.lastUpdateAt = affair.lastUpdateAt();
        this.nextUpdateAt = affair.nextUpdateAt();
    }

    static AlertStateEditor of(AlertState affair) {
        return new AlertStateEditor(affair);
    }

    static AlertStateEditor of(Alert matter, Instant now) {
        return new AlertStateEditor(new AlertState(
                matter,
                now,
                now,
                false,
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                List.of(),
                Instant.EPOCH,
                AlertState.NEVER,
                AlertState.NEVER));
    }

    Alert alert() {
        return alert;
    }

    String key() {
        return alert.district() + "/" + alert.id();
    }

    TreeMap<String, RecipientState> recipients() {
        return recipients;
    }

    List<AlertState.EscalationStepState> escalation() {
        return escalation;
    }

    boolean isRouted() {
        return routed;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** When it last changed. */
    Instant changedAt() {
        return changedAt;
    }

    boolean isUpdateDue(Instant now) {
        return alert.status() == Alert.AlertStatus.OPEN && !nextUpdateAt.isAfter(now);
    }

    /** An update to its recipients is due, not before an instant and not too often. */
    void scheduleUpdate(Instant at) {
        Instant soonest = lastUpdateAt.plus(AlertState.MIN_UPDATE_INTERVAL);
        nextUpdateAt = at.isAfter(soonest) ? at : soonest;
    }

    void markUpdated(Instant at) {
        lastUpdateAt = at;
        nextUpdateAt = AlertState.NEVER;
    }

    Optional<AlertState.Acknowledgement> acknowledgement() {
        return acknowledgement;
    }

    /** Nobody has it in hand, and somebody should. */
    boolean isUnacknowledged() {
        return alert.status() == Alert.AlertStatus.OPEN && acknowledgement.isEmpty();
    }

    /**
     * It is another now; when it opened anew, all that was settled of the former episode is void. But for this: who knows
     * that it is closed keeps that while it is over, and hears of it if it is withdrawn.
     */
    void update(Alert now, Instant at, boolean anew) {
        alert = now;
        changedAt = at;
        // A notice of this change contains everything else that is new.
        nextUpdateAt = AlertState.NEVER;
        if (anew) {
            openedAt = at;
            acknowledgement = Optional.empty();
            escalation = List.of();
            routed = false;
            recipients
                    .values()
                    .removeIf(line -> !line.wasNotifiedActive()
                            && line.pending().isEmpty()
                            && !(now.isOver() && line.wasNotifiedClosed()));
        }
    }

    void setAcknowledgement(Optional<AlertState.Acknowledgement> now) {
        acknowledgement = now;
    }

    void addNote(AlertState.OperatorNote remark) {
        notes = new ArrayList<>(notes);
        notes.add(remark);
    }

    int noteCount() {
        return notes.size();
    }

    void markRouted() {
        routed = true;
    }

    void clearEscalation() {
        escalation = List.of();
    }

    /** Adds what follows on a route while nobody acknowledges; steps that nobody would be told by are not waited for. */
    void addEscalation(Route route, RoutingConfig routing, Instant from) {
        if (escalation.stream().anyMatch(rung -> rung.route().equals(route.path()))) {
            return;
        }
        List<AlertState.EscalationStepState> rungs = new ArrayList<>(escalation);
        List<String> before = route.to();
        Instant since = from;
        Duration waited = Duration.ZERO;
        for (EffectiveEscalationStep step : EffectiveEscalationStep.listFor(route, routing, alert)) {
            if (!step.isSkipped()) {
                Duration pause = step.afterOpening().minus(waited);
                rungs.add(new AlertState.EscalationStepState(
                        route.path(),
                        step.number(),
                        step.afterOpening(),
                        pause,
                        before,
                        since,
                        AlertState.NEVER,
                        step.to(),
                        false));
                before = step.to();
                since = AlertState.NEVER;
                waited = step.afterOpening();
            }
        }
        escalation = rungs;
    }

    /** The steps that are due are taken; the one after each waits until somebody of it is notified. */
    List<AlertState.EscalationStepState> takeDueSteps(Instant now) {
        List<AlertState.EscalationStepState> due = new ArrayList<>();
        List<AlertState.EscalationStepState> rungs = new ArrayList<>();
        for (AlertState.EscalationStepState rung : escalation) {
            boolean follows = !due.isEmpty() && due.get(due.size() - 1).route().equals(rung.route());
            if (!rung.taken() && !rung.due().isAfter(now)) {
                due.add(rung);
                rungs.add(rung.asTaken());
            } else {
                rungs.add(follows && rung.countsFrom().equals(AlertState.NEVER) ? rung.withCountsFrom(now) : rung);
            }
        }
        escalation = rungs;
        return due;
    }

    /** The time of a step runs from the first notice to somebody of the step before, or if nobody of it can be notified. */
    private List<AlertState.EscalationStepState> withDueTimes() {
        return escalation.stream()
                .map(rung -> rung.isAwaitingPreviousStep() ? rung.withDue(dueTime(rung)) : rung)
                .toList();
    }

    private Instant dueTime(AlertState.EscalationStepState rung) {
        List<RecipientState> before = rung.previousRecipients().stream()
                .map(recipients::get)
                .filter(Objects::nonNull)
                .toList();
        Optional<Instant> told = before.stream()
                .filter(RecipientState::wasNotifiedActive)
                .map(line -> line.lastNotifiedAt().orElseThrow())
                .filter(at -> !at.isBefore(rung.countsFrom()))
                .min(Instant::compareTo);
        if (told.isPresent()) {
            return told.get().plus(rung.delay());
        }
        boolean held = before.stream().anyMatch(line -> line.pending().isPresent());
        return held ? AlertState.NEVER : rung.countsFrom().plus(rung.delay());
    }

    /** What is put back. */
    AlertState toState(Optional<RoutingConfig> routing) {
        escalation = withDueTimes();
        return new AlertState(
                alert,
                openedAt,
                changedAt,
                routed,
                acknowledgement,
                notes,
                recipients,
                escalation,
                lastUpdateAt,
                nextUpdateAt,
                deadline(routing));
    }

    private Instant deadline(Optional<RoutingConfig> routing) {
        List<Instant> due = new ArrayList<>();
        if (alert.isOver()) {
            due.add(changedAt.plus(AlertState.RETENTION));
        }
        if (alert.status() == Alert.AlertStatus.OPEN) {
            due.addAll(EngineAlerts.autoCloseAt(alert).stream().toList());
            acknowledgement.ifPresent(ack -> due.add(ack.until()));
            due.add(nextUpdateAt);
        }
        if (isUnacknowledged()) {
            escalation.stream().filter(rung -> !rung.taken()).forEach(rung -> due.add(rung.due()));
        }
        routing.ifPresent(known -> recipients.values().forEach(line -> {
            if (line.pending().isPresent()) {
                line.suppression().ifPresent(hold -> due.add(hold.until()));
            } else {
                due.addAll(nextRepeatAt(line, known).stream().toList());
            }
        }));
        return due.stream().min(Instant::compareTo).orElse(AlertState.NEVER);
    }

    /** When a line is to be repeated; never while that is known to wait for an acknowledgement's end. */
    Optional<Instant> nextRepeatAt(RecipientState line, RoutingConfig routing) {
        boolean open = alert.status() == Alert.AlertStatus.OPEN
                && line.lastNotifiedStatus().equals(Optional.of(Alert.AlertStatus.OPEN));
        return !open || line.pending().isPresent() || line.isSuppressedBy(WithheldReason.ACKNOWLEDGED)
                ? Optional.empty()
                : routing.route(line.route())
                        .flatMap(Route::repeat)
                        .map(line.lastNotifiedAt().orElseThrow()::plus);
    }
}
