package org.postwatch.delivery;

import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;

/** What follows from a failed attempt, and from the end of failures. */
final class DeliveryRetry {
    private final DeliveryResultStore results;
    private final DeliverySettlement settlement;
    private final ExponentialBackoff backoff;

    DeliveryRetry(DeliveryResultStore results, DeliverySettlement settlement, DoubleSupplier chance) {
        this.results = results;
        this.settlement = settlement;
        this.backoff = new ExponentialBackoff(chance);
    }

    /** Delays the next attempt: of the notice alone if others are delivered meanwhile, else of the whole queue. */
    void retryLater(
            RecipientQueue line,
            NoticeDeliveryState standing,
            DeliveryAttempt attempt,
            AttemptResult.TemporaryFailure later,
            boolean current,
            Instant now) {
        line.failures++;
        line.lastFailure = later.reason();
        if (current) {
            standing.lastFailure = later.reason();
        }
        if (attempt.isFirst() && !later.mayHaveBeenDelivered()) {
            standing.mayHaveBeenSent = false;
        }
        boolean onlyThis =
                current && line.lastDeliveredAt != null && line.lastDeliveredAt.isAfter(standing.retryingSince);
        if (current && (onlyThis || standing.notice.urgent())) {
            line.remove(standing);
            standing.notBefore = now.plus(backoff.delay(standing.attempts, later.retryAfter()));
            line.add(standing);
        }
        if (!onlyThis || later.retryAfter().isPresent()) {
            line.backoffUntil = now.plus(backoff.delay(line.failures, later.retryAfter()));
        } else {
            line.failures = 0;
        }
        if (current && !standing.resending) {
            results.pending(pending(standing, later, now));
        }
        // Without the failure the others would have been tried by now.
        line.ready.forEach(
                waiting -> waiting.retryingSince = waiting.retryingSince == null ? now : waiting.retryingSince);
        settlement.giveUp(line, now);
    }

    private static PendingDelivery pending(
            NoticeDeliveryState standing, AttemptResult.TemporaryFailure failure, Instant now) {
        Notice notice = standing.notice;
        return new PendingDelivery(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.revision(),
                standing.attempts,
                standing.retryingSince,
                now,
                failure.likelyPermanent(),
                failure.reason());
    }

    /** An attempt was delivered: the recipient is reachable. */
    void resetFailures(RecipientQueue line, Instant now) {
        if (line.failures > 0) {
            line.ready.forEach(waiting -> waiting.retryingSince = waiting.attempts == 0 ? null : waiting.retryingSince);
        }
        line.failures = 0;
        line.backoffUntil = null;
        line.lastDeliveredAt = now;
    }
}
