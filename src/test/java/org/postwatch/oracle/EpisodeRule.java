package org.postwatch.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.EventType;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Episode.SeverityChange;
import org.postwatch.plan.SeverityLadder;

/** What happens to one run of something being wrong: the rule that all kinds of incident share. */
record EpisodeRule(World world, Duration grace, SeverityLadder ladder, List<EntranceEvent> triggers) {

    /**
     * The episode of the run {@code [from, to)}, as of the clock; none when it does not open by then.
     *
     * @param by what ends the run
     */
    Optional<Episode> evaluate(Instant from, Instant to, String by) {
        List<EntranceEvent> within = triggers.stream()
                .filter(e -> !e.time().isBefore(from) && e.time().isBefore(to))
                .toList();
        Instant opened = from.plus(grace);
        for (EntranceEvent e : within) {
            if (ladder.hasTrigger(e.type()) && e.time().isBefore(opened)) {
                opened = e.time();
            }
        }
        Instant clock = world.clock();
        if (!opened.isBefore(to) || opened.isAfter(clock)) {
            return Optional.empty();
        }
        boolean closed = !to.isAfter(clock);
        return Optional.of(new Episode(
                from,
                opened,
                closed ? Optional.of(to) : Optional.empty(),
                closed ? Optional.of(by) : Optional.empty(),
                steps(from, to, opened, within)));
    }

    private List<SeverityChange> steps(Instant from, Instant to, Instant opened, List<EntranceEvent> triggers) {
        List<SeverityChange> reached = new ArrayList<>();
        for (SeverityLadder.SeverityStep rung : ladder.steps()) {
            Optional<Instant> first = firstOf(rung.triggers(), triggers);
            Optional<Instant> later = rung.after().map(from::plus);
            Optional<Instant> at = first.isPresent() && later.isPresent()
                    ? Optional.of(first.get().isBefore(later.get()) ? first.get() : later.get())
                    : first.or(() -> later);
            at.map(t -> t.isBefore(opened) ? opened : t)
                    .filter(t -> t.isBefore(to) && !t.isAfter(world.clock()))
                    .ifPresent(t -> reached.add(new SeverityChange(t, rung.severity())));
        }
        List<SeverityChange> rising = new ArrayList<>();
        reached.sort(Comparator.comparing(SeverityChange::at).thenComparing(s -> -rank(s)));
        for (SeverityChange s : reached) {
            if (rising.isEmpty() || rank(s) > rank(rising.get(rising.size() - 1))) {
                rising.add(s);
            }
        }
        return rising;
    }

    private int rank(SeverityChange s) {
        return world.district().severityRank(s.severity());
    }

    private static Optional<Instant> firstOf(Set<EventType> types, List<EntranceEvent> triggers) {
        return triggers.stream()
                .filter(e -> types.contains(e.type()))
                .map(EntranceEvent::time)
                .min(Comparator.naturalOrder());
    }
}
