package org.postwatch.app.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;

/** Reads rejected records from {@code postwatch.dead-letters}, where they are kept for ten days. */
public final class RejectedRecordReader {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final String HEADER_PREFIX = "postwatch.";

    private RejectedRecordReader() {}

    /**
     * One rejected record.
     *
     * @param id unique among dead letters, as {@code 3-1042}: the partition and the offset
     * @param at when it was rejected
     * @param key unchanged; null if it had none
     * @param value unchanged, up to 1 MB; null if it had none
     * @param headers the original headers
     */
    public record RejectedRecord(
            String id,
            Instant rejectedAt,
            DeadLetterHeaders rejection,
            byte[] key,
            byte[] value,
            Headers originalHeaders) {}

    /**
     * Reads to the current end of the topic, partition by partition in the order of rejection. Records without the
     * headers of a dead letter are skipped.
     *
     * @param since the first instant of interest; empty for all
     * @throws org.apache.kafka.common.KafkaException if no broker answers within 10 s, or the topic may not be read
     */
    public static void read(ClientSettings clients, Optional<Instant> since, Consumer<RejectedRecord> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, since, ends);
            long deadline = System.nanoTime() + MAX_WAIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + MAX_WAIT.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the broker stopped answering before the end of the topic");
                }
                records.forEach(record -> toRejectedRecord(record).ifPresent(reader));
            }
        }
    }

    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Optional<Instant> since,
            Map<TopicPartition, Long> ends) {
        if (since.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> asked = partitions.stream()
                .collect(Collectors.toMap(p -> p, p -> since.get().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>(consumer.offsetsForTimes(asked));
        partitions.forEach(partition -> {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
        });
    }

    private static Optional<RejectedRecord> toRejectedRecord(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> own = new HashMap<>();
        Headers came = new RecordHeaders();
        for (Header header : record.headers()) {
            if (header.key().startsWith(HEADER_PREFIX)) {
                own.put(header.key(), header.value());
            } else {
                came.add(header);
            }
        }
        try {
            return Optional.of(new RejectedRecord(
                    record.partition() + "-" + record.offset(),
                    Instant.ofEpochMilli(record.timestamp()),
                    DeadLetterHeaders.fromMap(own),
                    record.key(),
                    record.value(),
                    came));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
