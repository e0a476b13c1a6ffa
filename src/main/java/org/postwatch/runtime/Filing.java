package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.postwatch.topology.CoverageTopology;

/** Where in {@code postwatch.deliveries} it is filed what became of a notice, by the notice's key. */
public interface Filing {
    /** In its district's partition, at the time of the day. */
    Filing USUAL = new Filing() {
        @Override
        public int partition(String key, int partitions) {
            return CoverageTopology.partition(key.getBytes(StandardCharsets.UTF_8), partitions);
        }

        @Override
        public Optional<Instant> stamp(String key) {
            return Optional.empty();
        }
    };

    /** The partition in which ROUTING looks for the district. */
    int partition(String key, int partitions);

    /** The stamp of the record, by which ROUTING's clock goes on; absent: now. */
    Optional<Instant> stamp(String key);
}
