package org.postwatch.notification.model;

import java.time.Instant;

/**
 * A notice that was tried, is not delivered, and is tried again.
 *
 * @param revision of the notice that this is about
 * @param attempts how often it was tried, at least once
 * @param since the first attempt, or when the recipient's trouble first held it up
 * @param at of the last attempt
 * @param detail what the other side said, in words; no secrets
 */
public record PendingDelivery(
        String district,
        String recipient,
        String subject,
        int revision,
        int attempts,
        Instant since,
        Instant at,
        String detail) {
    /** The notice's key. */
    public String key() {
        return district + "/" + recipient + "/" + subject;
    }
}
