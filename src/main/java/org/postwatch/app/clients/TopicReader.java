package org.postwatch.app.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics with a consumer from their beginning, or another offset, to their end. */
public final class TopicReader {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private TopicReader() {}

    /**
     * Assigns all partitions of topics to a consumer, positioned at their beginning.
     *
     * @throws UnknownTopicOrPartitionException if a topic does not exist
     */
    public static List<TopicPartition> assign(Consumer<?, ?> consumer, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> partitionsOf(consumer, topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    /**
     * Assigns all partitions of topics to a consumer, positioned at the first records with this stamp or a later one.
     *
     * @throws UnknownTopicOrPartitionException if a topic does not exist
     */
    public static List<TopicPartition> assign(Consumer<?, ?> consumer, List<String> topics, Instant from) {
        List<TopicPartition> partitions = assign(consumer, topics);
        Map<TopicPartition, Long> stamps = new HashMap<>();
        partitions.forEach(partition -> stamps.put(partition, from.toEpochMilli()));
        consumer.offsetsForTimes(stamps).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
        return partitions;
    }

    private static List<PartitionInfo> partitionsOf(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no such topic");
        }
        return partitions;
    }

    /** Whether a consumer has read up to these offsets. */
    public static boolean hasReached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Reads up to these offsets.
     *
     * @throws TimeoutException if no record arrives for 30 s
     */
    public static <K, V> void readTo(
            Map<TopicPartition, Long> ends,
            Consumer<K, V> consumer,
            java.util.function.Consumer<ConsumerRecord<K, V>> reader) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!hasReached(consumer, ends)) {
            ConsumerRecords<K, V> records = consumer.poll(POLL_TIMEOUT);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + MAX_WAIT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("the broker stopped answering before the end of the topic");
            }
            records.forEach(reader);
        }
    }
}
