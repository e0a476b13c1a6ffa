package org.postwatch.streams;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far the records of {@link Topics#MISPLACED} were handled, by the partition that they were forwarded from. When state is
 * rebuilt from the inputs, every misplaced record is read and forwarded again; its second copy comes after the first one and
 * must change nothing. Both the offset and the stamp must be known: the offsets of a topic that was made again begin at 0.
 */
final class ForwardedRecordDeduplicator {
    /** No table's code, which are letters. */
    private static final String KEY_PREFIX = "!";

    private final KeyValueStore<String, byte[]> store;

    ForwardedRecordDeduplicator(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Remembers that a record is being handled; false when it was handled before. */
    boolean recordIfNew(RecordOrigin arrival) {
        String key = KEY_PREFIX + arrival.topicPartition();
        byte[] known = store.get(key);
        long offset = arrival.offset();
        Instant stamp = arrival.stamp();
        if (known != null) {
            ByteBuffer last = ByteBuffer.wrap(known);
            long lastOffset = last.getLong();
            Instant lastStamp = Instant.ofEpochMilli(last.getLong());
            if (offset <= lastOffset && !stamp.isAfter(lastStamp)) {
                return false;
            }
            stamp = RecordProcessor.later(stamp, lastStamp);
        }
        store.put(
                key,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(offset)
                        .putLong(stamp.toEpochMilli())
                        .array());
        return true;
    }
}
