package org.postwatch.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;

/**
 * Completes notices that need no further attempt: delivered, rejected, failed finally, or closed before the first
 * notification.
 */
final class DeliverySettlement {
    private final DeliveryResultStore results;

    DeliverySettlement(DeliveryResultStore register) {
        this.results = register;
    }

    /** Settles notices that need no attempt, and notices that have been tried for too long. */
    void settleUnsent(RecipientQueue line, Instant now) {
        if (line.failures > 0 || line.policy == null || !line.delayed.isEmpty()) {
            giveUp(line, now);
        }
        while (line.policy != null && !line.ready.isEmpty()) {
            NoticeDeliveryState first = line.nextToSend(now).orElse(line.ready.first());
            Optional<String> needless = reasonToSkip(line.policy, first);
            if (needless.isEmpty()) {
                return;
            }
            settle(line, first, DeliveryStatus.DELIVERED, needless.get(), now);
        }
    }

    /** Why it need not be sent; empty if it must be sent. */
    private static Optional<String> reasonToSkip(DeliveryPolicy terms, NoticeDeliveryState standing) {
        if (standing.resending) {
            return Optional.empty();
        } else if (terms.isPager() && standing.isResolved() && !standing.mayHaveBeenSent) {
            return Optional.of(NoticeDeliveryState.SUPERSEDED);
        }
        return terms.acceptsUpdates() || standing.isUnsentNotification()
                ? Optional.empty()
                : Optional.of(NoticeDeliveryState.UPDATE_NOT_SENT);
    }

    void giveUp(RecipientQueue line, Instant now) {
        Duration after = line.giveUpAfter();
        List<NoticeDeliveryState> all = new ArrayList<>(line.ready);
        all.addAll(line.delayed);
        for (NoticeDeliveryState standing : all) {
            if (standing.retryingSince != null
                    && !standing.retryingSince.plus(after).isAfter(now)) {
                String reason = line.policy == null
                        ? "no document names this recipient"
                        : "given up after " + after.toMinutes() + " min: "
                                + (standing.lastFailure == null ? line.lastFailure : standing.lastFailure);
                settle(line, standing, DeliveryStatus.FAILED, reason, now);
            }
        }
    }

    void settle(RecipientQueue line, NoticeDeliveryState standing, DeliveryStatus outcome, String detail, Instant now) {
        line.remove(standing);
        standing.deliveredAt = outcome == DeliveryStatus.DELIVERED ? now : null;
        boolean over = standing.isResolved();
        record(standing, standing.notice, outcome, standing.attempts, detail, now);
        if (outcome == DeliveryStatus.DELIVERED && over) {
            // If it opens again under the same subject, people are notified again.
            standing.mayHaveBeenSent = false;
        }
        scheduleResend(line, standing, now);
    }

    void record(
            NoticeDeliveryState standing,
            Notice notice,
            DeliveryStatus outcome,
            int attempts,
            String detail,
            Instant now) {
        standing.hasRecord = true;
        standing.settledRevision = notice.revision();
        standing.settledAt = notice.at().isAfter(now) ? notice.at() : now;
        standing.lastRecorded = new DeliveryResult(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.ref(),
                notice.revision(),
                outcome,
                attempts,
                now,
                detail);
        results.record(standing.lastRecorded);
    }

    /** Drops the notice after settlement, unless it is to be sent again. */
    void scheduleResend(RecipientQueue line, NoticeDeliveryState standing, Instant now) {
        Optional<Duration> again = standing.deliveredAt == null || standing.notice == null || line.policy == null
                ? Optional.empty()
                : line.policy.resendPolicy().resendAfter(standing.notice, Duration.between(standing.deliveredAt, now));
        standing.attempts = 0;
        standing.retryingSince = null;
        standing.pendingSince = null;
        standing.resending = again.isPresent();
        standing.lastFailure = null;
        if (again.isPresent()) {
            standing.notBefore = now.plus(again.get());
            line.delayed.add(standing);
        } else {
            standing.notice = null;
        }
    }
}
