package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.notification.model.Notice;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;

/** A feed's producer writes in a transaction and dies; a weapon comes after it and cannot be read: that is not silence. */
class OpenTransactionIT {
    private static final Duration MAX_WAIT = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    @Test
    void an_unreadable_input_fails_readiness_has_a_metric_and_is_notified() throws Exception {
        Path file = Files.writeString(directory.resolve("c.yaml"), """
                data.directory: %s
                broker.port: 0
                broker.properties.transaction.max.timeout.ms: 900000
                management.port: 0
                front.port: 0
                """.formatted(directory.resolve("data")));
        try (PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.read(file), RunCommand::coverageTopology, RunCommand::notificationTopology)) {
            assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
            String url = "http://127.0.0.1:" + node.httpPort().orElseThrow();
            Path outside = Files.writeString(
                    directory.resolve("o.yaml"),
                    "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n");
            apply(outside);
            int partition = CoverageTopology.partition("d".getBytes(UTF_8), 4);
            try (Producer<byte[], byte[]> feed = producerWithOpenTransaction(node.bootstrapServers())) {
                feed.send(new ProducerRecord<>(
                                Topics.CAMERA_EVENTS, partition, "d".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                        .get();

                Notice told = awaitPresent(() -> notice(outside, Notice.NoticeStage.OPENED));
                assertThat(told.items().get(0).fields())
                        .containsEntry("kind", "input-stuck")
                        .containsEntry("severity", "high")
                        .hasEntrySatisfying(
                                "detail",
                                detail -> assertThat(detail)
                                        .startsWith("partition " + partition
                                                + " of postwatch.camera.events cannot be read"));
                CliResult health = CliResult.run("health", "--ready", "--url", url);
                assertThat(health.exitCode()).isEqualTo(1);
                assertThat(health.out())
                        .containsPattern("FAILED +inputs +partition " + partition + " of postwatch.camera.events");
                assertThat(MetricsScrape.of(url)
                                .sum("postwatch_input_stuck_partitions", "topic", "postwatch.camera.events"))
                        .hasValue(1);
                feed.abortTransaction();
            }
            awaitPresent(() -> notice(outside, Notice.NoticeStage.CLOSED));
        }
    }

    private void apply(Path config) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), SmallDistrict.DOCUMENT);
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients: [{ id: board, agency: district, kafka: {} }]
                routes: { to: [], routes: [{ match: { kind: [input-stuck, clock-fault] }, to: [board] }] }
                """);
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "r");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    private static Producer<byte[], byte[]> producerWithOpenTransaction(String servers) {
        Producer<byte[], byte[]> feed = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "feed-x", "transaction.timeout.ms", 900_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        feed.initTransactions();
        feed.beginTransaction();
        return feed;
    }

    private static Notice notice(Path config, Notice.NoticeStage stage) {
        return CompactedTopicReader.readLatest(
                        ClientSettings.of(Configuration.read(config)),
                        Topics.NOTICES,
                        key -> key.startsWith("d/board/input-stuck"))
                .values()
                .stream()
                .map(value -> NoticeJson.read(value.getBytes(UTF_8)))
                .filter(notice -> notice.stage() == stage)
                .findFirst()
                .orElse(null);
    }

    private static <T> T awaitPresent(Supplier<T> there) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        T found;
        while ((found = there.get()) == null) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(200_000_000);
        }
        return found;
    }
}
