package org.postwatch.notification.model;

import java.time.Instant;
import org.postwatch.text.WireName;

/**
 * The result of delivering a notice.
 *
 * @param ref the reference in the notice, by which it is found when it is removed from a recipient's topic
 * @param revision of the notice that this is about
 * @param attempts the number of attempts
 * @param at of the last attempt
 * @param detail the reply of the recipient's server, without secrets
 */
public record DeliveryResult(
        String district,
        String recipient,
        String subject,
        String ref,
        int revision,
        DeliveryStatus outcome,
        int attempts,
        Instant at,
        String detail) {
    public enum DeliveryStatus implements WireName {
        DELIVERED,
        /** Given up: refused for good, or the time was over. */
        FAILED
    }

    /** Whether the recipient took it: what was over before a pager was called is delivered without an attempt. */
    public boolean hasReachedRecipient() {
        return outcome == DeliveryStatus.DELIVERED && attempts > 0;
    }

    /** The key in {@code postwatch.deliveries}: the notice's. */
    public String key() {
        return noticeKey().text();
    }

    public NoticeKey noticeKey() {
        return new NoticeKey(district, recipient, subject);
    }
}
