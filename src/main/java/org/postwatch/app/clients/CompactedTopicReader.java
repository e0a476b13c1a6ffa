package org.postwatch.app.clients;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postwatch.app.config.ClientSettings;

/** Reads the latest committed value of every key of a compacted topic. */
public final class CompactedTopicReader {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private CompactedTopicReader() {}

    /**
     * Reads to the end that the topic has now.
     *
     * @throws org.apache.kafka.common.KafkaException when there is no such topic, or no broker answers within 10 s
     */
    public static Map<String, String> readLatest(ClientSettings clients, String topic) {
        return readLatest(clients, topic, key -> true);
    }

    /** Reads only the keys of interest: a district is a small part of the plans of a country. */
    public static Map<String, String> readLatest(ClientSettings clients, String topic, Predicate<String> wanted) {
        return readLatest(clients, topic, wanted, Map.of());
    }

    /** Only what was written at the given offsets or later; all of a partition for which there is none. */
    static Map<String, String> readLatest(
            ClientSettings clients, String topic, Predicate<String> wanted, Map<TopicPartition, Long> offsets) {
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new StringDeserializer())) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions == null || partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no such topic");
            }
            Set<TopicPartition> assigned = partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            assigned.stream()
                    .filter(offsets::containsKey)
                    .forEach(partition -> consumer.seek(partition, offsets.get(partition)));
            return readToEnd(consumer, assigned, wanted);
        }
    }

    private static Map<String, String> readToEnd(
            Consumer<String, String> consumer, Collection<TopicPartition> partitions, Predicate<String> wanted) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, String> latest = new HashMap<>();
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + MAX_WAIT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("the broker stopped answering before the end of the topic");
            }
            records.forEach(record -> {
                if (record.value() == null) {
                    latest.remove(record.key());
                } else if (wanted.test(record.key())) {
                    latest.put(record.key(), record.value());
                }
            });
        }
        return latest;
    }
}
