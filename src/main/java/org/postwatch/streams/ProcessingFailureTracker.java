package org.postwatch.streams;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.state.FailureBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a record could not be processed, or a unit not be looked at, for a reason that nobody planned. Each time
 * aborts the transaction; the third one sets the record aside untried, the second one leaves the unit alone for a while:
 * what follows must not be held up for ever. Outlives tasks and threads.
 */
final class ProcessingFailureTracker implements FailureBackoff {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessingFailureTracker.class);
    private static final int MAX_FAILURES = 2;
    /** Records remembered; each of them costs a thread, of which there is a budget. */
    private static final int MAX_ENTRIES = 1_000;

    private final Map<String, Integer> failuresByRecord = new ConcurrentHashMap<>();
    private final Map<String, Instant> retryTimes = new ConcurrentHashMap<>();

    static String position(RecordMetadata at) {
        return at.topic() + "-" + at.partition() + "@" + at.offset();
    }

    void failed(RecordMetadata at) {
        String record = position(at);
        if (failuresByRecord.size() < MAX_ENTRIES || failuresByRecord.containsKey(record)) {
            failuresByRecord.merge(record, 1, Integer::sum);
        }
    }

    boolean hasFailedTooOften(RecordMetadata at) {
        return !failuresByRecord.isEmpty() && failuresByRecord.getOrDefault(position(at), 0) >= MAX_FAILURES;
    }

    /** Trouble of the broker, or of the task, is nothing that the unit could help. */
    @Override
    public void recordFailure(String unit, RuntimeException why, Instant until) {
        if (why instanceof KafkaException) {
            // As it is: whether a task has moved elsewhere is read from its type.
            throw why;
        }
        LOG.error("{} could not be looked at; it is left alone until {}", unit, until, why);
        if (retryTimes.size() >= MAX_ENTRIES) {
            retryTimes.values().removeIf(until.minus(FailureBackoff.RETRY_AFTER)::isAfter);
        }
        retryTimes.put(unit, until);
    }

    @Override
    public Optional<Instant> retryAt(String unit) {
        return retryTimes.isEmpty() ? Optional.empty() : Optional.ofNullable(retryTimes.get(unit));
    }
}
