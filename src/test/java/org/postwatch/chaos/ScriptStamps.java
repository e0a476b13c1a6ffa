package org.postwatch.chaos;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.wire.RejectedEventSummary;

/**
 * Gives a record of intake the stamp that the id of its event ends with, because the time is the script's. Consumers are
 * configured with the same name, so it is one of theirs, too, and does nothing.
 */
public final class ScriptStamps implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
    private static final Pattern STAMPED_ID = Pattern.compile(".*@(\\d{1,18})");

    /** The id of the event that arrives then. */
    static String id(String id, Instant stamp) {
        return id + "@" + stamp.toEpochMilli();
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        Matcher id = STAMPED_ID.matcher(
                RejectedEventSummary.of(record.key(), record.value()).id());
        return id.matches()
                ? new ProducerRecord<>(
                        record.topic(),
                        record.partition(),
                        Long.parseLong(id.group(1)),
                        record.key(),
                        record.value(),
                        record.headers())
                : record;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return records;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
