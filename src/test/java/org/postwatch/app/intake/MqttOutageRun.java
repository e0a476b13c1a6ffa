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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.BrokerProcess;
import org.postwatch.app.broker.TextRecords;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.mqtt.MosquittoBroker;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordAuthentication.FeedSigningMode;
import org.postwatch.streams.Topics;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two instances, one mosquitto and one Kafka broker, each of which is away for a while: every press is one event. Not part of
 * {@code .ci/run}: in one of four runs, on a busy machine, two instances connected within 120 ms of each other when Kafka came back,
 * and not all presses were written within 60 s. Run it with {@code mvn verify -DskipTests -Dit.test=MqttOutageRun}.
 */
class MqttOutageRun {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    /** The plan does not change. */
    private record FixedPlan(List<IntakeSource> sources) implements SourceDirectory {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public Optional<IntakeSource> source(String district, String name) {
            return sources.stream().findFirst();
        }

        @Override
        public void addListener(SourceListener listener) {
            listener.onSources(sources);
        }
    }

    private final class Instance implements AutoCloseable {
        private final EventAppender appender = new EventAppender(
                clients,
                new FeedSigning(
                        new RecordAuthentication(
                                FeedSigningMode.OPEN, SecretResolver.NONE, Optional.of("a key of the instances")),
                        new FeedPlans(SecretResolver.NONE, Clock.systemUTC()),
                        Clock.systemUTC()),
                Clock.systemUTC());
        private final ConnectedSources sources = ConnectedSources.start(
                clients,
                new FixedPlan(List.of(source)),
                appender,
                statistics,
                SecretResolver.NONE,
                new OutgoingPolicy(List.of("127.0.0.1"), List.of()),
                Clock.systemUTC());

        boolean isConnected() {
            return sources.states().values().stream().anyMatch(state -> state.isConnected());
        }

        @Override
        public void close() {
            sources.close();
            appender.close();
        }
    }

    private final IntakeStatistics statistics =
            new IntakeStatistics(Clock.systemUTC().instant());
    private final List<Instance> instances = new ArrayList<>();
    private MosquittoBroker mosquitto;
    private BrokerProcess kafka;
    private ClientSettings clients;
    private IntakeSource source;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        // It saves each change, so that kill -9 loses nothing that it had confirmed.
        mosquitto = MosquittoBroker.start(
                Files.createDirectory(directory.resolve("mqtt")),
                "allow_anonymous true",
                "autosave_on_changes true",
                "autosave_interval 1");
        kafka = BrokerProcess.start(directory.resolve("broker"));
        clients = new ClientSettings(kafka.firstLine(), Map.of());
        try (Admin admin = clients.openAdmin()) {
            new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());
        }
        MappedTarget entrance =
                new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.of("b-1"), Optional.empty());
        source = new IntakeSource(
                "elm",
                "front",
                "buttons",
                new MqttTransport(mosquitto.url(), Optional.empty(), Optional.empty(), List.of("site/button")),
                new ProfileText("generic", Files.readString(Path.of("config/intake/profiles/generic.yaml"))),
                new VendorMap(Map.of("device", Map.of("b1", entrance))),
                Map.of("type", "buzzer-pressed", "device", "device", "time", "at", "id", "id"),
                List.of());
    }

    @AfterEach
    void stop() throws Exception {
        if (kafka != null) {
            kafka.resume();
        }
        instances.forEach(Instance::close);
        if (mosquitto != null) {
            mosquitto.stop();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void each_press_is_one_event_whatever_was_away() throws Exception {
        Instance one = startInstance();
        await("it is connected", one::isConnected);
        Instance two = startInstance();
        press(MqttQos.AT_LEAST_ONCE, 1, 3);
        await("the first presses are written", () -> accepted() == 3);

        kafka.pause();
        press(MqttQos.AT_LEAST_ONCE, 4, 10);
        press(MqttQos.AT_MOST_ONCE, 11, 12);
        stays(
                Duration.ofMillis(SourceOwnership.SESSION_TIMEOUT_MS + 2_000L),
                () -> one.isConnected() || two.isConnected());
        mosquitto.kill();
        mosquitto.start();
        press(MqttQos.AT_LEAST_ONCE, 13, 17);
        kafka.resume();
        await("all are written that came meanwhile", () -> accepted() >= 17);

        Instance owner = one.isConnected() ? one : two;
        owner.close();
        instances.remove(owner);
        press(MqttQos.AT_LEAST_ONCE, 18, 20);
        await("the other instance goes on", () -> accepted() >= 20);
        assertThat(ids())
                .isEqualTo(IntStream.rangeClosed(1, 20)
                        .mapToObj(n -> "press-" + n)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private Instance startInstance() {
        Instance instance = new Instance();
        instances.add(instance);
        return instance;
    }

    private long accepted() {
        return statistics.ofSource("elm", "front").snapshot().accepted();
    }

    /** The ids in the topic: a press may be written twice, and then has the same id. */
    private TreeSet<String> ids() {
        // More than there are: it reads until nothing comes.
        return TextRecords.read(clients.bootstrapServers(), Topics.ENTRANCE_EVENTS, Integer.MAX_VALUE).stream()
                .map(event -> JSON.readTree(event).path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void press(MqttQos qos, int first, int last) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .useMqttVersion5()
                .buildBlocking();
        client.connect();
        for (int n = first; n <= last; n++) {
            Instant at = Instant.parse("2026-09-01T18:00:00Z").plusSeconds(n);
            client.publishWith()
                    .topic("site/button")
                    .qos(qos)
                    .payload(("{\"device\":\"b1\",\"at\":\"" + at + "\",\"id\":\"press-" + n + "\"}").getBytes(UTF_8))
                    .send();
        }
        client.disconnect();
    }

    private static void stays(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        await("the time passes", () -> {
            assertThat(condition.getAsBoolean()).as("still connected").isTrue();
            return System.nanoTime() >= end;
        });
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
