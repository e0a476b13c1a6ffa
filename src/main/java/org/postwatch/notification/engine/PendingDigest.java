package org.postwatch.notification.engine;

import java.time.Instant;

/**
 * The next digest of a recipient.
 *
 * @param due when it is published
 */
public record PendingDigest(String recipient, Instant due) {}
