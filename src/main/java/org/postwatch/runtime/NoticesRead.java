package org.postwatch.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.routing.Notice;
import org.postwatch.topology.Topics;

/** Which revisions of notices were published or delivered, as their topics have it. */
final class NoticesRead {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private final Map<String, Integer> latest = new HashMap<>();
    private final Map<String, Map<Integer, Notice>> notices = new HashMap<>();

    private NoticesRead() {}

    static NoticesRead read(ClientSettings clients) {
        NoticesRead read = new NoticesRead();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(Topics.NOTICES, Topics.DELIVERIES).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read.toEnd(consumer, consumer.endOffsets(Set.copyOf(partitions)));
        }
        return read;
    }

    private void toEnd(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + SILENCE_MAX.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the broker stopped answering before the end of the notices");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                deadline = System.nanoTime() + SILENCE_MAX.toNanos();
                take(record);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            if (record.topic().equals(Topics.NOTICES)) {
                Notice notice = NoticeJson.read(record.value());
                latest.merge(record.key(), notice.revision(), Math::max);
                notices.computeIfAbsent(record.key(), key -> new HashMap<>()).put(notice.revision(), notice);
            } else {
                latest.merge(record.key(), DeliveryJson.read(record.value()).revision(), Math::max);
            }
        } catch (IllegalArgumentException e) {
            // Delivery passes it over as well, and says so.
        }
    }

    Map<String, Integer> latest() {
        return latest;
    }

    Map<String, Map<Integer, Notice>> notices() {
        return notices;
    }
}
