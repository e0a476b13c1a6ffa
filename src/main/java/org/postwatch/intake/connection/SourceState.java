package org.postwatch.intake.connection;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a source that Postwatch connects to by itself is connected.
 *
 * @param since when that changed
 * @param detail how it is connected, as the version of MQTT, or why it is not; without secrets
 */
public record SourceState(boolean isConnected, Instant since, String detail) {
    public SourceState {
        Objects.requireNonNull(since);
        Objects.requireNonNull(detail);
    }
}
