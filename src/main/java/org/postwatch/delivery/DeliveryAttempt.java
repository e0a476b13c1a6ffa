package org.postwatch.delivery;

import org.postwatch.notification.model.Notice;

/**
 * A notice to be sent now; no other attempt for the recipient starts before its result.
 *
 * @param line the recipient's queue, as {@code district/recipient}
 * @param number from 1, of this revision
 * @param first no earlier attempt is recorded: for pagers the intent is recorded before the first attempt
 */
public record DeliveryAttempt(String recipient, Notice notice, int number, boolean isFirst) {}
