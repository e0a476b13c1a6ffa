package org.postwatch.app.recovery;

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
import org.postwatch.app.config.ClientSettings;
import org.postwatch.notification.model.Notice;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DeliveryJson;
import org.postwatch.wire.NoticeJson;

/** Which revisions of notices were published or delivered, as their topics have it. */
public final class NoticeRevisions {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Map<String, Integer> latestRevisions = new HashMap<>();
    private final Map<String, Map<Integer, Notice>> noticesByRevision = new HashMap<>();

    private NoticeRevisions() {}

    public static NoticeRevisions read(ClientSettings clients) {
        NoticeRevisions read = new NoticeRevisions();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(Topics.NOTICES, Topics.DELIVERIES).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            read.readToEnd(consumer, consumer.endOffsets(Set.copyOf(partitions)));
        }
        return read;
    }

    private void readToEnd(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the broker stopped answering before the end of the notices");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                deadline = System.nanoTime() + MAX_WAIT.toNanos();
                add(record);
            }
        }
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            if (record.topic().equals(Topics.NOTICES)) {
                Notice notice = NoticeJson.read(record.value());
                latestRevisions.merge(record.key(), notice.revision(), Math::max);
                noticesByRevision
                        .computeIfAbsent(record.key(), key -> new HashMap<>())
                        .put(notice.revision(), notice);
            } else {
                latestRevisions.merge(
                        record.key(), DeliveryJson.read(record.value()).revision(), Math::max);
            }
        } catch (IllegalArgumentException e) {
            // Delivery skips and logs it, too.
        }
    }

    public Map<String, Integer> latestRevisions() {
        return latestRevisions;
    }

    public Map<String, Map<Integer, Notice>> noticesByRevision() {
        return noticesByRevision;
    }
}
