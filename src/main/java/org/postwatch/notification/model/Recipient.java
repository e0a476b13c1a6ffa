package org.postwatch.notification.model;

import java.time.Duration;

/**
 * Somebody or something that may be told.
 *
 * @param agency whose it is
 * @param agencyClass the class of that agency, by which the policy speaks
 * @param watchdog whether it wants a sign of life each minute
 * @param giveUpAfter so long a notice is tried before its delivery has failed
 */
public record Recipient(
        String id,
        String agency,
        String agencyClass,
        RecipientAddress address,
        boolean receivesWatchdog,
        Duration giveUpAfter) {
    public static final Duration DEFAULT_GIVE_UP_AFTER = Duration.ofHours(1);
}
