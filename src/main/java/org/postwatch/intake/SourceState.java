package org.postwatch.intake;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a source that Postwatch connects to by itself is connected.
 *
 * @param since when that changed
 * @param detail how it is connected, as the version of MQTT, or why it is not; without secrets, at most {@value
 *     #MAX_DETAIL_LENGTH} characters
 */
public record SourceState(boolean isConnected, Instant since, String detail) {
    private static final int MAX_DETAIL_LENGTH = 500;

    public SourceState {
        Objects.requireNonNull(since);
        detail = WholeCharacters.limit(detail, MAX_DETAIL_LENGTH);
    }
}
