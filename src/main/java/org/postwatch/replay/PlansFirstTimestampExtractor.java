package org.postwatch.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.postwatch.streams.Topics;

/**
 * Topics are merged by their stamps, and of one instant in any order. Plans arrive with the first line, and what it brings
 * about is said at its time: so that the same recording always brings the same notices, plans go a millisecond before.
 */
public final class PlansFirstTimestampExtractor implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.topic().equals(Topics.PLANS) ? Math.max(0, record.timestamp() - 1) : record.timestamp();
    }
}
