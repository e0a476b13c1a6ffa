package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.CoverageEvidence;
import org.postwatch.coverage.Presence;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;
import org.postwatch.plan.TimeSpan;

/**
 * One incident per campus and shift: its officer was not present at any instant of the grace period, and no feed that
 * would have reported it was silent in it.
 */
public final class NoShowIncidents {
    private NoShowIncidents() {}

    /**
     * The no-shows of shifts that start on a local date at a campus.
     *
     * @param shifts changes of each shift that ever named this campus, by shift id
     */
    public static List<IncidentTimeline> of(
            District district,
            CampusPlan plan,
            LocalDate date,
            Map<String, ? extends Collection<Event>> shifts,
            CoverageEvidence evidence) {
        List<IncidentTimeline> courses = new ArrayList<>();
        shifts.forEach((id, changes) -> EffectiveShift.ofChanges(
                        changes, district.settings().shiftGrace())
                .filter(shift -> shift.planned().campus().equals(plan.id())
                        && LocalDate.ofInstant(shift.planned().from(), plan.zone())
                                .equals(date)
                        && !date.isBefore(district.firstDay())
                        && !shift.planned().from().isBefore(plan.monitoredFrom()))
                .flatMap(shift -> timeline(district, plan, shift, evidence))
                .ifPresent(courses::add));
        return courses;
    }

    private static Optional<IncidentTimeline> timeline(
            District district, CampusPlan plan, EffectiveShift shift, CoverageEvidence evidence) {
        ShiftPlanned planned = shift.planned();
        Officer officer = district.officers().get(planned.badge());
        if (officer == null) {
            return Optional.empty();
        }
        Instant due = planned.from().plus(district.settings().shiftGrace());
        List<TimeSpan> there = evidence.presences().stream()
                .filter(p -> p.badge().equals(planned.badge()) && p.campus().equals(plan.id()))
                .map(Presence::span)
                .toList();
        if (planned.from().isBefore(due)) {
            TimeSpan graceSpan = new TimeSpan(planned.from(), due);
            boolean came = there.stream().anyMatch(s -> s.overlaps(graceSpan));
            boolean unheard = arrivalFeeds(district, officer, plan.id()).stream()
                    .anyMatch(feed -> evidence.silences().hasSilenceDuring(feed, graceSpan));
            if (came || unheard) {
                return Optional.empty();
            }
        }
        return faultSpan(shift, due, there)
                .flatMap(run -> episode(district, shift, run))
                .map(episode -> new IncidentTimeline(
                        IncidentId.of(IncidentKind.NO_SHOW, plan.id(), planned.shift())
                                .text(),
                        IncidentKind.NO_SHOW,
                        Map.of("campus", plan.id(), "shift", planned.shift(), "badge", planned.badge()),
                        List.of(episode),
                        List.of(new IncidentTimeline.ReasonChange(
                                planned.from(), List.of(Reason.of(ReasonCode.SHIFT_OF, planned.badge()))))));
    }

    private static Optional<Episode> episode(District district, EffectiveShift shift, FaultSpan run) {
        return new EpisodeRule(
                        district.severities(),
                        district.settings().shiftLadder(),
                        district.settings().shiftGrace())
                .evaluate(run, List.of());
    }

    /** From the start of the shift to whatever ends the fault first; empty if the officer arrives at the start. */
    private static Optional<FaultSpan> faultSpan(EffectiveShift shift, Instant due, List<TimeSpan> there) {
        Instant end = shift.planned().to();
        String by = "shift-ended";
        if (shift.cancelledAt().filter(end::isAfter).isPresent()) {
            end = shift.cancelledAt().get();
            by = "cancelled";
        }
        Optional<Instant> arrival = there.stream()
                .filter(s -> s.to().isAfter(due))
                .map(s -> s.from().isAfter(due) ? s.from() : due)
                .min(Comparator.naturalOrder());
        if (arrival.filter(end::isAfter).isPresent()) {
            end = arrival.get();
            by = "arrived";
        }
        return shift.planned().from().isBefore(end)
                ? Optional.of(new FaultSpan(new TimeSpan(shift.planned().from(), end), by))
                : Optional.empty();
    }

    /** The feeds that would have reported the officer's arrival. */
    static List<String> arrivalFeeds(District district, Officer officer, String campus) {
        return district.feeds().values().stream()
                .filter(f -> f.agencies().contains(officer.agency())
                        && (f.campuses().isEmpty() || f.campuses().contains(campus))
                        && f.types().contains(EventType.CHECKED_IN))
                .map(Feed::source)
                .toList();
    }
}
