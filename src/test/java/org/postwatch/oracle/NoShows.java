package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.plan.Feed;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Settings;

/** Shifts whose officer did not come within the grace, although every feed that would have told of it spoke. */
final class NoShows {
    private final World world;
    private final Feeds feeds;
    private final Presences presences;
    private final Shifts shifts;

    NoShows(World world, List<Event> standing, Feeds feeds) {
        this.world = world;
        this.feeds = feeds;
        presences = new Presences(world, standing);
        shifts = new Shifts(standing);
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        for (Shifts.Planned planned :
                shifts.byTheirGrace(world.district().settings().shiftGrace())) {
            of(planned).ifPresent(all::add);
        }
        return all;
    }

    private Optional<Incident> of(Shifts.Planned planned) {
        ShiftPlanned shift = planned.shift();
        Settings settings = world.district().settings();
        Officer officer = world.district().officers().get(shift.badge());
        LocalDate date =
                shift.from().atZone(world.campuses().get(shift.campus()).zone()).toLocalDate();
        Instant graceEnd = shift.from().plus(settings.shiftGrace());
        Instant watched = world.campuses().get(shift.campus()).watchedFrom();
        if (date.isBefore(world.district().first())
                || shift.from().isBefore(watched)
                || presences.everAt(officer, shift.campus(), shift.from(), graceEnd)
                || anySilence(officer, shift, graceEnd)) {
            return Optional.empty();
        }
        Instant to = shift.to();
        String by = "shift-ended";
        if (planned.cancelled().isPresent() && planned.cancelled().get().isBefore(to)) {
            to = planned.cancelled().get();
            by = "cancelled";
        }
        Optional<Instant> arrival = presences.firstAt(officer, shift.campus(), graceEnd);
        if (arrival.isPresent() && arrival.get().isBefore(to)) {
            to = arrival.get();
            by = "arrived";
        }
        return new Episodes(world, settings.shiftGrace(), settings.shiftLadder(), List.of())
                .of(shift.from(), to, by)
                .map(episode -> Incident.of(
                        "no-show/" + shift.campus() + "/" + shift.shift(),
                        Kind.NO_SHOW,
                        Map.of(),
                        List.of(episode),
                        List.of(Reason.of("shift-of", shift.badge()))));
    }

    private boolean anySilence(Officer officer, ShiftPlanned shift, Instant graceEnd) {
        return world.district().feeds().values().stream()
                .filter(f -> tellsOf(f, officer, shift.campus()))
                .flatMap(f -> feeds.silences(f.source()).stream())
                .anyMatch(s -> {
                    // Silent at some instant of the grace: the two have an instant in common.
                    Instant from = s.since().isAfter(shift.from()) ? s.since() : shift.from();
                    return from.isBefore(graceEnd) && from.isBefore(s.end().orElse(Instant.MAX));
                });
    }

    private static boolean tellsOf(Feed f, Officer officer, String campus) {
        return f.agencies().contains(officer.agency())
                && (f.campuses().isEmpty() || f.campuses().contains(campus))
                && f.types().contains(EventType.CHECKED_IN);
    }
}
