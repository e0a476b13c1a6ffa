package org.postwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postwatch.coverage.Reason;

/**
 * The whole course of an incident, as if no more events arrived. Its state at a clock is a part of it.
 *
 * @param episodes whole ones, each with its end
 * @param reasonChanges the reasons and the instants from which they apply, in order of time
 */
public record IncidentTimeline(
        String id,
        IncidentKind kind,
        Map<String, String> labels,
        List<Episode> episodes,
        List<ReasonChange> reasonChanges) {
    /** Reasons that hold from an instant on. */
    public record ReasonChange(Instant from, List<Reason> reasons) {}

    /** The incident as it is known at a clock; empty before it first opens. */
    public Optional<Incident> asOf(Instant clock) {
        List<Episode> known = new ArrayList<>();
        for (Episode whole : episodes) {
            EpisodeRule.asOf(whole, clock).ifPresent(known::add);
        }
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(Incident.of(id, kind, labels, known, reasons(known.get(known.size() - 1), clock)));
    }

    /** The last that were known before the episode's end. */
    private List<Reason> reasons(Episode last, Instant clock) {
        return reasonChanges.stream()
                .filter(b -> !b.from().isAfter(clock)
                        && last.closedAt().map(b.from()::isBefore).orElse(true))
                .reduce((a, b) -> b)
                .map(ReasonChange::reasons)
                .orElse(List.of());
    }

    /** The next instant after a clock at which it opens, rises, closes or has other reasons; else {@link Instant#MAX}. */
    public Instant nextChange(Instant clock) {
        Stream<Instant> changes = episodes.stream().map(whole -> EpisodeRule.nextChange(whole, clock));
        Stream<Instant> reasons = reasonChanges.stream().map(ReasonChange::from).filter(t -> t.isAfter(clock));
        return Stream.concat(changes, reasons).min(Instant::compareTo).orElse(Instant.MAX);
    }
}
