package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.AlertOverview;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;

/**
 * What one recipient knows of an alert, and is to be notified of.
 *
 * @param route path of the route whose rules apply
 * @param escalated whether an escalation step named the recipient, not the route itself
 * @param pending what the recipient is to be notified of
 * @param suppression why the recipient was last not notified, until a notice is published
 * @param group name of the group whose notice contains the alert; empty if it has a notice of its own
 * @param lastNotifiedStatus the alert's status in the last notice; absent while the recipient knows nothing of it
 */
public record RecipientState(
        String route,
        boolean escalated,
        Optional<PendingNotification> pending,
        Optional<Suppression> suppression,
        String group,
        Optional<Alert.AlertStatus> lastNotifiedStatus,
        Optional<Instant> lastNotifiedAt) {

    /** @param cause what made it due; empty where the stage says it */
    public record PendingNotification(Notice.NoticeStage stage, String cause) {
        static PendingNotification of(Notice.NoticeStage stage) {
            return new PendingNotification(stage, "");
        }

        /** Whether it ends or settles what the recipient was notified of: that is never suppressed. */
        boolean bypassesSuppression() {
            return switch (stage) {
                case ACKNOWLEDGED, CLOSED, WITHDRAWN, AVERTED -> true;
                case EXPECTED, OPENED, ESCALATED, CORRECTED, UPDATED, REPEATED, DIGEST, WATCHDOG -> false;
            };
        }
    }

    /**
     * A recorded decision not to notify, with the {@link WithheldReason} as it was rendered.
     *
     * @param until when it is decided again, at the latest
     * @param feed the feed whose silence is the reason; empty for other reasons
     */
    public record Suppression(
            DisclosureRecord.DisclosureOutcome outcome, String rule, String reason, Instant until, String feed) {
        public Suppression(DisclosureRecord.DisclosureOutcome outcome, String rule, String reason, Instant until) {
            this(outcome, rule, reason, until, "");
        }

        static Suppression of(Decision.Withhold decision) {
            WithheldReason reason = decision.reason();
            return new Suppression(decision.outcome(), reason.rule(), reason.text(), decision.until(), reason.feed());
        }

        /** Whether the earlier decision has the same outcome and rule. */
        boolean isAlreadyRecorded(Optional<Suppression> earlier) {
            return earlier.filter(last -> last.outcome == outcome && last.rule.equals(rule))
                    .isPresent();
        }
    }

    static RecipientState of(String route, boolean escalated, PendingNotification pending) {
        return new RecipientState(
                route, escalated, Optional.of(pending), Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    AlertOverview.RecipientOverview overview() {
        return new AlertOverview.RecipientOverview(
                route,
                escalated,
                lastNotifiedStatus,
                lastNotifiedAt,
                suppression.map(last -> new AlertOverview.WithholdingOverview(
                        last.outcome(), last.rule(), last.reason(), AlertState.planned(last.until()))));
    }

    /** The recipient knows that it is open or expected. */
    boolean wasNotifiedActive() {
        return lastNotifiedStatus.filter(status -> !status.isOver()).isPresent();
    }

    /** The recipient knows that it is expected. */
    boolean wasNotifiedExpected() {
        return lastNotifiedStatus.equals(Optional.of(Alert.AlertStatus.EXPECTED));
    }

    /** The recipient does not know that it is open or expected, and has no pending notification. */
    boolean isUnaware() {
        return !wasNotifiedActive() && pending.isEmpty();
    }

    /** The recipient knows that it closed. */
    boolean wasNotifiedClosed() {
        return lastNotifiedStatus.equals(Optional.of(Alert.AlertStatus.CLOSED));
    }

    boolean isSuppressedBy(String rule) {
        return suppression.filter(last -> last.rule().equals(rule)).isPresent();
    }

    RecipientState withRoute(String newRoute) {
        return new RecipientState(newRoute, false, pending, suppression, group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withPending(PendingNotification newPending) {
        return new RecipientState(
                route, escalated, Optional.of(newPending), suppression, group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withSuppression(Suppression newSuppression) {
        return new RecipientState(
                route, escalated, pending, Optional.of(newSuppression), group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withoutPending() {
        return new RecipientState(
                route, escalated, Optional.empty(), Optional.empty(), group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withGroup(String newGroup) {
        return new RecipientState(route, escalated, pending, suppression, newGroup, lastNotifiedStatus, lastNotifiedAt);
    }

    /** The recipient is not notified of it any more. */
    RecipientState dropPending(Suppression newSuppression) {
        return new RecipientState(
                route,
                escalated,
                Optional.empty(),
                Optional.of(newSuppression),
                "",
                lastNotifiedStatus,
                lastNotifiedAt);
    }

    /** The recipient counts as never notified. */
    RecipientState reset(Suppression newSuppression) {
        return new RecipientState(
                route,
                escalated,
                Optional.empty(),
                Optional.of(newSuppression),
                "",
                Optional.empty(),
                Optional.empty());
    }

    RecipientState notified(Alert.AlertStatus status, Instant at) {
        return new RecipientState(
                route, escalated, Optional.empty(), Optional.empty(), group, Optional.of(status), Optional.of(at));
    }
}
