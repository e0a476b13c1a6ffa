package org.postwatch.observability;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The inputs that can be read to their end. Thread-safe. */
public interface InputProgress {
    /**
     * A partition that could not be read to its end for half a minute or longer.
     *
     * @param led whether it has a leader: then the cause is an open transaction
     */
    record StuckPartition(String topic, int partition, Instant since, boolean hasLeader)
            implements Comparable<StuckPartition> {
        private static final Comparator<StuckPartition> ORDER =
                Comparator.comparing(StuckPartition::topic).thenComparing(StuckPartition::partition);

        @Override
        public int compareTo(StuckPartition other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return "partition " + partition + " of " + topic + " cannot be read to its end since " + since
                    + (hasLeader ? " (an open transaction does not end)" : " (no broker leads it)");
        }
    }

    /** All known partitions, in order. */
    List<StuckPartition> stuckPartitions();

    /** The monitored topics. */
    List<String> topics();

    /** For readiness. */
    default HealthCheckResult check() {
        String expected = "every input can be read to its end";
        List<StuckPartition> found = stuckPartitions();
        return found.isEmpty()
                ? HealthCheckResult.passed("inputs", "readable", expected)
                : HealthCheckResult.failed(
                        "inputs",
                        found.stream().map(StuckPartition::toString).collect(Collectors.joining("; ")),
                        expected,
                        "see which brokers are up; 'kafka-transactions.sh find-hanging' names the producer of an open"
                                + " transaction, and 'abort' ends it");
    }
}
