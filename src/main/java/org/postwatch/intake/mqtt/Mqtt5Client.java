package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * MQTT 5. It sets no receive maximum, so that the broker's own number of messages in flight holds: mosquitto 2.0.11 exceeds a lower
 * one by a few, for which the client must disconnect, and does so again on each resumption of the session.
 */
final class Mqtt5Client implements MqttConnection.VersionedClient {
    /** Larger messages are not delivered by the broker; those below and too large for a profile are rejected with a reason. */
    static final int MAX_PACKET_BYTES = 1024 * 1024;

    /** An instance that takes over comes before the broker says that the source is offline. */
    private static final int WILL_DELAY_SECONDS = 30;

    private final Mqtt5AsyncClient client;

    Mqtt5Client(ConnectionSettings settings, Consumer<Boolean> onConnected, Consumer<Throwable> onDisconnected) {
        client = settings.client(ended -> onDisconnected.accept(ended.getCause()))
                .useMqttVersion5()
                .addConnectedListener(now -> onConnected.accept(
                        ((Mqtt5ClientConnectedContext) now).getConnAck().isSessionPresent()))
                .buildAsync();
    }

    @Override
    public String version() {
        return "MQTT 5";
    }

    @Override
    public void receive(Consumer<ReceivedMessage> receiver, Executor executor) {
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> receiver.accept(message(publish)), executor, true);
    }

    private static ReceivedMessage message(Mqtt5Publish publish) {
        Map<String, String> headers = new HashMap<>();
        publish.getUserProperties()
                .asList()
                .forEach(property -> headers.merge(
                        property.getName().toString().toLowerCase(Locale.ROOT),
                        property.getValue().toString(),
                        (first, second) -> first + ", " + second));
        publish.getContentType().ifPresent(type -> headers.put("content-type", type.toString()));
        return new ReceivedMessage(
                publish.getTopic().toString(),
                publish.isRetain(),
                publish.getQos() != MqttQos.AT_MOST_ONCE,
                headers,
                publish.getPayloadAsBytes(),
                publish::acknowledge);
    }

    @Override
    public CompletionStage<Boolean> connect(ConnectionSettings settings) {
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(MqttSource.SESSION_EXPIRY.toSeconds())
                .keepAlive(ConnectionSettings.KEEP_ALIVE_SECONDS)
                .restrictions()
                .maximumPacketSize(MAX_PACKET_BYTES)
                .applyRestrictions()
                .willPublish(Mqtt5WillPublish.builder()
                        .topic(settings.availabilityTopic())
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(ConnectionSettings.OFFLINE)
                        .retain(true)
                        .delayInterval(WILL_DELAY_SECONDS)
                        .build());
        settings.login()
                .ifPresent(login -> connect.simpleAuth(Mqtt5SimpleAuth.builder()
                        .username(login.user())
                        .password(login.password())
                        .build()));
        return client.connect(connect.build()).thenApply(Mqtt5ConnAck::isSessionPresent);
    }

    @Override
    public CompletionStage<List<Integer>> subscribe(List<String> filters) {
        return client.subscribe(Mqtt5Subscribe.builder()
                        .addSubscriptions(filters.stream()
                                .map(filter -> Mqtt5Subscription.builder()
                                        .topicFilter(filter)
                                        .qos(MqttQos.AT_LEAST_ONCE)
                                        .build())
                                .toList())
                        .build())
                .exceptionally(
                        ConnectionProblems.recover(Mqtt5SubAckException.class, Mqtt5SubAckException::getMqttMessage))
                .thenApply(answer -> answer.getReasonCodes().stream()
                        .map(code -> code.getCode())
                        .toList());
    }

    @Override
    public CompletionStage<?> unsubscribe(List<String> filters) {
        return client.unsubscribe(Mqtt5Unsubscribe.builder()
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
        return client.disconnectWith().sessionExpiryInterval(0).send();
    }
}
