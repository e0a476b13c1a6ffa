package org.postwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.incident.IncidentTransition.IncidentChange;

/** The transitions between the published and the current version of an incident. */
public final class IncidentDiff {
    private IncidentDiff() {}

    private record LifecycleEvent(Instant effectiveAt, IncidentChange change, String detail) {}

    /** In the order of publication; empty if nothing changed except reasons of a closed incident. */
    public static List<IncidentTransition> between(
            String district, Optional<Incident> before, Optional<Incident> after, Instant clock) {
        List<IncidentTransition> transitions = new ArrayList<>();
        boolean wasFact = before.filter(i -> !i.episodes().isEmpty()).isPresent();
        boolean isFact = after.filter(i -> !i.episodes().isEmpty()).isPresent();
        if (wasFact && !isFact) {
            transitions.add(new IncidentTransition(
                    district, before.get(), IncidentChange.WITHDRAWN, clock, clock, Optional.empty()));
        }
        if (before.isPresent() && !wasFact && after.isEmpty()) {
            transitions.add(new IncidentTransition(
                    district, before.get(), IncidentChange.AVERTED, clock, clock, Optional.empty()));
        }
        if (after.isPresent() && !isFact && (before.isEmpty() || wasFact)) {
            transitions.add(new IncidentTransition(
                    district, after.get(), IncidentChange.EXPECTED, clock, clock, Optional.empty()));
        }
        if (isFact) {
            List<LifecycleEvent> old = wasFact ? lifecycleEvents(before.get()) : List.of();
            List<LifecycleEvent> now = lifecycleEvents(after.get());
            boolean continues =
                    old.size() <= now.size() && now.subList(0, old.size()).equals(old);
            List<LifecycleEvent> added =
                    continues ? now.subList(old.size(), now.size()) : List.of(correction(old, now, clock));
            for (LifecycleEvent moment : added) {
                Optional<String> reason =
                        moment.change == IncidentChange.CLOSED ? Optional.of(moment.detail) : Optional.empty();
                transitions.add(new IncidentTransition(
                        district, after.get(), moment.change, moment.effectiveAt, clock, reason));
            }
            if (transitions.isEmpty() && wasFact && haveReasonsChanged(before.get(), after.get())) {
                transitions.add(new IncidentTransition(
                        district, after.get(), IncidentChange.REASONS, clock, clock, Optional.empty()));
            }
        }
        return transitions;
    }

    private static boolean haveReasonsChanged(Incident before, Incident after) {
        return after.status() == Incident.IncidentStatus.OPEN
                && !before.reasons().equals(after.reasons());
    }

    /** From the first instant at which the two versions differ. */
    private static LifecycleEvent correction(List<LifecycleEvent> old, List<LifecycleEvent> now, Instant clock) {
        int same = 0;
        while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
            same++;
        }
        Instant effective = same < now.size() ? now.get(same).effectiveAt : clock;
        if (same < old.size() && old.get(same).effectiveAt.isBefore(effective)) {
            effective = old.get(same).effectiveAt;
        }
        return new LifecycleEvent(effective, IncidentChange.CORRECTED, "");
    }

    private static List<LifecycleEvent> lifecycleEvents(Incident incident) {
        List<LifecycleEvent> moments = new ArrayList<>();
        for (Episode episode : incident.episodes()) {
            List<Episode.SeverityChange> steps = episode.severityChanges();
            for (int i = 0; i < steps.size(); i++) {
                moments.add(new LifecycleEvent(
                        steps.get(i).at(),
                        i == 0 ? IncidentChange.OPENED : IncidentChange.ESCALATED,
                        steps.get(i).severity()));
            }
            episode.closedAt()
                    .ifPresent(t -> moments.add(new LifecycleEvent(
                            t, IncidentChange.CLOSED, episode.closeReason().orElse(""))));
        }
        return moments;
    }
}
