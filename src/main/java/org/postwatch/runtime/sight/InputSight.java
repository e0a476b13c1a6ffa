package org.postwatch.runtime.sight;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which inputs can be read to their end. May be asked by any thread. */
public interface InputSight {
    /**
     * A partition that cannot be read to its end for half a minute or longer.
     *
     * @param led whether a broker leads it: then a transaction is open that nobody ends
     */
    record Stuck(String topic, int partition, Instant since, boolean led) implements Comparable<Stuck> {
        private static final Comparator<Stuck> ORDER =
                Comparator.comparing(Stuck::topic).thenComparing(Stuck::partition);

        @Override
        public int compareTo(Stuck other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return "partition " + partition + " of " + topic + " cannot be read to its end since " + since
                    + (led ? " (a transaction is open that nobody ends)" : " (no broker leads it)");
        }
    }

    /** All that are known, in order. */
    List<Stuck> stuck();

    /** The topics that are looked at. */
    List<String> topics();

    /** For readiness. */
    default Check check() {
        String expected = "every input can be read to its end";
        List<Stuck> found = stuck();
        return found.isEmpty()
                ? Check.passed("inputs", "readable", expected)
                : Check.failed(
                        "inputs",
                        found.stream().map(Stuck::toString).collect(Collectors.joining("; ")),
                        expected,
                        "see which brokers are up; 'kafka-transactions.sh find-hanging' names the producer of an open"
                                + " transaction, and 'abort' ends it");
    }
}
