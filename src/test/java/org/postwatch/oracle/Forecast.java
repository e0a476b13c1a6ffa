package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.Reason;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.oracle.Coverage.Duty;
import org.postwatch.oracle.Coverage.Piece;
import org.postwatch.oracle.Question.Present;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;

/** The state of posts in the coming days, were every shift kept and every feed speaking. */
final class Forecast {
    private final World world;
    private final CampusPlan plan;
    private final Coverage coverage;
    private final Shifts shifts;
    private final Conditions conditions;
    private final SortedSet<Instant> planMatters = new TreeSet<>();

    Forecast(World world, CampusPlan plan, Coverage coverage, List<Event> standing) {
        this.world = world;
        this.plan = plan;
        this.coverage = coverage;
        shifts = new Shifts(standing);
        conditions = new Conditions(world);
        planMatters.addAll(conditions.changes());
        coverage.duties().forEach(d -> {
            planMatters.add(d.window().from());
            planMatters.add(d.window().to());
        });
    }

    /** Why a gap is to be expected in this window; absent when none is that lasts its grace. */
    Optional<List<Reason>> expected(Duty duty) {
        LocalDate today = world.clock().atZone(plan.zone()).toLocalDate();
        // A window of yesterday may run over midnight.
        boolean ahead = !duty.window().date().isBefore(today.minusDays(1))
                && duty.window().to().isAfter(world.clock());
        if (!ahead || !somebodyTellsShifts()) {
            return Optional.empty();
        }
        Piece start = null;
        for (Piece piece : pieces(duty)) {
            boolean gap = piece.answer().state().isGap();
            if (gap && start == null) {
                start = piece;
            } else if (!gap) {
                if (lasts(duty, start, piece.from())) {
                    return Optional.of(start.answer().reasons());
                }
                start = null;
            }
        }
        return lasts(duty, start, duty.window().to())
                ? Optional.of(start.answer().reasons())
                : Optional.empty();
    }

    private static boolean lasts(Duty duty, Piece start, Instant end) {
        return start != null && start.from().plus(duty.post().grace()).isBefore(end);
    }

    private boolean somebodyTellsShifts() {
        return world.district().feeds().values().stream()
                .anyMatch(f -> f.types().contains(EventType.SHIFT_PLANNED)
                        && (f.campuses().isEmpty() || f.campuses().contains(plan.id())));
    }

    private List<Piece> pieces(Duty duty) {
        List<ShiftPlanned> told = shifts.toldBefore(duty.window().from());
        SortedSet<Instant> matters = new TreeSet<>(planMatters);
        told.forEach(s -> {
            matters.add(s.from());
            matters.add(s.to());
        });
        List<Piece> pieces = new ArrayList<>();
        for (Instant t : matters.subSet(duty.window().from(), duty.window().to())) {
            pieces.add(new Piece(t, ask(told, duty, t)));
        }
        return pieces;
    }

    private Answer ask(List<ShiftPlanned> told, Duty duty, Instant t) {
        SortedMap<String, Present> present = new TreeMap<>();
        for (ShiftPlanned s : told) {
            Officer o = world.district().officers().get(s.badge());
            boolean there = s.campus().equals(plan.id()) && !t.isBefore(s.from()) && t.isBefore(s.to());
            if (there) {
                // Two shifts of one officer at one place and time: the lower id tells the duty.
                Optional<String> on = s.duty().or(() -> Presences.onlyDuty(o));
                present.putIfAbsent(o.badge(), new Present(o, on, false, Set.of()));
            }
        }
        List<Post> posts = coverage.dutiesAt(t).stream().map(Duty::post).toList();
        return new Question(conditions, plan.id(), t, posts, present, new TreeMap<>(), f -> Optional.empty())
                .answers()
                .get(duty.post().id());
    }
}
