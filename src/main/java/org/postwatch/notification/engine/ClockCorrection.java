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
    ClockCorrection(NotificationContext office, Instant wrong) {
        this.context = office;
        this.now = office.now();
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

    private <T> void correctTable(StateTable<T> table, UnaryOperator<T> correction) {
        context.store().forEach(table, (key, value) -> context.store().put(table, key, correction.apply(value)));
    }

    /** Due at once if it has any deadline: the next look computes its next deadline. */
    private AlertState correctAlert(AlertState affair) {
        TreeMap<String, RecipientState> lines = new TreeMap<>(affair.recipients());
        lines.replaceAll((id, line) -> correctRecipient(line));
        return new AlertState(
                affair.alert(),
                correctInstant(affair.openedAt()),
                correctInstant(affair.changedAt()),
                affair.routed(),
                affair.acknowledgement().map(this::correctAcknowledgement),
                affair.notes(),
                lines,
                affair.escalation().stream().map(this::correctStep).toList(),
                correctInstant(affair.lastUpdateAt()),
                correctInstant(affair.nextUpdateAt()),
                affair.deadline().equals(AlertState.NEVER) ? AlertState.NEVER : now);
    }

    private AlertState.Acknowledgement correctAcknowledgement(AlertState.Acknowledgement ack) {
        return ack.at().isAfter(now)
                ? new AlertState.Acknowledgement(ack.by(), correctInstant(ack.at()), correctInstant(ack.until()))
                : ack;
    }

    /** Recipients were notified by now: the pause counts from here at the latest. */
    private AlertState.EscalationStepState correctStep(AlertState.EscalationStepState rung) {
        AlertState.EscalationStepState known = rung.countsFrom().equals(AlertState.NEVER)
                ? rung
                : rung.withCountsFrom(correctInstant(rung.countsFrom()));
        Instant latest = now.plus(rung.delay());
        return !rung.due().equals(AlertState.NEVER) && rung.due().isAfter(latest) ? known.withDue(latest) : known;
    }

    private RecipientState correctRecipient(RecipientState line) {
        Optional<RecipientState.Suppression> hold = line.suppression()
                .map(h -> new RecipientState.Suppression(h.outcome(), h.rule(), h.reason(), correctInstant(h.until())));
        return new RecipientState(
                line.route(),
                line.escalated(),
                line.pending(),
                hold,
                line.group(),
                line.lastNotifiedStatus(),
                line.lastNotifiedAt().map(this::correctInstant));
    }

    private Instant correctInstant(Instant t) {
        if (!t.isAfter(now) || t.equals(AlertState.NEVER)) {
            return t;
        }
        Instant before = t.minus(ahead);
        return before.isAfter(now) ? before : now;
    }
}
