package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.cli.HostileFlood.Hostile;
import org.postwatch.codec.CoverageJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.EventWriter;
import org.postwatch.coverage.State;
import org.postwatch.event.Origin;
import org.postwatch.event.Sign;
import org.postwatch.runtime.Backlog;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.EventSender;
import org.postwatch.runtime.Latest;
import org.postwatch.runtime.Node;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Topics;

/**
 * Every input topic is flooded with broken and dishonest records while a campus is watched: each of them becomes one dead
 * letter for its reason, and what is true of the campus is known as before. {@code -Dhostile.records=1000000} floods more.
 */
class HostileFloodIT {
    private static final int RECORDS = Integer.getInteger("hostile.records", 3_000);
    /** Works off 1,000 of them a second at least. */
    private static final Duration WAIT_MAX =
            Duration.ofSeconds(90).plusMillis((long) RECORDS * HostileFlood.TOPICS.size());

    private static final String DISTRICT = SmallDistrict.DOCUMENT.replace(
            "feeds:", "feeds:\n  - { source: cameras, types: [weapon, conduct], limit: 60m }");

    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    private Configuration configuration;
    private Node node;
    private ClientSettings clients;
    private int signs;

    @BeforeEach
    void start() throws Exception {
        configuration = Configuration.embedded().at(directory.resolve("data"), 0);
        node = Node.start(
                configuration,
                () -> CoverageTopology.build(StateIn.MEMORY, InstantSource.system()),
                () -> RoutingTopology.build(StateIn.MEMORY, InstantSource.system()));
        assertThat(node.awaitRunning(WAIT_MAX)).isTrue();
        clients = ClientSettings.of(configuration, node.bootstrapServers());
        Path config = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n");
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Said applied = Said.by(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.status()).as(applied.err()).isZero();
        awaitCampus(State.UNCOVERED);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void every_hostile_record_is_a_dead_letter_and_nothing_else_suffers() throws Exception {
        sign(Sign.Kind.CHECKED_IN);
        awaitCampus(State.COVERED);

        SortedMap<String, Long> sent = flood();
        sign(Sign.Kind.CALLED_AWAY);
        awaitCampus(State.UNCOVERED);
        awaitNoBacklog();

        assertThat(letters()).isEqualTo(sent);
        sign(Sign.Kind.RETURNED);
        awaitCampus(State.COVERED);
    }

    /** How many records of each topic are to be set aside for which reason. */
    private SortedMap<String, Long> flood() {
        SortedMap<String, Long> sent = new TreeMap<>();
        HostileFlood flood = new HostileFlood(20260914);
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put("linger.ms", 20);
        settings.put("batch.size", 131_072);
        settings.put("max.block.ms", 60_000);
        Map<String, Exception> failures = new TreeMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                for (String topic : HostileFlood.TOPICS) {
                    Hostile hostile = flood.next(topic, Instant.now());
                    sent.merge(topic + " " + hostile.reason(), 1L, Long::sum);
                    producer.send(new ProducerRecord<>(topic, hostile.key(), hostile.value()), (at, failure) -> {
                        if (failure != null) {
                            failures.put(topic, failure);
                        }
                    });
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(sent.values().stream().mapToLong(n -> n).sum())
                .isEqualTo((long) RECORDS * HostileFlood.TOPICS.size());
        return sent;
    }

    private void awaitNoBacklog() throws Exception {
        try (Admin admin = Admin.create(clients.admin())) {
            assertThat(Backlog.ofCoverage(admin, configuration).awaitNone(WAIT_MAX))
                    .as("COVERAGE has worked everything off")
                    .isTrue();
            assertThat(Backlog.ofRouting(admin, configuration).awaitNone(WAIT_MAX))
                    .as("ROUTING has worked everything off")
                    .isTrue();
        }
    }

    /** How many dead letters there are of each topic and reason. */
    private SortedMap<String, Long> letters() {
        SortedMap<String, Long> letters = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofSeconds(1))) {
                    Map<String, byte[]> headers = new HashMap<>();
                    letter.headers().forEach(header -> headers.put(header.key(), header.value()));
                    DeadLetterHeaders why = DeadLetterHeaders.read(headers);
                    letters.merge(why.topic() + " " + why.reason(), 1L, Long::sum);
                }
            }
        }
        return letters;
    }

    private void sign(Sign.Kind kind) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] sign =
                writer.write(new Sign(new Origin("d", "hr", "s-" + ++signs, now), kind, "P-1", "a", Optional.empty()));
        try (EventSender sender = EventSender.open(clients)) {
            sender.send((Addressed.To) Addressed.of(sign), sign, failure -> {});
            assertThat(sender.confirmed()).hasSize(1);
        }
    }

    private void awaitCampus(State state) {
        awaitTrue(
                "d/a is " + state,
                () -> Optional.ofNullable(Latest.of(clients, Topics.COVERAGE).get("d/a"))
                        .filter(value ->
                                CoverageJson.read(value.getBytes(UTF_8)).state() == state)
                        .isPresent());
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for: " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
