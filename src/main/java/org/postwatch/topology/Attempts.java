package org.postwatch.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * How often a record could not be processed for a reason that nobody planned. Each time aborts the transaction; the
 * third one sets the record aside untried, so that what follows it is not held up for ever. Outlives tasks and threads.
 */
final class Attempts {
    private static final int FAILURES_MAX = 2;
    /** Records remembered; each of them costs a thread, of which there is a budget. */
    private static final int REMEMBERED_MAX = 1_000;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    static String place(RecordMetadata at) {
        return at.topic() + "-" + at.partition() + "@" + at.offset();
    }

    void failed(RecordMetadata at) {
        String record = place(at);
        if (failures.size() < REMEMBERED_MAX || failures.containsKey(record)) {
            failures.merge(record, 1, Integer::sum);
        }
    }

    boolean isHopeless(RecordMetadata at) {
        return !failures.isEmpty() && failures.getOrDefault(place(at), 0) >= FAILURES_MAX;
    }
}
