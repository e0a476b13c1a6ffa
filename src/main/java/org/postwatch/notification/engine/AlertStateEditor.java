package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.incident.IncidentKey;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;

/** The state of an alert while it is changed; {@link #toState} returns what is stored. */
final class AlertStateEditor {
    private Alert alert;
    private Instant openedAt;
    private Instant changedAt;
    private boolean routed;
    private Optional<AlertState.Acknowledgement> acknowledgement;
    private List<AlertState.OperatorNote> notes;
    private final TreeMap<String, RecipientState> recipients;
    private EscalationSchedule escalation;
    private Instant lastUpdateAt;
    private Instant nextUpdateAt;

    private AlertStateEditor(AlertState state) {
        this.alert = state.alert();
        this.openedAt = state.openedAt();
        this.changedAt = state.changedAt();
        this.routed = state.routed();
        this.acknowledgement = state.acknowledgement();
        this.notes = state.notes();
        this.recipients = new TreeMap<>(state.recipients());
        this.escalation = new EscalationSchedule(state.escalation());
        this.lastUpdateAt = state.lastUpdateAt();
        this.nextUpdateAt = state.nextUpdateAt();
    }

    static AlertStateEditor of(AlertState state) {
        return new AlertStateEditor(state);
    }

    static AlertStateEditor of(Alert alert, Instant now) {
        return new AlertStateEditor(new AlertState(
                alert,
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

    IncidentKey key() {
        return new IncidentKey(alert.district(), alert.id());
    }

    TreeMap<String, RecipientState> recipients() {
        return recipients;
    }

    boolean isRouted() {
        return routed;
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    boolean isUpdateDue(Instant now) {
        return alert.status() == Alert.AlertStatus.OPEN && !nextUpdateAt.isAfter(now);
    }

    /** Sends an update to its recipients, not before {@code at} and not too often. */
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

    /** Whether it escalates: it is open and no operator has acknowledged it. */
    boolean isUnacknowledged() {
        return alert.status() == Alert.AlertStatus.OPEN && acknowledgement.isEmpty();
    }

    /**
     * The alert has changed. A new episode starts without the acknowledgement, the escalation and the recipients of the one
     * before; but recipients who know that it closed stay while it is over, to be notified if it is withdrawn.
     */
    void update(Alert now, Instant at, boolean newEpisode) {
        alert = now;
        changedAt = at;
        // A notice of this change contains everything else that is new.
        nextUpdateAt = AlertState.NEVER;
        if (newEpisode) {
            openedAt = at;
            acknowledgement = Optional.empty();
            escalation = new EscalationSchedule(List.of());
            routed = false;
            recipients
                    .values()
                    .removeIf(recipient -> !recipient.wasNotifiedActive()
                            && recipient.pending().isEmpty()
                            && !(now.isOver() && recipient.wasNotifiedClosed()));
        }
    }

    void setAcknowledgement(Optional<AlertState.Acknowledgement> now) {
        acknowledgement = now;
    }

    void addNote(AlertState.OperatorNote note) {
        notes = new ArrayList<>(notes);
        notes.add(note);
    }

    void markRouted() {
        routed = true;
    }

    void clearEscalation() {
        escalation = new EscalationSchedule(List.of());
    }

    EscalationSchedule escalation() {
        return escalation;
    }

    /** Returns the changed state with its deadline. */
    AlertState toState(Optional<RoutingConfig> routing) {
        escalation.setDueTimes(recipients);
        return new AlertState(
                alert,
                openedAt,
                changedAt,
                routed,
                acknowledgement,
                notes,
                recipients,
                escalation.steps(),
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
            due.addAll(escalation.pendingDueTimes());
        }
        routing.ifPresent(known -> recipients.values().forEach(recipient -> {
            if (recipient.pending().isPresent()) {
                recipient.suppression().ifPresent(suppression -> due.add(suppression.until()));
            } else {
                due.addAll(nextRepeatAt(recipient, known).stream().toList());
            }
        }));
        return due.stream().min(Instant::compareTo).orElse(AlertState.NEVER);
    }

    /** When a recipient is notified again; empty while a notification is pending or an acknowledgement suppresses it. */
    Optional<Instant> nextRepeatAt(RecipientState recipient, RoutingConfig routing) {
        boolean open = alert.status() == Alert.AlertStatus.OPEN
                && recipient.lastNotifiedStatus().equals(Optional.of(Alert.AlertStatus.OPEN));
        return !open || recipient.pending().isPresent() || recipient.isSuppressedBy(WithheldReason.ACKNOWLEDGED)
                ? Optional.empty()
                : routing.route(recipient.route())
                        .flatMap(Route::repeat)
                        .map(recipient.lastNotifiedAt().orElseThrow()::plus);
    }
}
