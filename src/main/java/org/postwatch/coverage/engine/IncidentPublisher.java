package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentDiff;

/** Publishes the differences between the incidents that were published and those that are now. */
final class IncidentPublisher {
    private final CoverageOutput output;

    IncidentPublisher(CoverageOutput output) {
        this.output = output;
    }

    void publishDifferences(
            String district, SortedMap<String, Incident> before, SortedMap<String, Incident> now, Instant clock) {
        TreeSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            publishDifferences(district, Optional.ofNullable(before.get(id)), Optional.ofNullable(now.get(id)), clock);
        }
    }

    void publishDifferences(String district, Optional<Incident> before, Optional<Incident> now, Instant clock) {
        if (before.equals(now)) {
            return;
        }
        IncidentDiff.between(district, before, now, clock).forEach(output::publishTransition);
        now.ifPresentOrElse(
                incident -> output.publishIncident(district, incident),
                () -> output.removeIncident(district, before.orElseThrow().id()));
    }
}
