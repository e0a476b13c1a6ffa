package org.postwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postwatch.plan.SeverityLadder;

/**
 * Decides when a fault opens an incident and how its severity rises: one rule for every kind.
 *
 * <p>It opens at the start of the fault plus the grace, or at the first trigger of the ladder, if that is before the
 * end of the fault. Steps are reached by time since the start, or at once by their triggers.
 */
public final class EpisodeRule {
    private final List<String> severities;
    private final SeverityLadder ladder;
    private final Duration grace;

    /** @param severities from the mildest to the worst */
    public EpisodeRule(List<String> severities, SeverityLadder ladder, Duration grace) {
        this.severities = severities;
        this.ladder = ladder;
        this.grace = grace;
    }

    /** The whole episode of a fault, as if its end were known; empty if the fault ends before the incident opens. */
    public Optional<Episode> evaluate(FaultSpan run, Collection<EscalationTrigger> triggers) {
        Instant end = run.span().to();
        List<EscalationTrigger> inside = triggers.stream()
                .filter(t -> run.span().contains(t.at()) && ladder.hasTrigger(t.type()))
                .toList();
        Instant byTime = run.span().from().plus(grace);
        Instant opened = inside.stream()
                .map(EscalationTrigger::at)
                .filter(at -> at.isBefore(byTime))
                .min(Comparator.naturalOrder())
                .orElse(byTime);
        if (!opened.isBefore(end)) {
            return Optional.empty();
        }
        List<Episode.SeverityChange> steps = rising(reached(run, inside, opened));
        return Optional.of(
                new Episode(run.span().from(), opened, Optional.of(end), Optional.of(run.closeReason()), steps));
    }

    private List<Episode.SeverityChange> reached(FaultSpan run, List<EscalationTrigger> inside, Instant opened) {
        List<Episode.SeverityChange> reached = new ArrayList<>();
        for (SeverityLadder.SeverityStep rung : ladder.steps()) {
            Optional<Instant> byTime = rung.after().map(run.span().from()::plus);
            Optional<Instant> byTrigger = inside.stream()
                    .filter(t -> rung.triggers().contains(t.type()))
                    .map(EscalationTrigger::at)
                    .min(Comparator.naturalOrder());
            Instant first = min(byTime.orElse(Instant.MAX), byTrigger.orElse(Instant.MAX));
            Instant at = first.isBefore(opened) ? opened : first;
            if (at.isBefore(run.span().to())) {
                reached.add(new Episode.SeverityChange(at, rung.severity()));
            }
        }
        return reached;
    }

    /** Only steps up count; of those reached at one instant only the highest. */
    private List<Episode.SeverityChange> rising(List<Episode.SeverityChange> reached) {
        reached.sort(
                Comparator.comparing(Episode.SeverityChange::at).thenComparing(s -> -severities.indexOf(s.severity())));
        List<Episode.SeverityChange> rising = new ArrayList<>();
        int highest = -1;
        for (Episode.SeverityChange step : reached) {
            int rank = severities.indexOf(step.severity());
            if (rank > highest) {
                highest = rank;
                rising.add(step);
            }
        }
        return rising;
    }

    /** What is known of an episode at a clock: empty before it opens, open before it closes. */
    public static Optional<Episode> asOf(Episode whole, Instant clock) {
        if (whole.openedAt().isAfter(clock)) {
            return Optional.empty();
        }
        boolean over = whole.closedAt().filter(t -> !t.isAfter(clock)).isPresent();
        return Optional.of(new Episode(
                whole.startedAt(),
                whole.openedAt(),
                over ? whole.closedAt() : Optional.empty(),
                over ? whole.closeReason() : Optional.empty(),
                whole.severityChanges().stream()
                        .filter(s -> !s.at().isAfter(clock))
                        .toList()));
    }

    /** The next instant after a clock at which an episode opens, rises or closes; {@link Instant#MAX} when none. */
    public static Instant nextChange(Episode whole, Instant clock) {
        Instant next = Instant.MAX;
        List<Instant> all = new ArrayList<>(List.of(whole.openedAt()));
        whole.closedAt().ifPresent(all::add);
        whole.severityChanges().forEach(s -> all.add(s.at()));
        for (Instant t : all) {
            if (t.isAfter(clock)) {
                next = min(next, t);
            }
        }
        return next;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
