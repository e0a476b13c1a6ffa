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
import org.postwatch.oracle.CampusSnapshot.PresentOfficer;
import org.postwatch.oracle.Coverage.PostWindow;
import org.postwatch.oracle.Coverage.ResultChange;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;

/** The state of posts in the coming days, were every shift kept and every feed speaking. */
final class CoverageForecast {
    private final World world;
    private final CampusPlan plan;
    private final Coverage coverage;
    private final Shifts shifts;
    private final EligibilityConditions conditions;
    private final SortedSet<Instant> planBoundaries = new TreeSet<>();

    CoverageForecast(World world, CampusPlan plan, Coverage coverage, List<Event> standing) {
        this.world = world;
        this.plan = plan;
        this.coverage = coverage;
        shifts = new Shifts(standing);
        conditions = new EligibilityConditions(world);
        planBoundaries.addAll(conditions.boundaries());
        coverage.postWindows().forEach(d -> {
            planBoundaries.add(d.window().from());
            planBoundaries.add(d.window().to());
        });
    }

    /** Why a gap is to be expected in this window; absent when none is that lasts its grace. */
    Optional<List<Reason>> expectedReasons(PostWindow duty) {
        LocalDate today = world.clock().atZone(plan.zone()).toLocalDate();
        // A window of yesterday may run over midnight.
        boolean ahead = !duty.window().date().isBefore(today.minusDays(1))
                && duty.window().to().isAfter(world.clock());
        if (!ahead || !hasShiftFeed()) {
            return Optional.empty();
        }
        ResultChange start = null;
        for (ResultChange piece : resultChanges(duty)) {
            boolean gap = piece.result().state().isGap();
            if (gap && start == null) {
                start = piece;
            } else if (!gap) {
                if (lastsPastGrace(duty, start, piece.from())) {
                    return Optional.of(start.result().reasons());
                }
                start = null;
            }
        }
        return lastsPastGrace(duty, start, duty.window().to())
                ? Optional.of(start.result().reasons())
                : Optional.empty();
    }

    private static boolean lastsPastGrace(PostWindow duty, ResultChange start, Instant end) {
        return start != null && start.from().plus(duty.post().grace()).isBefore(end);
    }

    private boolean hasShiftFeed() {
        return world.district().feeds().values().stream()
                .anyMatch(f -> f.types().contains(EventType.SHIFT_PLANNED)
                        && (f.campuses().isEmpty() || f.campuses().contains(plan.id())));
    }

    private List<ResultChange> resultChanges(PostWindow duty) {
        List<ShiftPlanned> told = shifts.plannedBefore(duty.window().from());
        SortedSet<Instant> matters = new TreeSet<>(planBoundaries);
        told.forEach(s -> {
            matters.add(s.from());
            matters.add(s.to());
        });
        List<ResultChange> pieces = new ArrayList<>();
        for (Instant t : matters.subSet(duty.window().from(), duty.window().to())) {
            pieces.add(new ResultChange(t, evaluate(told, duty, t)));
        }
        return pieces;
    }

    private PostResult evaluate(List<ShiftPlanned> told, PostWindow duty, Instant t) {
        SortedMap<String, PresentOfficer> present = new TreeMap<>();
        for (ShiftPlanned s : told) {
            Officer o = world.district().officers().get(s.badge());
            boolean there = s.campus().equals(plan.id()) && !t.isBefore(s.from()) && t.isBefore(s.to());
            if (there) {
                // Two shifts of one officer at one place and time: the lower id determines the duty.
                Optional<String> on = s.duty().or(() -> OfficerLocations.onlyDuty(o));
                present.putIfAbsent(o.badge(), new PresentOfficer(o, on, false, Set.of()));
            }
        }
        List<Post> posts =
                coverage.postWindowsAt(t).stream().map(PostWindow::post).toList();
        return new CampusSnapshot(conditions, plan.id(), t, posts, present, new TreeMap<>(), f -> Optional.empty())
                .evaluate()
                .get(duty.post().id());
    }
}
