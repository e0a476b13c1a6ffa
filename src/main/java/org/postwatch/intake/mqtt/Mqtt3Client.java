package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** MQTT 3.1.1: the broker decides how long it keeps the session, and how many messages are on their way. */
final class Mqtt3Client implements MqttConnection.VersionedClient {
    private final Mqtt3AsyncClient client;

    Mqtt3Client(ConnectionSettings settings, Consumer<Boolean> onConnected, Consumer<Throwable> onDisconnected) {
        client = settings.client(ended -> onDisconnected.accept(ended.getCause()))
                .useMqttVersion3()
                .addConnectedListener(now -> onConnected.accept(
                        ((Mqtt3ClientConnectedContext) now).getConnAck().isSessionPresent()))
                .buildAsync();
    }

    @Override
    public String version() {
        return "MQTT 3.1.1";
    }

    @Override
    public void receive(Consumer<ReceivedMessage> receiver, Executor executor) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> receiver.accept(message(publish)), executor, true);
    }

    private static ReceivedMessage message(Mqtt3Publish publish) {
        return new ReceivedMessage(
                publish.getTopic().toString(),
                publish.isRetain(),
                publish.getQos() != MqttQos.AT_MOST_ONCE,
                Map.of(),
                publish.getPayloadAsBytes(),
                publish::acknowledge);
    }

    @Override
    public CompletionStage<Boolean> connect(ConnectionSettings settings) {
        Mqtt3ConnectBuilder connect = Mqtt3Connect.builder()
                .cleanSession(false)
                .keepAlive(ConnectionSettings.KEEP_ALIVE_SECONDS)
                .willPublish(Mqtt3Publish.builder()
                        .topic(settings.availabilityTopic())
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(ConnectionSettings.OFFLINE)
                        .retain(true)
                        .build());
        settings.login()
                .ifPresent(login -> connect.simpleAuth(Mqtt3SimpleAuth.builder()
                        .username(login.user())
                        .password(login.password())
                        .build()));
        return client.connect(connect.build()).thenApply(Mqtt3ConnAck::isSessionPresent);
    }

    @Override
    public CompletionStage<List<Integer>> subscribe(List<String> filters) {
        return client.subscribe(Mqtt3Subscribe.builder()
                        .addSubscriptions(filters.stream()
                                .map(filter -> Mqtt3Subscription.builder()
                                        .topicFilter(filter)
                                        .qos(MqttQos.AT_LEAST_ONCE)
                                        .build())
                                .toList())
                        .build())
                .exceptionally(
                        ConnectionProblems.recover(Mqtt3SubAckException.class, Mqtt3SubAckException::getMqttMessage))
                .thenApply(answer -> answer.getReturnCodes().stream()
                        .map(code -> code.getCode())
                        .toList());
    }

    @Override
    public CompletionStage<?> unsubscribe(List<String> filters) {
        return client.unsubscribe(Mqtt3Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                .build());
    }

    @Override
    public CompletionStage<?> publishRetained(String topic, byte[] payload) {
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(payload)
                .send();
    }

    @Override
    public CompletionStage<?> disconnect() {
        return client.disconnect();
    }

    @Override
    public CompletionStage<?> endSession(List<String> filters) {
        // A session cannot be ended by its client; without subscriptions it holds nothing.
        return unsubscribe(filters).handle((done, failure) -> null).thenCompose(any -> client.disconnect());
    }
}
