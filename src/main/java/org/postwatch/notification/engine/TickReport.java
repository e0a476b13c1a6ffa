package org.postwatch.notification.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What a tick reports about Postwatch itself.
 *
 * @param partition the tick's
 * @param instance the instance that wrote it
 * @param apart the broker's clock minus that instance's: negative when the broker is behind
 * @param stuck input topics of which this partition cannot be read to its end
 */
public record TickReport(int partition, String instance, Duration clockDifference, Set<String> stuckTopics) {
    public TickReport {
        Objects.requireNonNull(instance);
        Objects.requireNonNull(clockDifference);
        stuckTopics = Set.copyOf(stuckTopics);
    }
}
