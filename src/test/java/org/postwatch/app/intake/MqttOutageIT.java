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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.BrokerProcess;
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
 * Two instances, one mosquitto and one Kafka broker, each of which is away for a while: every press is one event, whichever instance
 * owns the source when Kafka is back.
 */
class MqttOutageIT {
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
    private final Set<String> ids = new TreeSet<>();
    private KafkaConsumer<String, String> events;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        // Saves what waits for a session without a connection. What it has sent and nobody has acknowledged is not
        // saved: kill -9
        // loses it, and only the instance has it.
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
        events = new KafkaConsumer<>(
                Map.of("bootstrap.servers", clients.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = events.partitionsFor(Topics.ENTRANCE_EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        events.assign(partitions);
        events.seekToBeginning(partitions);
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
        if (events != null) {
            events.close(CloseOptions.timeout(Duration.ZERO));
        }
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
        await("the first presses are written", () -> ids().size() == 3);
        await("both instances are members of the group", this::isGroupStable);

        // Both members are late when it is back, so that the source may go to either.
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
        await("all are written that came meanwhile", () -> ids().size() == 17);

        Instance owner = one.isConnected() ? one : two;
        owner.close();
        instances.remove(owner);
        press(MqttQos.AT_LEAST_ONCE, 18, 20);
        await("the other instance goes on", () -> ids().size() == 20);
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

    private boolean isGroupStable() {
        try (Admin admin = clients.openAdmin()) {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(SourceOwnership.GROUP_ID))
                    .all()
                    .get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)
                    .get(SourceOwnership.GROUP_ID);
            return group.groupState() == GroupState.STABLE
                    && group.members().size() == 2
                    && group.members().stream()
                            .noneMatch(member ->
                                    member.assignment().topicPartitions().isEmpty());
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** The ids in the topic until now: a press may be written twice, and then has the same id. */
    private Set<String> ids() {
        events.poll(Duration.ofMillis(200))
                .forEach(
                        event -> ids.add(JSON.readTree(event.value()).path("id").asString()));
        return ids;
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
