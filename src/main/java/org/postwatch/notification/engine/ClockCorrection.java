package org.postwatch.notification.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.postwatch.state.StateTable;

/**
 * ROUTING's clock was ahead and is set back. What was done at an instant in the future counts as done now, and its deadlines
 * move back by as much. Otherwise repeats and escalations would wait until the clock reaches that instant again. Notices that
 * were sent are not withdrawn.
 */
final class ClockCorrection {
    private final NotificationContext context;
    private final Instant now;
    private final Duration ahead;

    /** @param wrong the clock before it was set back; it is right now */
    ClockCorrection(NotificationContext context, Instant wrong) {
        this.context = context;
        this.now = context.now();
        this.ahead = Duration.between(now, wrong);
    }

    void apply() {
        correctTable(NotificationTables.ALERTS, this::correctAlert);
        correctTable(
                NotificationTables.GROUPS,
                group -> new AlertGroup(
                        group.recipient(),
                        group.route(),
                        group.subject(),
                        group.interval(),
                        correctInstant(group.due()),
                        group.lastNotifiedAt().map(this::correctInstant),
                        group.memberRemoved()));
        correctTable(
                NotificationTables.DIGESTS,
                digest -> new PendingDigest(digest.recipient(), correctInstant(digest.due())));
        correctTable(
                NotificationTables.NOTICES,
                sent -> new NoticeState(
                        sent.notice(), sent.alertIds(), sent.acknowledged(), correctInstant(sent.expiresAt())));
    }

    private <K, V> void correctTable(StateTable<K, V> table, UnaryOperator<V> correction) {
        context.store().forEach(table, (key, value) -> context.store().put(table, key, correction.apply(value)));
    }

    /** Due at once if it has any deadline: the next evaluation computes its next deadline. */
    private AlertState correctAlert(AlertState state) {
        TreeMap<String, RecipientState> recipients = new TreeMap<>(state.recipients());
        recipients.replaceAll((id, recipient) -> correctRecipient(recipient));
        return new AlertState(
                state.alert(),
                correctInstant(state.openedAt()),
                correctInstant(state.changedAt()),
                state.routed(),
                state.acknowledgement().map(this::correctAcknowledgement),
                state.notes(),
                recipients,
                state.escalation().stream().map(this::correctStep).toList(),
                correctInstant(state.lastUpdateAt()),
                correctInstant(state.nextUpdateAt()),
                state.deadline().equals(AlertState.NEVER) ? AlertState.NEVER : now);
    }

    private AlertState.Acknowledgement correctAcknowledgement(AlertState.Acknowledgement ack) {
        return ack.at().isAfter(now)
                ? new AlertState.Acknowledgement(ack.by(), correctInstant(ack.at()), correctInstant(ack.until()))
                : ack;
    }

    /** Recipients were notified by now: the delay counts from here at the latest. */
    private AlertState.EscalationStepState correctStep(AlertState.EscalationStepState step) {
        AlertState.EscalationStepState known = step.countsFrom().equals(AlertState.NEVER)
                ? step
                : step.withCountsFrom(correctInstant(step.countsFrom()));
        Instant latest = now.plus(step.delay());
        return !step.due().equals(AlertState.NEVER) && step.due().isAfter(latest) ? known.withDue(latest) : known;
    }

    private RecipientState correctRecipient(RecipientState recipient) {
        Optional<RecipientState.Suppression> suppression = recipient
                .suppression()
                .map(h -> new RecipientState.Suppression(h.outcome(), h.rule(), h.reason(), correctInstant(h.until())));
        return new RecipientState(
                recipient.route(),
                recipient.escalated(),
                recipient.pending(),
                suppression,
                recipient.group(),
                recipient.lastNotifiedStatus(),
                recipient.lastNotifiedAt().map(this::correctInstant));
    }

    private Instant correctInstant(Instant t) {
        if (!t.isAfter(now) || t.equals(AlertState.NEVER)) {
            return t;
        }
        Instant before = t.minus(ahead);
        return before.isAfter(now) ? before : now;
    }
}
