package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.app.clients.ConsumerLag;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.model.Actor;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.PipelineListener;
import org.postwatch.streams.Topics;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.EventWriter;

/**
 * State that is rebuilt from the inputs reads every misplaced record, forwards it again, and finds both copies on
 * {@code postwatch.misplaced}: each is handled once.
 */
class MisplacedRecordRebuildIT {
    private static final int PARTITIONS = 4;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final Actor DANA = new Actor("dana", Optional.empty());

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path directory;

    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void each_misplaced_record_is_handled_once_in_a_rebuild() throws Exception {
        String incident = "conduct/a/staff/s-1";
        try (PostwatchServer node = start("one")) {
            assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
            apply();
            Event fight =
                    new ConductEvent(new EventOrigin("d", "staff", "s-1", now), "a", "fight", false, Optional.empty());
            send(Topics.CONDUCT_EVENTS, new EventWriter().write(fight));
            awaitProcessed("one");
            send(Topics.COMMANDS, CommandJson.write(new AddNote("d", "c-1", now, DANA, incident, "seen to")));
            awaitProcessed("one");
            assertThat(read(Topics.MISPLACED)).hasSize(2);
            assertThat(operatorActions()).hasSize(1);
            assertThat(read(Topics.DEAD_LETTERS)).isEmpty();
        }

        // Another name of the applications: no state, no offsets, all inputs from their beginning.
        try (PostwatchServer node = start("two")) {
            assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
            awaitProcessed("two");
            assertThat(read(Topics.MISPLACED)).as("forwarded again").hasSize(4);
            assertThat(operatorActions()).as("once by each").hasSize(2);
            assertThat(read(Topics.DEAD_LETTERS)).isEmpty();
        }
    }

    private Configuration configuration(String name) throws Exception {
        return Configuration.read(Files.writeString(directory.resolve(name + ".yaml"), """
                data.directory: %1$s/%2$s
                kafka.bootstrap.servers: %3$s
                topics: { partitions: %4$d, replication: 1 }
                streams: { application-id: coverage-%2$s, threads: 1 }
                notification.application-id: notification-%2$s
                security.feeds: open
                watchdog.enabled: false
                roles: [coverage, notification]
                """.formatted(
                        directory, name, broker.bootstrapServers(), PARTITIONS)));
    }

    private PostwatchServer start(String name) throws Exception {
        return PostwatchServer.start(
                configuration(name),
                () -> RunCommand.coverageTopology(PipelineListener.NONE),
                () -> RunCommand.notificationTopology(PipelineListener.NONE));
    }

    private void apply() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(
                folder.resolve("district.yaml"),
                SmallDistrict.DOCUMENT.replace(
                        "feeds:", "feeds:\n  - { source: staff, types: [conduct], limit: 60m }"));
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients: [{ id: board, agency: district, kafka: {} }]
                routes: { to: [board] }
                """);
        CliResult applied = CliResult.run(
                "plan",
                "apply",
                folder.toString(),
                "-c",
                directory.resolve("one.yaml").toString(),
                "--author",
                "m",
                "--reason",
                "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        awaitProcessed("one");
    }

    /** Into another partition than the district's. */
    private void send(String topic, byte[] value) throws Exception {
        byte[] key = "d".getBytes(UTF_8);
        int elsewhere = (CoverageTopology.partition(key, PARTITIONS) + 1) % PARTITIONS;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients("one").producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, elsewhere, key, value)).get();
        }
    }

    private ClientSettings clients(String name) throws Exception {
        return ClientSettings.of(configuration(name));
    }

    /** What is forwarded follows from what lay elsewhere, and what NOTIFICATION says from what COVERAGE says. */
    private void awaitProcessed(String name) throws Exception {
        Configuration configuration = configuration(name);
        try (Admin admin = Admin.create(clients(name).admin())) {
            for (int hop = 0; hop < 2; hop++) {
                assertThat(ConsumerLag.ofCoverage(admin, configuration).awaitZero(MAX_WAIT))
                        .isTrue();
                assertThat(ConsumerLag.ofNotification(admin, configuration).awaitZero(MAX_WAIT))
                        .isTrue();
            }
        }
    }

    private List<String> operatorActions() throws Exception {
        return read(Topics.DISCLOSURES).stream()
                .map(record -> new String(record.value(), UTF_8))
                .filter(entry -> entry.contains("\"operator-action\""))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        ClientSettings clients = clients("one");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer();
                Admin admin = clients.openAdmin()) {
            List<TopicPartition> partitions = TopicReader.assign(consumer, List.of(topic));
            TopicReader.readTo(BrokerRequests.endOffsets(admin, partitions), consumer, records::add);
        }
        return records;
    }
}
