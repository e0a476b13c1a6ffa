package org.postwatch.routing;

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
        String id, String agency, String agencyClass, Address address, boolean watchdog, Duration giveUpAfter) {
    public static final Duration GIVE_UP_USUAL = Duration.ofHours(1);
}
