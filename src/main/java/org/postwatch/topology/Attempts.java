package org.postwatch.topology;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.postwatch.watch.Setbacks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a record could not be processed, or a unit not be looked at, for a reason that nobody planned. Each time
 * aborts the transaction; the third one sets the record aside untried, the second one leaves the unit alone for a while:
 * what follows must not be held up for ever. Outlives tasks and threads.
 */
final class Attempts implements Setbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int FAILURES_MAX = 2;
    /** Records remembered; each of them costs a thread, of which there is a budget. */
    private static final int REMEMBERED_MAX = 1_000;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Map<String, Instant> units = new ConcurrentHashMap<>();

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

    /** Trouble of the broker, or of the task, is nothing that the unit could help. */
    @Override
    public void failed(String unit, RuntimeException why, Instant until) {
        if (why instanceof KafkaException) {
            // As it is: whether a task has moved elsewhere is read from its type.
            throw why;
        }
        LOG.error("{} could not be looked at; it is left alone until {}", unit, until, why);
        if (units.size() >= REMEMBERED_MAX) {
            units.values().removeIf(until.minus(Setbacks.RETRY_AFTER)::isAfter);
        }
        units.put(unit, until);
    }

    @Override
    public Optional<Instant> until(String unit) {
        return units.isEmpty() ? Optional.empty() : Optional.ofNullable(units.get(unit));
    }
}
