package org.postwatch.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connection of the simulated devices to the broker. */
final class MqttPublisher implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Mqtt5AsyncClient client;
    /** Topics of sources of Postwatch that are connected to the broker. */
    private final Set<String> available = new HashSet<>();

    private MqttPublisher(Mqtt5AsyncClient client) {
        this.client = client;
    }

    /** @throws DemoException if the broker does not accept the connection */
    static MqttPublisher connect(int port) throws InterruptedException {
        MqttPublisher publisher = new MqttPublisher(MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync());
        await("connect to the broker", publisher.client.connect());
        await(
                "subscribe",
                publisher
                        .client
                        .subscribeWith()
                        .topicFilter("postwatch/+/+/available")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .callback(publisher::onAvailability)
                        .send());
        return publisher;
    }

    private synchronized void onAvailability(Mqtt5Publish message) {
        if (new String(message.getPayloadAsBytes(), UTF_8).equals("online")) {
            available.add(message.getTopic().toString());
            notifyAll();
        }
    }

    /**
     * Waits until Postwatch has subscribed for each of these sources.
     *
     * @param sources as {@code DISTRICT/NAME}
     */
    synchronized void awaitAvailable(Set<String> sources) throws InterruptedException {
        Set<String> missing = new HashSet<>();
        sources.forEach(source -> missing.add("postwatch/" + source + "/available"));
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!available.containsAll(missing)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                missing.removeAll(available);
                throw new DemoException("Postwatch has not connected to the MQTT broker within " + MAX_WAIT.toSeconds()
                        + " s: nothing on " + missing + "; run with -v for its log");
            }
            wait(left);
        }
    }

    /** Returns when the broker has the message. */
    void publish(String topic, byte[] payload) throws InterruptedException {
        await(
                "publish to " + topic,
                client.publishWith()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload)
                        .send());
    }

    private static void await(String what, CompletableFuture<?> result) throws InterruptedException {
        try {
            result.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DemoException("the simulated devices cannot " + what + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new DemoException(
                    "the simulated devices cannot " + what + " within " + MAX_WAIT.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        client.disconnect()
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }
}
