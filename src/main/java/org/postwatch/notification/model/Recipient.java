package org.postwatch.notification.model;

import java.time.Duration;

/**
 * A person or system that may be notified.
 *
 * @param agency its agency
 * @param agencyClass the class of that agency, which the policy uses
 * @param watchdog whether it gets the watchdog notice each minute
 * @param giveUpAfter how long a notice is retried before its delivery fails
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
