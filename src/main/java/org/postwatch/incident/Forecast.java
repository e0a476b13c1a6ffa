package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.coverage.CampusDay;
import org.postwatch.coverage.Evidence;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.Presence;
import org.postwatch.coverage.Silences;
import org.postwatch.coverage.Whereabouts;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/**
 * Coverage as the planned shifts promise it: the same function, over shifts instead of presences, with feeds taken as
 * speaking. A window whose forecast has a gap of at least the grace is expected to have an incident.
 */
public final class Forecast {
    private Forecast() {}

    /** Whether anybody plans shifts for a campus; where nobody does, nothing can be forecast. */
    public static boolean isPossible(District district, String campus) {
        return district.feeds().values().stream()
                .anyMatch(f -> f.types().contains(EventType.SHIFT_PLANNED)
                        && (f.campuses().isEmpty() || f.campuses().contains(campus)));
    }

    /** An incident that the shifts foretell, until its window is over. */
    public record Expected(Window window, Incident incident) {}

    /**
     * What is expected of the windows of a date that are not over.
     *
     * @param shifts changes of each shift that ever named this campus, by shift id
     */
    public static List<Expected> of(
            District district,
            CampusPlan plan,
            LocalDate date,
            Map<String, ? extends Collection<Event>> shifts,
            Instant clock) {
        List<Expected> expected = new ArrayList<>();
        if (!isPossible(district, plan.id())) {
            return expected;
        }
        for (Post post : plan.on(date).posts()) {
            for (Window window : Windows.of(plan, post.id(), date)) {
                if (!window.span().to().isAfter(clock)) {
                    continue;
                }
                gap(district, plan, post, window, shifts)
                        .ifPresent(interval -> expected.add(new Expected(
                                window,
                                Incident.of(
                                        CoverageIncidents.id(plan.id(), post.id(), window),
                                        Kind.COVERAGE,
                                        CoverageIncidents.labels(plan.id(), post.id(), window),
                                        List.of(),
                                        interval.reasons()))));
            }
        }
        return expected;
    }

    /** The first interval of the first gap that is long enough. */
    private static Optional<Interval> gap(
            District district,
            CampusPlan plan,
            Post post,
            Window window,
            Map<String, ? extends Collection<Event>> shifts) {
        List<Presence> planned = planned(district, plan, window.span().from(), shifts);
        List<Interval> timeline = CampusDay.timeline(
                        district, plan, window.date(), new Evidence(planned, List.of(), Silences.NONE))
                .getOrDefault(post.id(), List.of());
        return CoverageIncidents.runs(timeline, window).stream()
                .map(Run::span)
                .filter(span -> span.from().plus(post.grace()).isBefore(span.to()))
                .findFirst()
                .flatMap(span -> timeline.stream()
                        .filter(i -> i.to().orElse(Instant.MAX).isAfter(span.from()))
                        .findFirst());
    }

    private static List<Presence> planned(
            District district, CampusPlan plan, Instant before, Map<String, ? extends Collection<Event>> shifts) {
        List<Presence> planned = new ArrayList<>();
        for (Collection<Event> changes : shifts.values()) {
            Shift.plannedBefore(changes, before)
                    .filter(shift -> shift.campus().equals(plan.id()))
                    .flatMap(shift -> presence(district, shift))
                    .ifPresent(planned::add);
        }
        return planned;
    }

    private static Optional<Presence> presence(District district, ShiftPlanned shift) {
        return Optional.ofNullable(district.officers().get(shift.badge()))
                .map(officer -> new Presence(
                        shift.badge(),
                        shift.campus(),
                        new Span(shift.from(), shift.to()),
                        duty(shift, officer),
                        new TreeSet<>()));
    }

    private static Optional<String> duty(ShiftPlanned shift, Officer officer) {
        return shift.duty().isPresent() ? shift.duty() : Whereabouts.onlyDuty(officer);
    }
}
