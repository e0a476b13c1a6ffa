package org.postwatch.intake.mqtt;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One connection to a broker, of one version of MQTT. It is used once. No call blocks. */
final class MqttConnection {
    /** Called by threads of the client's and the source's. */
    interface ConnectionListener {
        /**
         * The broker accepted the connection; it is called before any message of the connection.
         *
         * @param isResumed whether the broker knows the session
         */
        void onConnected(MqttConnection connection, boolean isResumed);

        /** A message that must be acknowledged. */
        void onMessage(MqttConnection connection, ReceivedMessage message);

        /** The connection, or the attempt to connect, has ended. */
        void onDisconnected(MqttConnection connection, Throwable cause);
    }

    /** What differs between the versions of MQTT, and of the client library's API. */
    interface VersionedClient {
        /** As in log lines. */
        String version();

        /** Receives all messages from now on; each must be acknowledged. */
        void receive(Consumer<ReceivedMessage> receiver, Executor executor);

        /** Connects, keeping the session of an earlier connection; gives whether there was one. */
        CompletionStage<Boolean> connect(ConnectionSettings settings);

        /** Subscribes with QoS 1, and gives the return code of each filter: the granted QoS, or {@code 0x80} and more. */
        CompletionStage<List<Integer>> subscribe(List<String> filters);

        CompletionStage<?> unsubscribe(List<String> filters);

        CompletionStage<?> publishRetained(String topic, byte[] payload);

        CompletionStage<?> disconnect();

        /** Disconnects; the broker keeps nothing for the session. */
        CompletionStage<?> endSession(List<String> filters);
    }

    private static final long MAX_ANSWER_SECONDS = 10;

    private final ConnectionSettings settings;
    private final VersionedClient client;

    private MqttConnection(
            ConnectionSettings settings, boolean usesOldVersion, Executor executor, ConnectionListener listener) {
        this.settings = settings;
        this.client = usesOldVersion
                ? new Mqtt3Client(
                        settings,
                        isResumed -> listener.onConnected(this, isResumed),
                        cause -> listener.onDisconnected(this, cause))
                : new Mqtt5Client(
                        settings,
                        isResumed -> listener.onConnected(this, isResumed),
                        cause -> listener.onDisconnected(this, cause));
        // Before it connects: a kept session delivers at once.
        client.receive(message -> listener.onMessage(this, message), executor);
    }

    /**
     * Not connected yet.
     *
     * @param usesOldVersion MQTT 3.1.1 instead of 5
     */
    static MqttConnection create(
            ConnectionSettings settings, boolean usesOldVersion, Executor executor, ConnectionListener listener) {
        return new MqttConnection(settings, usesOldVersion, executor, listener);
    }

    /** As in log lines. */
    String version() {
        return client.version();
    }

    /** Connects, keeping the session of an earlier connection; gives whether there was one. */
    CompletionStage<Boolean> connect() {
        try {
            return client.connect(settings);
        } catch (RuntimeException e) {
            // As of a password that is too long for MQTT.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Completes with what the broker granted of each filter, which may be nothing. */
    CompletionStage<GrantedFilters> subscribe(List<String> filters) {
        return client.subscribe(filters)
                .toCompletableFuture()
                .orTimeout(MAX_ANSWER_SECONDS, TimeUnit.SECONDS)
                .thenApply(codes -> GrantedFilters.of(filters, codes));
    }

    CompletionStage<?> unsubscribe(List<String> filters) {
        return client.unsubscribe(filters).toCompletableFuture().orTimeout(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /** Publishes a retained message with QoS 1. */
    CompletionStage<?> publishRetained(String topic, byte[] payload) {
        return client.publishRetained(topic, payload);
    }

    /** Disconnects; the session stays. */
    CompletionStage<?> disconnect() {
        return client.disconnect();
    }

    /** Disconnects and ends the session: what the broker keeps for it is lost. */
    CompletionStage<?> endSession(List<String> filters) {
        return client.endSession(filters);
    }
}
