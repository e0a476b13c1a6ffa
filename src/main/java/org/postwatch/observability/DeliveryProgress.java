package org.postwatch.observability;

import java.time.Instant;
import java.util.Optional;

/** The progress of delivery in this instance. Thread-safe. */
public interface DeliveryProgress {
    /** The problem that prevents delivery; empty if there is none. */
    Optional<String> problem();

    /** The partitions whose notices are delivered here. */
    int partitions();

    /** The start of the oldest pending delivery; empty if there is none here. */
    Optional<Instant> oldestWaiting();
}
