package org.postwatch.intake.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.intake.connection.MessageListener;
import org.postwatch.intake.source.SourceTopics;
import org.postwatch.network.HostResolver;
import org.postwatch.secrets.SecretResolver;

/**
 * Receives copies of a source's messages, without disturbing the instance that takes them: it has a client id of its own, no session,
 * no will and QoS 0, and publishes nothing. MQTT 3.1.1, which brokers of MQTT 5 know as well.
 */
public final class MqttListener implements MessageListener {
    private static final long MAX_STEP_SECONDS = 15;
    private static final long MAX_CLOSE_SECONDS = 2;

    private final Mqtt3AsyncClient client;
    private volatile Optional<String> problem = Optional.empty();

    private MqttListener(ConnectionSettings settings) {
        client = settings.client(ended -> problem = Optional.of(ConnectionProblems.describe(ended.getCause())))
                .useMqttVersion3()
                .buildAsync();
    }

    /**
     * Connects and subscribes to the topics of the source.
     *
     * @param resolver gives only addresses that may be called
     * @param receiver of each message, with the topic filter that it matches; called by one thread
     * @throws ConnectionProblemException when that fails; the message has no secret
     * @throws org.postwatch.secrets.MissingSecretException when a secret is missing
     */
    public static MqttListener connect(
            IntakeSource source,
            SecretResolver secrets,
            HostResolver resolver,
            InstantSource clock,
            BiConsumer<String, IntakeMessage> receiver)
            throws InterruptedException {
        List<String> filters = SourceTopics.of(source);
        ConnectionSettings settings = ConnectionSettings.of(
                "pwrec" + UUID.randomUUID().toString().replace("-", "").substring(0, 16),
                (MqttTransport) source.transport(),
                source.district(),
                "",
                secrets,
                resolver);
        MqttListener listener = new MqttListener(settings);
        try {
            listener.subscribe(settings, filters, clock, receiver);
            return listener;
        } catch (InterruptedException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private void subscribe(
            ConnectionSettings settings,
            List<String> filters,
            InstantSource clock,
            BiConsumer<String, IntakeMessage> receiver)
            throws InterruptedException {
        client.publishes(MqttGlobalPublishFilter.ALL, message -> receive(message, filters, clock, receiver));
        Mqtt3ConnectBuilder connect =
                Mqtt3Connect.builder().cleanSession(true).keepAlive(ConnectionSettings.KEEP_ALIVE_SECONDS);
        settings.login()
                .ifPresent(login -> connect.simpleAuth(Mqtt3SimpleAuth.builder()
                        .username(login.user())
                        .password(login.password())
                        .build()));
        await(client.connect(connect.build()));
        await(client.subscribe(Mqtt3Subscribe.builder()
                .addSubscriptions(filters.stream()
                        .map(filter -> Mqtt3Subscription.builder()
                                .topicFilter(filter)
                                .qos(MqttQos.AT_MOST_ONCE)
                                .build())
                        .toList())
                .build()));
    }

    private static void await(CompletionStage<?> step) throws InterruptedException {
        try {
            step.toCompletableFuture().get(MAX_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new ConnectionProblemException(ConnectionProblems.describe(e.getCause()));
        } catch (TimeoutException e) {
            throw new ConnectionProblemException("no answer of the broker within " + MAX_STEP_SECONDS + " s");
        }
    }

    private static void receive(
            Mqtt3Publish message,
            List<String> filters,
            InstantSource clock,
            BiConsumer<String, IntakeMessage> receiver) {
        MqttTopic topic = message.getTopic();
        filters.stream()
                .filter(filter -> MqttTopicFilter.of(filter).matches(topic))
                .findFirst()
                .ifPresent(filter -> receiver.accept(
                        filter,
                        IntakeMessage.mqtt(
                                topic.toString(), message.isRetain(), message.getPayloadAsBytes(), clock.instant())));
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        try {
            client.disconnect().get(MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It was not connected, or the broker notices by itself.
        }
    }
}
