package org.postwatch.dispatch;

import java.time.Instant;

/**
 * A recipient has a digest to come.
 *
 * @param due when it is written
 */
public record Digest(String recipient, Instant due) {}
