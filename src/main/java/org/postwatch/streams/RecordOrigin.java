package org.postwatch.streams;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.wire.MisplacedHeaders;

/**
 * Where a sender wrote a record and when it arrived there; the same after the record was forwarded to {@link Topics#MISPLACED}.
 *
 * @param topic the topic that the sender wrote to
 * @param partition of that topic
 * @param offset in that partition
 * @param stamp the arrival stamp there (milliseconds)
 * @param isForwarded whether it was read from {@link Topics#MISPLACED}
 */
record RecordOrigin(String topic, int partition, long offset, Instant stamp, boolean isForwarded) {

    /** Of a record as it was read, whatever its headers say. */
    static RecordOrigin asRead(Record<byte[], byte[]> record, RecordMetadata at) {
        Instant stamp = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        return new RecordOrigin(at.topic(), at.partition(), at.offset(), stamp, false);
    }

    /**
     * Of a record as its sender wrote it. Headers count on {@link Topics#MISPLACED} only, where nobody but instances may write.
     *
     * @throws IllegalArgumentException when the headers of a record of that topic do not say where it comes from
     */
    static RecordOrigin asSent(Record<byte[], byte[]> record, RecordMetadata at) {
        if (!at.topic().equals(Topics.MISPLACED)) {
            return asRead(record, at);
        }
        MisplacedHeaders origin = MisplacedHeaders.fromMap(byName(record.headers()));
        if (Topics.forwardingStage(origin.topic()).isEmpty()) {
            throw new IllegalArgumentException(MisplacedHeaders.TOPIC
                    + ": expected an input topic whose records are forwarded, found '" + origin.topic() + "'");
        }
        return new RecordOrigin(origin.topic(), origin.partition(), origin.offset(), origin.stamp(), true);
    }

    MisplacedHeaders toHeaders() {
        return new MisplacedHeaders(topic, partition, offset, stamp);
    }

    /** As {@code postwatch.camera.events-3}. */
    String topicPartition() {
        return topic + "-" + partition;
    }

    private static Map<String, byte[]> byName(Headers headers) {
        Map<String, byte[]> byName = new HashMap<>();
        headers.forEach(header -> byName.put(header.key(), header.value()));
        return byName;
    }
}
