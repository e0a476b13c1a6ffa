package org.postwatch.app.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;

/**
 * Determines the results of records on input topics. The offset of a record and its results are committed together:
 * once the offset is committed, a record that is not among the dead letters was accepted.
 */
public final class ProcessingResults implements AutoCloseable {
    private static final long ANSWER_SECONDS_MAX = 10;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> deadLetters;
    private final Admin admin;
    private Map<TopicPartition, Long> from;

    /** A record on an input topic. */
    public record Position(String topic, int partition, long offset) {
        public static Position of(RecordMetadata sent) {
            return new Position(sent.topic(), sent.partition(), sent.offset());
        }

        TopicPartition topicPartition() {
            return new TopicPartition(topic, partition);
        }
    }

    private ProcessingResults(ClientSettings clients) {
        this.deadLetters =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = Admin.create(clients.admin());
        this.from = ends();
    }

    /**
     * To be opened before the records are sent.
     *
     * @throws KafkaException when the broker does not answer
     */
    public static ProcessingResults open(ClientSettings clients) {
        return new ProcessingResults(clients);
    }

    /** From here on again: what was rejected before is of no interest any more. */
    public void restart() {
        from = ends();
    }

    /**
     * Waits until an application has processed the records.
     *
     * @return the records that were not processed in time
     */
    public Set<Position> awaitProcessed(String applicationId, Set<Position> records, Duration max)
            throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (true) {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(applicationId);
            Set<Position> missing = records.stream()
                    .filter(record -> {
                        OffsetAndMetadata done = committed.get(record.topicPartition());
                        return done == null || done.offset() <= record.offset();
                    })
                    .collect(Collectors.toSet());
            if (missing.isEmpty() || System.nanoTime() > deadline) {
                return missing;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String applicationId) throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(e);
        }
    }

    /**
     * The records that were rejected since this was opened, by position. Reads nothing if there are none.
     *
     * @throws org.apache.kafka.common.errors.AuthorizationException if a record was rejected and this login may not
     * read the dead letters
     */
    public Map<Position, DeadLetterHeaders> rejected() {
        Map<TopicPartition, Long> to = ends();
        List<TopicPartition> grown = to.keySet().stream()
                .filter(partition -> to.get(partition) > from.getOrDefault(partition, 0L))
                .toList();
        Map<Position, DeadLetterHeaders> rejected = new HashMap<>();
        if (grown.isEmpty()) {
            return rejected;
        }
        deadLetters.assign(grown);
        grown.forEach(partition -> deadLetters.seek(partition, from.getOrDefault(partition, 0L)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        while (grown.stream().anyMatch(partition -> deadLetters.position(partition) < to.get(partition))) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the dead letters cannot be read to their end");
            }
            deadLetters.poll(POLL).forEach(letter -> {
                DeadLetterHeaders why = why(letter);
                rejected.put(new Position(why.topic(), why.partition(), why.offset()), why);
            });
        }
        return rejected;
    }

    private static DeadLetterHeaders why(ConsumerRecord<byte[], byte[]> letter) {
        Map<String, byte[]> headers = new HashMap<>();
        letter.headers().forEach(header -> headers.put(header.key(), header.value()));
        return DeadLetterHeaders.fromMap(headers);
    }

    /**
     * Includes uncommitted records: the committed offset may be readable shortly before the rejections of the same
     * transaction.
     */
    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = deadLetters.partitionsFor(Topics.DEAD_LETTERS).stream()
                .collect(Collectors.toMap(
                        info -> new TopicPartition(info.topic(), info.partition()), info -> OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static KafkaException unanswered(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new KafkaException("the broker does not report the result: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        deadLetters.close();
        admin.close(Duration.ZERO);
    }
}
