package org.postwatch.intake.mqtt;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a source is connected to its broker.
 *
 * @param since when that changed
 * @param detail the version of MQTT, or why it is not connected; without secrets
 */
public record MqttSourceState(boolean isConnected, Instant since, String detail) {
    public MqttSourceState {
        Objects.requireNonNull(since);
        Objects.requireNonNull(detail);
    }
}
