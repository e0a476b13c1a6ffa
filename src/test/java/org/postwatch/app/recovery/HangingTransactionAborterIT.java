package org.postwatch.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;

/** A partition holds a transaction that its coordinator does not know any more: it would stay open for ever. */
class HangingTransactionAborterIT {
    private static final TopicPartition PLACE = new TopicPartition("story", 0);
    private static final byte[] BYTES = "x".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void what_no_coordinator_knows_is_aborted_and_what_is_still_going_on_is_left_alone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("story", 1, (short) 1)))
                    .all()
                    .get();
            Producer<byte[], byte[]> killed = transactional(broker);
            killed.beginTransaction();
            killed.send(new ProducerRecord<>("story", BYTES)).get();
            assertThat(HangingTransactionAborter.abortHanging(admin, Duration.ZERO))
                    .isEmpty();
            killed.close(Duration.ZERO);
        }
        forgetTransactions();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = admin(broker)) {
            // So that the coordinator answers.
            transactional(broker).close();
            assertThat(end(admin, IsolationLevel.READ_COMMITTED))
                    .isLessThan(end(admin, IsolationLevel.READ_UNCOMMITTED));
            assertThat(HangingTransactionAborter.abortHanging(admin, Duration.ofHours(1)))
                    .isEmpty();

            assertThat(HangingTransactionAborter.abortHanging(admin, Duration.ZERO))
                    .containsExactly(PLACE);
            assertThat(end(admin, IsolationLevel.READ_COMMITTED))
                    .isEqualTo(end(admin, IsolationLevel.READ_UNCOMMITTED));
            assertThat(HangingTransactionAborter.abortHanging(admin, Duration.ZERO))
                    .isEmpty();
        }
    }

    /** As a coordinator does that takes a transaction for ended. */
    private void forgetTransactions() throws Exception {
        try (Stream<Path> all = Files.walk(directory.resolve("log"))) {
            for (Path path : all.filter(path -> path.toString().contains("__transaction_state-"))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(path);
            }
        }
    }

    private static long end(Admin admin, IsolationLevel isolation) throws Exception {
        return admin.listOffsets(Map.of(PLACE, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .all()
                .get()
                .get(PLACE)
                .offset();
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static Producer<byte[], byte[]> transactional(EmbeddedBroker broker) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        "killed",
                        "transaction.timeout.ms",
                        15_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
