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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.ConsumerLag;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.cli.HostileEventGenerator.HostileEvent;
import org.postwatch.coverage.CoverageState;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.PresenceSignal;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.TopicValue;

/**
 * Every input topic is flooded with broken and dishonest records while a campus is watched: each of them becomes one dead
 * letter for its reason, and what is true of the campus is known as before. {@code -Dhostile.records=1000000} floods more.
 */
class HostileFloodIT {
    private static final int RECORDS = Integer.getInteger("hostile.records", 3_000);
    /** Works off 1,000 of them a second at least. */
    private static final Duration MAX_WAIT =
            Duration.ofSeconds(90).plusMillis((long) RECORDS * HostileEventGenerator.TOPICS.size());

    private static final String DISTRICT = SmallDistrict.DOCUMENT.replace(
            "feeds:", "feeds:\n  - { source: cameras, types: [weapon, conduct], limit: 60m }");

    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    private Configuration configuration;
    private PostwatchServer server;
    private ClientSettings clients;
    private int signals;

    @BeforeEach
    void start() throws Exception {
        configuration = Configuration.defaults().relocatedTo(directory.resolve("data"), 0);
        server = PostwatchServer.start(
                configuration,
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())),
                () -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
        clients = ClientSettings.of(configuration, server.bootstrapServers());
        Path config = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n");
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        awaitCampus(CoverageState.UNCOVERED);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_hostile_record_becomes_a_dead_letter_and_valid_events_are_handled() throws Exception {
        sendSignal(PresenceSignal.SignalKind.CHECKED_IN);
        awaitCampus(CoverageState.COVERED);

        SortedMap<String, Long> sent = sendHostileEvents();
        sendSignal(PresenceSignal.SignalKind.CALLED_AWAY);
        awaitCampus(CoverageState.UNCOVERED);
        awaitNoBacklog();

        assertThat(deadLettersByReason()).isEqualTo(sent);
        sendSignal(PresenceSignal.SignalKind.RETURNED);
        awaitCampus(CoverageState.COVERED);
    }

    /** How many records of each topic are to be rejected for which reason. */
    private SortedMap<String, Long> sendHostileEvents() {
        SortedMap<String, Long> sent = new TreeMap<>();
        HostileEventGenerator flood = new HostileEventGenerator(20260914);
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put("linger.ms", 20);
        settings.put("batch.size", 131_072);
        settings.put("max.block.ms", 60_000);
        Map<String, Exception> failures = new TreeMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                for (String topic : HostileEventGenerator.TOPICS) {
                    HostileEvent hostile = flood.next(topic, Instant.now());
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
                .isEqualTo((long) RECORDS * HostileEventGenerator.TOPICS.size());
        return sent;
    }

    private void awaitNoBacklog() throws Exception {
        try (Admin admin = clients.openAdmin()) {
            assertThat(ConsumerLag.ofCoverage(admin, configuration).awaitZero(MAX_WAIT))
                    .as("COVERAGE has worked everything off")
                    .isTrue();
            assertThat(ConsumerLag.ofNotification(admin, configuration).awaitZero(MAX_WAIT))
                    .as("NOTIFICATION has worked everything off")
                    .isTrue();
        }
    }

    /** How many dead letters there are of each topic and reason. */
    private SortedMap<String, Long> deadLettersByReason() {
        SortedMap<String, Long> letters = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
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
                    DeadLetterHeaders why = DeadLetterHeaders.fromMap(headers);
                    letters.merge(why.topic() + " " + why.reason(), 1L, Long::sum);
                }
            }
        }
        return letters;
    }

    private void sendSignal(PresenceSignal.SignalKind kind) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] sign = writer.write(new PresenceSignal(
                new EventOrigin("d", "hr", "s-" + ++signals, now), kind, "P-1", "a", Optional.empty()));
        try (EventProducer sender = EventProducer.open(clients)) {
            sender.send((EventAddressing.EventDestination) EventAddressing.resolve(sign), sign, failure -> {});
            assertThat(sender.flushAndCount()).hasSize(1);
        }
    }

    private void awaitCampus(CoverageState state) {
        awaitTrue(
                "d/a is " + state,
                () -> Optional.ofNullable(CompactedTopicReader.readLatest(clients, Topics.COVERAGE)
                                .get("d/a"))
                        .filter(value ->
                                TopicValue.COVERAGE.read(value.getBytes(UTF_8)).state() == state)
                        .isPresent());
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for: " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
