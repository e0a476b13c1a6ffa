package org.postwatch.notification.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A notice that was tried, is not delivered, and is tried again.
 *
 * @param revision of the notice that this is about
 * @param attempts how often it was tried, at least once
 * @param since the first attempt, or when the recipient's trouble first held it up
 * @param at of the last attempt
 * @param likelyPermanent whether the answer of the last attempt will hardly change by itself, as 401 or 404
 * @param detail the response of the recipient as text, without secrets
 */
public record PendingDelivery(
        String district,
        String recipient,
        String subject,
        int revision,
        int attempts,
        Instant since,
        Instant at,
        boolean likelyPermanent,
        String detail) {
    /** A notice with such an answer is reported after so long, before it has failed. */
    private static final Duration REPORTED_AFTER = Duration.ofMinutes(5);

    /** Whether somebody should look at it already: tried for five minutes, with an answer that will hardly change by itself. */
    public boolean needsAttention() {
        return likelyPermanent && !at.isBefore(since.plus(REPORTED_AFTER));
    }

    /** The notice's key. */
    public String key() {
        return new NoticeKey(district, recipient, subject).text();
    }
}
