package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;

/** Shifts whose officer did not come within the grace, although every feed that would have reported it was heard. */
final class NoShowIncidents {
    private final World world;
    private final SilenceTimeline feeds;
    private final OfficerLocations presences;
    private final Shifts shifts;

    NoShowIncidents(World world, List<Event> standing, SilenceTimeline feeds) {
        this.world = world;
        this.feeds = feeds;
        presences = new OfficerLocations(world, standing);
        shifts = new Shifts(standing);
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        for (Shifts.ShiftAfterGrace planned :
                shifts.afterGrace(world.district().settings().shiftGrace())) {
            of(planned).ifPresent(all::add);
        }
        return all;
    }

    private Optional<Incident> of(Shifts.ShiftAfterGrace planned) {
        ShiftPlanned shift = planned.shift();
        DistrictSettings settings = world.district().settings();
        Officer officer = world.district().officers().get(shift.badge());
        LocalDate date =
                shift.from().atZone(world.campuses().get(shift.campus()).zone()).toLocalDate();
        Instant graceEnd = shift.from().plus(settings.shiftGrace());
        Instant watched = world.campuses().get(shift.campus()).monitoredFrom();
        if (date.isBefore(world.district().firstDay())
                || shift.from().isBefore(watched)
                || presences.wasPresentDuring(officer, shift.campus(), shift.from(), graceEnd)
                || anySilence(officer, shift, graceEnd)) {
            return Optional.empty();
        }
        Instant to = shift.to();
        String by = "shift-ended";
        if (planned.cancelledAt().isPresent() && planned.cancelledAt().get().isBefore(to)) {
            to = planned.cancelledAt().get();
            by = "cancelled";
        }
        Optional<Instant> arrival = presences.firstPresence(officer, shift.campus(), graceEnd);
        if (arrival.isPresent() && arrival.get().isBefore(to)) {
            to = arrival.get();
            by = "arrived";
        }
        return new EpisodeRule(world, settings.shiftGrace(), settings.shiftLadder(), List.of())
                .evaluate(shift.from(), to, by)
                .map(episode -> Incident.of(
                        "no-show/" + shift.campus() + "/" + shift.shift(),
                        IncidentKind.NO_SHOW,
                        Map.of(),
                        List.of(episode),
                        List.of(Reason.of(ReasonCode.SHIFT_OF, shift.badge()))));
    }

    private boolean anySilence(Officer officer, ShiftPlanned shift, Instant graceEnd) {
        return world.district().feeds().values().stream()
                .filter(f -> reports(f, officer, shift.campus()))
                .flatMap(f -> feeds.silences(f.source()).stream())
                .anyMatch(s -> {
                    // Silent at some instant of the grace: the two have an instant in common.
                    Instant from = s.since().isAfter(shift.from()) ? s.since() : shift.from();
                    return from.isBefore(graceEnd) && from.isBefore(s.end().orElse(Instant.MAX));
                });
    }

    private static boolean reports(Feed f, Officer officer, String campus) {
        return f.agencies().contains(officer.agency())
                && (f.campuses().isEmpty() || f.campuses().contains(campus))
                && f.types().contains(EventType.CHECKED_IN);
    }
}
