package org.postwatch.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.mqtt.MosquittoBroker;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.Topics;

/** Two instances with one MQTT source: mosquitto and Kafka are real. */
class ConnectedSourcesIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final OutgoingPolicy LOOPBACK = new OutgoingPolicy(List.of("127.0.0.1"), List.of());

    /** The plans in force, which a test changes. */
    private static final class FakePlans implements SourceDirectory {
        private final List<SourceListener> listeners = new CopyOnWriteArrayList<>();
        private volatile List<IntakeSource> sources = List.of();

        @Override
        public Optional<IntakeSource> source(String district, String name) {
            return sources.stream()
                    .filter(source ->
                            source.district().equals(district) && source.name().equals(name))
                    .findFirst();
        }

        @Override
        public List<IntakeSource> sources() {
            return sources;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void addListener(SourceListener listener) {
            listeners.add(listener);
            listener.onSources(sources);
        }

        void apply(List<IntakeSource> changed) {
            sources = changed;
            listeners.forEach(listener -> listener.onSources(changed));
        }
    }

    private final FakePlans plans = new FakePlans();
    private final List<String> presses = new CopyOnWriteArrayList<>();
    private MosquittoBroker mosquitto;
    private EmbeddedBroker kafka;
    private ClientSettings clients;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        Path mqtt = Files.createDirectory(directory.resolve("mqtt"));
        mosquitto = MosquittoBroker.start(mqtt, "allow_anonymous true");
        kafka = EmbeddedBroker.start(directory.resolve("broker"), 0);
        clients = new ClientSettings(kafka.bootstrapServers(), Map.of());
        try (Admin admin = clients.openAdmin()) {
            new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (mosquitto != null) {
            mosquitto.stop();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void a_source_is_connected_to_once_and_moves_to_the_other_instance() throws Exception {
        ConnectedSources one = startInstance("one");
        ConnectedSources two = startInstance("two");
        plans.apply(List.of(source()));
        await("one of both is connected", () -> isConnected(one) ^ isConnected(two));
        press(1);
        await("the press is there", () -> presses.size() == 1);

        boolean isFirst = isConnected(one);
        ConnectedSources owner = isFirst ? one : two;
        ConnectedSources other = isFirst ? two : one;
        owner.close();
        press(2);
        await("the other is connected", () -> isConnected(other));
        await("it has the press from in between", () -> presses.size() >= 2);
        assertThat(presses).containsExactlyInAnyOrder(isFirst ? "one" : "two", isFirst ? "two" : "one");

        plans.apply(List.of());
        await("a source that the plan drops is left", () -> other.states().isEmpty());
        other.close();
    }

    private ConnectedSources startInstance(String name) {
        EventSink sink = event -> {
            presses.add(name);
            return CompletableFuture.completedFuture(EventSink.AppendResult.APPENDED);
        };
        return ConnectedSources.start(
                clients,
                plans,
                sink,
                new IntakeStatistics(Clock.systemUTC().instant()),
                SecretResolver.NONE,
                LOOPBACK,
                Clock.systemUTC());
    }

    private static boolean isConnected(ConnectedSources instance) {
        return instance.states().values().stream().anyMatch(state -> state.isConnected());
    }

    private IntakeSource source() throws Exception {
        MappedTarget entrance =
                new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.of("b-1"), Optional.empty());
        return new IntakeSource(
                "elm",
                "front",
                "buttons",
                new MqttTransport(mosquitto.url(), Optional.empty(), Optional.empty(), List.of("site/button")),
                new ProfileText("generic", Files.readString(Path.of("config/intake/profiles/generic.yaml"))),
                new VendorMap(Map.of("device", Map.of("b1", entrance))),
                Map.of("type", "buzzer-pressed", "device", "device", "time", "at"),
                List.of());
    }

    private void press(int n) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .useMqttVersion5()
                .buildBlocking();
        client.connect();
        Instant at = Instant.parse("2026-09-01T18:00:00Z").plusSeconds(n);
        client.publishWith()
                .topic("site/button")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(("{\"device\":\"b1\",\"at\":\"" + at + "\"}").getBytes(UTF_8))
                .send();
        client.disconnect();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
