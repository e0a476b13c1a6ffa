package org.postwatch.app.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeadLetterHeaders;

/**
 * Determines the results of records on input topics. The offset of a record and its results are committed together:
 * once the offset is committed, a record that is not among the dead letters was accepted.
 */
public final class ProcessingResults implements AutoCloseable {
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
        this.deadLetters = clients.openConsumer();
        this.admin = clients.openAdmin();
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
            Map<TopicPartition, Long> committed = BrokerRequests.committedOffsets(admin, applicationId);
            Set<Position> missing = records.stream()
                    .filter(record -> committed.getOrDefault(record.topicPartition(), 0L) <= record.offset())
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
        Map<TopicPartition, Long> added = new HashMap<>(to);
        added.keySet().retainAll(grown);
        TopicReader.readTo(added, deadLetters, letter -> {
            DeadLetterHeaders why = RejectedRecordReader.headersOf(letter);
            rejected.put(new Position(why.topic(), why.partition(), why.offset()), why);
        });
        return rejected;
    }

    /**
     * Includes uncommitted records: the committed offset may be readable shortly before the rejections of the same
     * transaction.
     */
    private Map<TopicPartition, Long> ends() {
        List<TopicPartition> partitions = deadLetters.partitionsFor(Topics.DEAD_LETTERS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        try {
            return BrokerRequests.endOffsets(admin, partitions);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        deadLetters.close();
        admin.close(Duration.ZERO);
    }
}
