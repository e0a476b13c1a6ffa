package org.postwatch.app.clients;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;

/** Reads rejected records from {@code postwatch.dead-letters}, where they are kept for ten days. */
public final class RejectedRecordReader {
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
     * @throws org.apache.kafka.common.KafkaException if the broker stops answering, or the topic may not be read
     */
    public static void read(ClientSettings clients, Optional<Instant> since, Consumer<RejectedRecord> reader) {
        try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> partitions = TopicReader.assign(consumer, List.of(Topics.DEAD_LETTERS));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            since.ifPresent(first -> seek(consumer, first, ends));
            TopicReader.readTo(
                    ends, consumer, record -> toRejectedRecord(record).ifPresent(reader));
        }
    }

    private static void seek(
            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer, Instant since, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times =
                ends.keySet().stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? end : first.offset());
        });
    }

    /** @throws IllegalArgumentException if the record does not have the headers of a dead letter */
    public static DeadLetterHeaders headersOf(ConsumerRecord<?, ?> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return DeadLetterHeaders.fromMap(headers);
    }

    private static Optional<RejectedRecord> toRejectedRecord(ConsumerRecord<byte[], byte[]> record) {
        Headers came = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(HEADER_PREFIX)) {
                came.add(header);
            }
        }
        try {
            return Optional.of(new RejectedRecord(
                    record.partition() + "-" + record.offset(),
                    Instant.ofEpochMilli(record.timestamp()),
                    headersOf(record),
                    record.key(),
                    record.value(),
                    came));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
