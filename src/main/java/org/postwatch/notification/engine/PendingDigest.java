package org.postwatch.notification.engine;

import java.time.Instant;

/**
 * A recipient has a digest to come.
 *
 * @param due when it is written
 */
public record PendingDigest(String recipient, Instant due) {}
