package org.postwatch.notification.engine;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.model.Notice;

/**
 * What one recipient knows of a matter, and is yet to know.
 *
 * @param route by whose rules he is told
 * @param escalated he was named by a step of the escalation, not by the route itself
 * @param news that he is to be told
 * @param hold what stands in its way, or was last written down of why he is not told
 * @param group the key of the group in whose notice it stands; empty where it has a notice of its own
 * @param told as what he knows it; absent while he knows nothing
 * @param toldAt when he was told last
 */
public record RecipientState(
        String route,
        boolean escalated,
        Optional<PendingNotification> pending,
        Optional<Suppression> suppression,
        String group,
        Optional<Alert.AlertStatus> lastNotifiedStatus,
        Optional<Instant> lastNotifiedAt) {

    /** @param because what made it due, in words; empty where the stage says it all */
    public record PendingNotification(Notice.NoticeStage stage, String cause) {
        static PendingNotification of(Notice.NoticeStage stage) {
            return new PendingNotification(stage, "");
        }

        /** What recipients must learn whatever the hour: that what they were told of is over, or in somebody's hands. */
        boolean bypassesSuppression() {
            return switch (stage) {
                case ACKNOWLEDGED, CLOSED, WITHDRAWN, AVERTED -> true;
                default -> false;
            };
        }
    }

    /**
     * Why he is not told.
     *
     * @param rule what decides, in a few words
     * @param reason in words that stand for themselves
     * @param until when it is to be decided again, at the latest
     * @param feed whose silence it is; empty where it is no feed's
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

        /** Whether it was written down already. */
        boolean isAlreadyRecorded(Optional<Suppression> before) {
            return before.filter(hold -> hold.outcome == outcome && hold.rule.equals(rule))
                    .isPresent();
        }
    }

    static RecipientState of(String route, boolean escalated, PendingNotification news) {
        return new RecipientState(
                route, escalated, Optional.of(news), Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    /** He believes that it is there, or will be. */
    boolean wasNotifiedActive() {
        return lastNotifiedStatus.filter(status -> !status.isOver()).isPresent();
    }

    /** The recipient believes that it is expected, and is not notified that it opened. */
    boolean wasNotifiedExpected() {
        return lastNotifiedStatus.equals(Optional.of(Alert.AlertStatus.EXPECTED));
    }

    /** The recipient does not believe that it is open or expected, and has no pending notification. */
    boolean isUnaware() {
        return !wasNotifiedActive() && pending.isEmpty();
    }

    /** He was told that it is over, and has heard nothing since. */
    boolean wasNotifiedClosed() {
        return lastNotifiedStatus.equals(Optional.of(Alert.AlertStatus.CLOSED));
    }

    boolean isSuppressedBy(String rule) {
        return suppression.filter(h -> h.rule().equals(rule)).isPresent();
    }

    RecipientState withRoute(String newRoute) {
        return new RecipientState(newRoute, false, pending, suppression, group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withPending(PendingNotification newNews) {
        return new RecipientState(
                route, escalated, Optional.of(newNews), suppression, group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withSuppression(Suppression newHold) {
        return new RecipientState(
                route, escalated, pending, Optional.of(newHold), group, lastNotifiedStatus, lastNotifiedAt);
    }

    /** Nothing is to be told, nothing stands in the way. */
    RecipientState withoutPending() {
        return new RecipientState(
                route, escalated, Optional.empty(), Optional.empty(), group, lastNotifiedStatus, lastNotifiedAt);
    }

    RecipientState withGroup(String newGroup) {
        return new RecipientState(route, escalated, pending, suppression, newGroup, lastNotifiedStatus, lastNotifiedAt);
    }

    /** There will be nothing to tell. */
    RecipientState dropPending(Suppression newHold) {
        return new RecipientState(
                route, escalated, Optional.empty(), Optional.of(newHold), "", lastNotifiedStatus, lastNotifiedAt);
    }

    /** The policy has it that he knows nothing. */
    RecipientState reset(Suppression newHold) {
        return new RecipientState(
                route, escalated, Optional.empty(), Optional.of(newHold), "", Optional.empty(), Optional.empty());
    }

    RecipientState notified(Alert.AlertStatus status, Instant at) {
        return new RecipientState(
                route, escalated, Optional.empty(), Optional.empty(), group, Optional.of(status), Optional.of(at));
    }
}
