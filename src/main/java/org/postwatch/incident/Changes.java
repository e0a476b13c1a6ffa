package org.postwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwatch.incident.Transition.Change;

/** What is to be said when an incident that was said to be one thing now is another. */
public final class Changes {
    private Changes() {}

    private record Moment(Instant effective, Change change, String what) {}

    /** In the order in which it is to be said; empty when nothing changed but the reasons of what is not open. */
    public static List<Transition> between(
            String district, Optional<Incident> before, Optional<Incident> after, Instant clock) {
        List<Transition> said = new ArrayList<>();
        boolean wasFact = before.filter(i -> !i.episodes().isEmpty()).isPresent();
        boolean isFact = after.filter(i -> !i.episodes().isEmpty()).isPresent();
        if (wasFact && !isFact) {
            said.add(new Transition(district, before.get(), Change.WITHDRAWN, clock, clock, Optional.empty()));
        }
        if (before.isPresent() && !wasFact && after.isEmpty()) {
            said.add(new Transition(district, before.get(), Change.AVERTED, clock, clock, Optional.empty()));
        }
        if (after.isPresent() && !isFact && (before.isEmpty() || wasFact)) {
            said.add(new Transition(district, after.get(), Change.EXPECTED, clock, clock, Optional.empty()));
        }
        if (isFact) {
            List<Moment> old = wasFact ? moments(before.get()) : List.of();
            List<Moment> now = moments(after.get());
            boolean goesOn =
                    old.size() <= now.size() && now.subList(0, old.size()).equals(old);
            List<Moment> news = goesOn ? now.subList(old.size(), now.size()) : List.of(correction(old, now, clock));
            for (Moment moment : news) {
                Optional<String> reason = moment.change == Change.CLOSED ? Optional.of(moment.what) : Optional.empty();
                said.add(new Transition(district, after.get(), moment.change, moment.effective, clock, reason));
            }
            if (said.isEmpty() && wasFact && haveOtherReasons(before.get(), after.get())) {
                said.add(new Transition(district, after.get(), Change.REASONS, clock, clock, Optional.empty()));
            }
        }
        return said;
    }

    private static boolean haveOtherReasons(Incident before, Incident after) {
        return after.status() == Incident.Status.OPEN && !before.reasons().equals(after.reasons());
    }

    /** From the first instant at which the two tell different stories. */
    private static Moment correction(List<Moment> old, List<Moment> now, Instant clock) {
        int same = 0;
        while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
            same++;
        }
        Instant effective = same < now.size() ? now.get(same).effective : clock;
        if (same < old.size() && old.get(same).effective.isBefore(effective)) {
            effective = old.get(same).effective;
        }
        return new Moment(effective, Change.CORRECTED, "");
    }

    private static List<Moment> moments(Incident incident) {
        List<Moment> moments = new ArrayList<>();
        for (Episode episode : incident.episodes()) {
            List<Episode.Step> steps = episode.steps();
            for (int i = 0; i < steps.size(); i++) {
                moments.add(new Moment(
                        steps.get(i).at(),
                        i == 0 ? Change.OPENED : Change.ESCALATED,
                        steps.get(i).severity()));
            }
            episode.closed()
                    .ifPresent(t -> moments.add(
                            new Moment(t, Change.CLOSED, episode.by().orElse(""))));
        }
        return moments;
    }
}
