package org.postwatch.app.clients;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postwatch.app.config.ClientSettings;

/** Reads the latest committed value of every key of a compacted topic. */
public final class CompactedTopicReader {
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
            List<TopicPartition> assigned = TopicReader.assign(consumer, List.of(topic));
            assigned.stream()
                    .filter(offsets::containsKey)
                    .forEach(partition -> consumer.seek(partition, offsets.get(partition)));
            Map<String, String> latest = new HashMap<>();
            TopicReader.readTo(consumer.endOffsets(assigned), consumer, record -> {
                if (record.value() == null) {
                    latest.remove(record.key());
                } else if (wanted.test(record.key())) {
                    latest.put(record.key(), record.value());
                }
            });
            return latest;
        }
    }
}
