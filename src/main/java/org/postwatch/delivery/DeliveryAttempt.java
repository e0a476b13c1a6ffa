package org.postwatch.delivery;

import org.postwatch.notification.model.Notice;

/**
 * A notice that is to be sent now, and by nobody else until it is answered.
 *
 * @param line whose it is, as {@code district/recipient}
 * @param number from 1, of this revision
 * @param first nothing is on record that the other side could know: a pager is told only after that was changed
 */
public record DeliveryAttempt(String recipient, Notice notice, int number, boolean isFirst) {}
