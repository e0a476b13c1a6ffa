package org.postwatch.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.postwatch.topology.Topics;

/**
 * Topics are merged by their stamps, and of one instant in any order. A replay's stamps coincide often: plans arrive with
 * the first line, and what a tick brings about is said at its time. So that the same recording always brings the same
 * notices, plans go a millisecond before what happened, and ticks a millisecond after.
 */
public final class WithinOneInstant implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return switch (record.topic()) {
            case Topics.PLANS -> Math.max(0, record.timestamp() - 1);
            case Topics.CLOCK -> record.timestamp() + 1;
            default -> record.timestamp();
        };
    }
}
