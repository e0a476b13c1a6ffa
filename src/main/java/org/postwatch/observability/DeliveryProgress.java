package org.postwatch.observability;

import java.time.Instant;
import java.util.Optional;

/** How notices get on on their way out of this instance. May be asked by any thread. */
public interface DeliveryProgress {
    /** What keeps this instance from bringing out the notices that fall to it; empty: nothing does. */
    Optional<String> problem();

    /** Partitions whose notices are brought out here. */
    int partitions();

    /** Since when the oldest notice waits that its recipient does not have yet; empty: none waits here. */
    Optional<Instant> oldestWaiting();
}
