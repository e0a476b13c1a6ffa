package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postwatch.coverage.CoverageEvidence;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageTimeline;
import org.postwatch.coverage.FeedSilences;
import org.postwatch.coverage.OfficerLocation;
import org.postwatch.coverage.Presence;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/**
 * Coverage as the planned shifts promise it: the same function, over shifts instead of presences, with feeds taken as
 * speaking. A window whose forecast has a gap of at least the grace is expected to have an incident.
 */
public final class CoverageForecast {
    private CoverageForecast() {}

    /** Whether anybody plans shifts for a campus; where nobody does, nothing can be forecast. */
    public static boolean isPossible(District district, String campus) {
        return district.feeds().values().stream()
                .anyMatch(f -> f.types().contains(EventType.SHIFT_PLANNED)
                        && (f.campuses().isEmpty() || f.campuses().contains(campus)));
    }

    /** An incident that the shifts foretell, until its window is over. */
    public record ForecastIncident(DutyWindow window, Incident incident) {}

    /**
     * What is expected of the windows of a date that are not over.
     *
     * @param shifts changes of each shift that ever named this campus, by shift id
     */
    public static List<ForecastIncident> of(
            District district,
            CampusPlan plan,
            LocalDate date,
            Map<String, ? extends Collection<Event>> shifts,
            Instant clock) {
        List<ForecastIncident> expected = new ArrayList<>();
        if (!isPossible(district, plan.id())) {
            return expected;
        }
        for (Post post : plan.versionOn(date).posts()) {
            for (DutyWindow window : DutyWindows.ofPost(plan, post.id(), date)) {
                if (!window.span().to().isAfter(clock)) {
                    continue;
                }
                gap(district, plan, post, window, shifts)
                        .ifPresent(interval -> expected.add(new ForecastIncident(
                                window,
                                Incident.of(
                                        CoverageIncidents.id(plan.id(), post.id(), window),
                                        IncidentKind.COVERAGE,
                                        CoverageIncidents.labels(plan.id(), post.id(), window),
                                        List.of(),
                                        interval.reasons()))));
            }
        }
        return expected;
    }

    /** The first interval of the first gap that is long enough. */
    private static Optional<CoverageInterval> gap(
            District district,
            CampusPlan plan,
            Post post,
            DutyWindow window,
            Map<String, ? extends Collection<Event>> shifts) {
        List<Presence> planned = planned(district, plan, window.span().from(), shifts);
        List<CoverageInterval> timeline = CoverageTimeline.compute(
                        district, plan, window.date(), new CoverageEvidence(planned, List.of(), FeedSilences.NONE))
                .getOrDefault(post.id(), List.of());
        return CoverageIncidents.gaps(timeline, window).stream()
                .map(FaultSpan::span)
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
            EffectiveShift.plannedBefore(changes, before)
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
                        new TimeSpan(shift.from(), shift.to()),
                        duty(shift, officer),
                        new TreeSet<>()));
    }

    private static Optional<String> duty(ShiftPlanned shift, Officer officer) {
        return shift.duty().isPresent() ? shift.duty() : OfficerLocation.onlyDuty(officer);
    }
}
