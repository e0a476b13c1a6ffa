package org.postwatch.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One opening of an incident: a gap that lasted long enough, or in which something happened.
 *
 * @param from the gap's start, from which the ladder counts
 * @param opened the gap's start and grace, or the first trigger in it
 * @param closed absent while open
 * @param by why it closed, as {@code covered}; absent while open
 * @param steps severities as they were reached, rising; the first one at {@code opened}
 */
public record Episode(
        Instant startedAt,
        Instant openedAt,
        Optional<Instant> closedAt,
        Optional<String> closeReason,
        List<SeverityChange> severityChanges) {
    /** A severity and the instant at which it was reached. */
    public record SeverityChange(Instant at, String severity) {}

    public Episode {
        severityChanges = List.copyOf(severityChanges);
        if (severityChanges.isEmpty() || closedAt.isPresent() != closeReason.isPresent()) {
            throw new IllegalArgumentException("an episode has a severity, and a reason when closed");
        }
    }

    /** The highest step reached. */
    public String severity() {
        return severityChanges.get(severityChanges.size() - 1).severity();
    }
}
