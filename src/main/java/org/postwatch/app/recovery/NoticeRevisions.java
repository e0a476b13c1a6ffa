package org.postwatch.app.recovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.notification.model.Notice;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** Which revisions of notices were published or delivered, as their topics have it. */
public record NoticeRevisions(
        Map<String, Integer> latestRevisions, Map<String, Map<Integer, Notice>> noticesByRevision) {
    public static NoticeRevisions read(ClientSettings clients) {
        NoticeRevisions read = new NoticeRevisions(new HashMap<>(), new HashMap<>());
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = TopicReader.assign(consumer, List.of(Topics.NOTICES, Topics.DELIVERIES));
            TopicReader.readTo(consumer.endOffsets(partitions), consumer, read::add);
        }
        return read;
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
                        record.key(), TopicValue.DELIVERY.read(record.value()).revision(), Math::max);
            }
        } catch (IllegalArgumentException e) {
            // Delivery skips and logs it, too.
        }
    }
}
