package org.postwatch.app.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    @Test
    void what_was_written_is_there_after_a_restart() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory, 0)) {
            TextRecords.create(first.bootstrapServers(), "story");
            TextRecords.write(first.bootstrapServers(), "story", "before");
        }
        try (EmbeddedBroker second = EmbeddedBroker.start(directory, 0)) {
            TextRecords.write(second.bootstrapServers(), "story", "after");
            assertThat(TextRecords.read(second.bootstrapServers(), "story", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void what_was_written_is_there_soon_after_a_kill() throws Exception {
        try (BrokerProcess victim = BrokerProcess.start(directory)) {
            TextRecords.create(victim.firstLine(), "story");
            TextRecords.write(victim.firstLine(), "story", "before");
            victim.kill();
        }
        long begun = System.nanoTime();
        try (EmbeddedBroker heir = EmbeddedBroker.start(directory, 0)) {
            assertThat(TextRecords.read(heir.bootstrapServers(), "story", 1)).containsExactly("before");
        }
        // With the default session it would be some 12 to 16 s.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void a_second_process_on_the_directory_fails_and_harms_nothing() throws Exception {
        try (EmbeddedBroker holder = EmbeddedBroker.start(directory, 0);
                BrokerProcess second = BrokerProcess.start(directory)) {
            assertThat(second.firstLine())
                    .contains(directory.toString(), "in use by another Postwatch")
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("data.directory");
            TextRecords.create(holder.bootstrapServers(), "story");
            TextRecords.write(holder.bootstrapServers(), "story", "unharmed");
        }
    }

    @Test
    void a_second_broker_of_the_same_process_fails_too() {
        try (EmbeddedBroker holder = EmbeddedBroker.start(directory, 0)) {
            assertThat(holder.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void a_taken_port_is_named_and_the_directory_is_free_again() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("broker.port");
        }
        DataDirectoryLock.acquire(directory).close();
    }

    @Test
    void a_mistyped_topic_is_an_error_and_no_topic() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> TextRecords.write(broker.bootstrapServers(), "postwatch.stafing.events", "x"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void a_producer_that_asks_for_transactions_longer_than_15_s_is_rejected() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Producer<byte[], byte[]> wish = transactional(broker, 15_001);
                Producer<byte[], byte[]> longest = transactional(broker, 15_000)) {
            assertThatThrownBy(wish::initTransactions)
                    .hasStackTraceContaining("transaction timeout is larger than the maximum value allowed");
            longest.initTransactions();
        }
    }

    private static Producer<byte[], byte[]> transactional(EmbeddedBroker broker, int timeoutMs) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        "feed-" + timeoutMs,
                        "transaction.timeout.ms",
                        timeoutMs),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Test
    void what_was_written_is_on_the_disk_a_second_later() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            TextRecords.create(broker.bootstrapServers(), "story");
            TextRecords.write(broker.bootstrapServers(), "story", "first");
            long before = flushes();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (flushes() < before + 3 && System.nanoTime() < deadline) {
                TextRecords.write(broker.bootstrapServers(), "story", "more");
            }
            assertThat(flushes()).as("written to the disk while records came").isGreaterThanOrEqualTo(before + 3);
        }
    }

    private static long flushes() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("kafka.log:type=LogFlushStats,name=LogFlushRateAndTimeMs"), "Count");
    }
}
