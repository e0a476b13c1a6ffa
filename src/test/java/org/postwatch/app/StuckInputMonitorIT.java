package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.streams.Topics;

/** A feed writes in a transaction and dies: everything after it waits, and is seen to wait. */
class StuckInputMonitorIT {
    private static final String CAMERAS = Topics.CAMERA_EVENTS;
    private static final byte[] BYTES = "x".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private EmbeddedBroker broker;
    private Admin admin;
    private StuckInputMonitor inputs;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory, 0, Map.of("transaction.max.timeout.ms", "900000"), fault -> {});
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        admin.createTopics(List.of(
                        new NewTopic(CAMERAS, 2, (short) 1), new NewTopic(Topics.STAFFING_EVENTS, 2, (short) 1)))
                .all()
                .get();
        inputs = new StuckInputMonitor(admin, List.of(CAMERAS, Topics.STAFFING_EVENTS), nanos::get);
    }

    @AfterEach
    void stop() {
        inputs.close();
        admin.close(Duration.ZERO);
        broker.close();
    }

    @Test
    void a_transaction_that_nobody_ends_is_seen_after_half_a_minute_and_its_end_at_once() throws Exception {
        try (Producer<byte[], byte[]> feed = transactional("feed-x")) {
            feed.beginTransaction();
            feed.send(new ProducerRecord<>(CAMERAS, 1, BYTES, BYTES)).get();
            inputs.refresh();
            assertThat(inputs.check().passed()).isTrue();

            later(29);
            assertThat(inputs.stuckPartitions()).isEmpty();
            later(1);
            assertThat(inputs.topics(1)).containsExactly(CAMERAS);
            assertThat(inputs.topics(0)).isEmpty();
            assertThat(inputs.check().passed()).isFalse();
            assertThat(inputs.check().found())
                    .startsWith("partition 1 of postwatch.camera.events cannot be read to its end since ")
                    .endsWith("(an open transaction does not end)");

            feed.abortTransaction();
            until(() -> inputs.stuckPartitions().isEmpty());
        }
    }

    @Test
    void transactions_that_follow_each_other_are_no_standstill_though_one_is_always_open() throws Exception {
        try (Producer<byte[], byte[]> feed = transactional("feed-y")) {
            for (int second = 0; second < 60; second += 10) {
                feed.beginTransaction();
                feed.send(new ProducerRecord<>(CAMERAS, 0, BYTES, BYTES)).get();
                later(10);
                assertThat(inputs.stuckPartitions()).isEmpty();
                feed.commitTransaction();
            }
        }
    }

    @Test
    void brokers_that_allow_long_transactions_are_named() throws Exception {
        assertThat(BrokerSettingsCheck.findLongTransactions(admin))
                .singleElement()
                .asString()
                .startsWith("broker 1: transaction.max.timeout.ms is 900000;")
                .endsWith("Set it to 15000");
    }

    private void later(int seconds) throws Exception {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        inputs.refresh();
    }

    private interface Condition {
        boolean holds();
    }

    private void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            inputs.refresh();
        }
    }

    private Producer<byte[], byte[]> transactional(String id) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        id,
                        "transaction.timeout.ms",
                        900_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
