package org.postwatch.intake.mqtt;

import java.util.Optional;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.connection.SourceConnector;

/** Connects to the brokers of MQTT sources. Only at another broker a source is another session. */
public record MqttConnector(MqttContext context) implements SourceConnector {
    @Override
    public Optional<Object> findConnection(IntakeSource source) {
        return source.transport() instanceof MqttTransport transport
                ? Optional.of(transport.broker())
                : Optional.empty();
    }

    @Override
    public ConnectedSource connect(IntakeSource source) {
        return new MqttSource(source, context);
    }
}
