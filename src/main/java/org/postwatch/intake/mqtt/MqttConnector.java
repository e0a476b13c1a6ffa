package org.postwatch.intake.mqtt;

import java.util.List;
import java.util.Optional;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.SourceConnector;
import org.postwatch.intake.source.SourceTopics;

/** Connects to the brokers of MQTT sources. */
public record MqttConnector(MqttContext context) implements SourceConnector {
    @Override
    public Optional<Object> findConnection(IntakeSource source) {
        return source.transport() instanceof MqttTransport transport
                ? Optional.of(List.of(transport, SourceTopics.of(source)))
                : Optional.empty();
    }

    @Override
    public ConnectedSource connect(IntakeSource source) {
        return new MqttSource(source, (MqttTransport) source.transport(), SourceTopics.of(source), context);
    }
}
