package org.postwatch.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.postwatch.streams.Topics;

/**
 * Topics are merged by timestamps, and records of the same instant in any order. Plans have the timestamp of the
 * first line. They are read a millisecond earlier, so that the same recording always gives the same notices.
 */
public final class PlansFirstTimestampExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.topic().equals(Topics.PLANS) ? Math.max(0, record.timestamp() - 1) : record.timestamp();
    }
}
