package org.postwatch.intake.mqtt;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** One connection to a broker, of one version of MQTT. It is used once. No call blocks. */
interface MqttConnection {
    /** Called by threads of the client's and the source's. */
    interface ConnectionListener {
        /** A message that must be acknowledged. */
        void onMessage(MqttConnection connection, ReceivedMessage message);

        /** The connection, or the attempt to connect, has ended. */
        void onDisconnected(MqttConnection connection, Throwable cause);
    }

    /** As in log lines. */
    String version();

    /** Connects, keeping the session of an earlier connection; gives whether there was one. */
    CompletionStage<Boolean> connect();

    /** Fails when the broker refuses a filter. */
    CompletionStage<?> subscribe(List<String> filters);

    /** Publishes a retained message with QoS 1. */
    CompletionStage<?> publishRetained(String topic, byte[] payload);

    /** Disconnects; the session stays. */
    CompletionStage<?> disconnect();

    /** Disconnects and ends the session: what the broker keeps for it is lost. */
    CompletionStage<?> endSession(List<String> filters);
}
