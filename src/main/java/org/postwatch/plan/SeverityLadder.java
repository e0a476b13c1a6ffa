package org.postwatch.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.EventType;

/**
 * How severity rises within one gap: by time since its start, and at once by triggers. The first step is at once
 * ({@code after} zero), so that every open incident has a severity.
 */
public record SeverityLadder(List<SeverityStep> steps) {

    /**
     * @param severity a name out of {@link District#severities()}
     * @param after since the gap's start; absent when only triggers reach it
     * @param triggers types that reach it at once
     */
    public record SeverityStep(String severity, Optional<Duration> after, Set<EventType> triggers) {
        public SeverityStep {
            triggers = Set.copyOf(triggers);
        }
    }

    public SeverityLadder {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !steps.get(0).after().equals(Optional.of(Duration.ZERO))) {
            throw new IllegalArgumentException(
                    "the first step of a severity ladder must be reached at once (after:" + " 0m)");
        }
    }

    /** Whether a step has this trigger: only then it opens the incident of a gap. */
    public boolean hasTrigger(EventType trigger) {
        return steps.stream().anyMatch(r -> r.triggers().contains(trigger));
    }
}
