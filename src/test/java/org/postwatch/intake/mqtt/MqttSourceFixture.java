package org.postwatch.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.event.Event;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/** A mosquitto of the test's own, and sources that take presses from it. */
abstract class MqttSourceFixture {
    static final Duration MAX_WAIT = Duration.ofSeconds(45);
    static final String TOPIC = "site/button";

    /** Stands for Kafka: events by id, as often as they were written. */
    static final class FakeKafka implements EventSink {
        final List<Event> written = new CopyOnWriteArrayList<>();
        volatile AppendResult answer = AppendResult.APPENDED;
        volatile int attempts;

        @Override
        public synchronized CompletableFuture<AppendResult> append(Event event) {
            attempts++;
            if (answer == AppendResult.APPENDED) {
                written.add(event);
            }
            return CompletableFuture.completedFuture(answer);
        }

        long distinct() {
            return written.stream().map(Event::id).distinct().count();
        }
    }

    final List<MqttSource> sources = new ArrayList<>();
    final List<Mqtt5BlockingClient> clients = new ArrayList<>();
    final Map<String, String> secrets = new HashMap<>();
    final IntakeStatistics statistics = new IntakeStatistics(Clock.systemUTC().instant());
    final FakeKafka kafka = new FakeKafka();
    OutgoingPolicy policy = new OutgoingPolicy(List.of("127.0.0.1", "localhost"), List.of());
    ScheduledExecutorService connecting;
    ScheduledExecutorService scheduler;
    MosquittoBroker broker;

    @TempDir
    Path directory;

    @BeforeEach
    void needMosquitto() {
        MosquittoBroker.require();
        connecting = Executors.newScheduledThreadPool(2);
        scheduler = Executors.newScheduledThreadPool(2);
    }

    @AfterEach
    void stop() throws Exception {
        for (MqttSource source : sources) {
            source.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
        for (Mqtt5BlockingClient client : clients) {
            if (client.getState().isConnected()) {
                client.disconnect();
            }
        }
        connecting.shutdownNow();
        scheduler.shutdownNow();
        if (broker != null) {
            broker.stop();
        }
    }

    MosquittoBroker openBroker() throws IOException {
        return MosquittoBroker.start(directory, "allow_anonymous true", "max_queued_messages 10000");
    }

    static MqttTransport transport(String url) {
        return new MqttTransport(url, Optional.empty(), Optional.empty(), List.of(TOPIC));
    }

    /** Presses have a time: one that is delivered again becomes the same event. */
    static IntakeSource timed(MqttTransport transport) throws IOException {
        return source(transport, generic(), Map.of("type", "buzzer-pressed", "device", "device", "time", "at"));
    }

    /** Presses have no time: one that is evaluated again becomes another event. */
    static IntakeSource untimed(MqttTransport transport) throws IOException {
        return source(transport, generic(), Map.of("type", "buzzer-pressed", "device", "device"));
    }

    static ProfileText generic() throws IOException {
        return new ProfileText("generic", Files.readString(Path.of("config/intake/profiles/generic.yaml")));
    }

    MqttSource start(MqttTransport transport, EventSink sink) throws IOException {
        return start(timed(transport), sink);
    }

    MqttSource start(IntakeSource planned, EventSink sink) {
        MqttSource source = new MqttSource(planned, context(sink));
        sources.add(source);
        source.start();
        return source;
    }

    static IntakeSource source(MqttTransport transport, ProfileText profile, Map<String, String> parameters) {
        MappedTarget entrance =
                new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.of("b-1"), Optional.empty());
        return new IntakeSource(
                "elm",
                "front",
                "buttons",
                transport,
                profile,
                new VendorMap(Map.of("device", Map.of("b1", entrance))),
                parameters,
                List.of());
    }

    MqttContext context(EventSink sink) {
        SecretResolver resolver = (district, name) -> Optional.ofNullable(secrets.get(name))
                .orElseThrow(() -> new MissingSecretException("this instance has no secret " + name));
        return new MqttContext(
                () -> "cluster-1",
                sink,
                statistics,
                resolver,
                HostResolver.SYSTEM.restrictedBy(policy),
                connecting,
                scheduler,
                Clock.systemUTC());
    }

    SourceCounts counts() {
        return statistics.ofSource("elm", "front").snapshot();
    }

    Mqtt5BlockingClient publisher() {
        Mqtt5BlockingClient client = MqttClient.builder()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .useMqttVersion5()
                .buildBlocking();
        client.connect();
        clients.add(client);
        return client;
    }

    void press(int n) {
        publish(body(n));
    }

    void publish(byte[] payload) {
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, payload);
    }

    void publish(String topic, MqttQos qos, byte[]... payloads) {
        Mqtt5BlockingClient client = publisher();
        for (byte[] payload : payloads) {
            client.publishWith().topic(topic).qos(qos).payload(payload).send();
        }
        client.disconnect();
    }

    static byte[] body(int n) {
        Instant at = Instant.parse("2026-09-01T18:00:00Z").plusSeconds(n);
        return ("{\"device\":\"b1\",\"at\":\"" + at + "\",\"n\":" + n + "}").getBytes(UTF_8);
    }

    static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), UTF_8);
    }

    static void close(MqttSource source) throws Exception {
        source.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    static void awaitConnected(MqttSource source) {
        await("connected; last: " + source.state(), () -> source.state().isConnected());
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
