package org.postwatch.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.event.Event;
import org.postwatch.oracle.CampusSnapshot.PresentOfficer;
import org.postwatch.oracle.DutyWindows.DutyWindow;
import org.postwatch.oracle.OfficerLocations.OfficerLocation;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;

/** The state of each post of one campus at every instant that could matter, and the intervals that follow. */
final class Coverage {
    /** A window of a post, with the post as the version of that date has it. */
    record PostWindow(Post post, int order, DutyWindow window) {}

    /** What holds from an instant on. */
    record ResultChange(Instant from, PostResult result) {}

    private final World world;
    private final CampusPlan plan;
    private final OfficerLocations presences;
    private final SilenceTimeline feeds;
    private final EligibilityConditions conditions;
    private final List<PostWindow> postWindows = new ArrayList<>();
    private final SortedSet<Instant> boundaries = new TreeSet<>();
    private final Map<Instant, Map<String, PostResult>> results = new TreeMap<>();

    Coverage(World world, CampusPlan plan, List<Event> standing, SilenceTimeline feeds) {
        this.world = world;
        this.plan = plan;
        this.feeds = feeds;
        presences = new OfficerLocations(world, standing);
        conditions = new EligibilityConditions(world);
        for (LocalDate date : dates(world, plan)) {
            Campus version = plan.versionOn(date);
            for (int place = 0; place < version.posts().size(); place++) {
                Post post = version.posts().get(place);
                for (DutyWindow w : DutyWindows.ofPost(plan, post.id(), date)) {
                    postWindows.add(new PostWindow(post, place, w));
                    boundaries.add(w.from());
                    boundaries.add(w.to());
                }
            }
        }
        boundaries.addAll(presences.boundaries());
        boundaries.addAll(conditions.boundaries());
        world.district().feeds().keySet().forEach(f -> boundaries.addAll(feeds.boundaries(f)));
    }

    /** Every local date that facts or a forecast speak of. */
    static List<LocalDate> dates(World world, CampusPlan plan) {
        LocalDate today = world.clock().atZone(plan.zone()).toLocalDate();
        LocalDate last = today.plusDays(world.district().settings().forecastDays());
        LocalDate first = world.district().firstDay();
        return first.isAfter(last)
                ? List.of()
                : first.datesUntil(last.plusDays(1)).toList();
    }

    List<PostWindow> postWindows() {
        return postWindows;
    }

    /** The duties that have a window at t, in the listed order of their posts. */
    List<PostWindow> postWindowsAt(Instant t) {
        return postWindows.stream()
                .filter(d -> d.window().contains(t))
                .sorted(Comparator.comparing(PostWindow::order)
                        .thenComparing(d -> d.window().date()))
                .toList();
    }

    /** The state of a duty over its window, as far as the clock: each piece differs from the one before. */
    List<ResultChange> resultChanges(PostWindow duty) {
        DutyWindow w = duty.window();
        List<ResultChange> pieces = new ArrayList<>();
        for (Instant t : boundaries.subSet(w.from(), w.to())) {
            if (t.isAfter(world.clock())) {
                break;
            }
            PostResult answer =
                    results.computeIfAbsent(t, this::evaluate).get(duty.post().id());
            if (pieces.isEmpty() || !pieces.get(pieces.size() - 1).result().equals(answer)) {
                pieces.add(new ResultChange(t, answer));
            }
        }
        return pieces;
    }

    /** The intervals of a post's date: over all its windows, merged where they touch. */
    List<CoverageInterval> intervals(String post, LocalDate date) {
        List<CoverageInterval> intervals = new ArrayList<>();
        for (PostWindow duty : postWindows) {
            if (!duty.post().id().equals(post) || !duty.window().date().equals(date)) {
                continue;
            }
            List<ResultChange> pieces = resultChanges(duty);
            for (int i = 0; i < pieces.size(); i++) {
                Instant to = i + 1 < pieces.size()
                        ? pieces.get(i + 1).from()
                        : duty.window().to();
                append(intervals, pieces.get(i), to);
            }
        }
        return intervals;
    }

    private void append(List<CoverageInterval> intervals, ResultChange piece, Instant end) {
        PostResult a = piece.result();
        Instant from = piece.from();
        if (!intervals.isEmpty()) {
            CoverageInterval before = intervals.get(intervals.size() - 1);
            boolean same = before.to().equals(Optional.of(from))
                    && new PostResult(before.state(), before.counted(), before.reasons()).equals(a);
            if (same) {
                from = before.from();
                intervals.remove(intervals.size() - 1);
            }
        }
        Optional<Instant> to = end.isAfter(world.clock()) ? Optional.empty() : Optional.of(end);
        intervals.add(new CoverageInterval(from, to, a.state(), a.counted(), a.reasons()));
    }

    private Map<String, PostResult> evaluate(Instant t) {
        SortedMap<String, PresentOfficer> present = new TreeMap<>();
        SortedMap<String, Instant> away = new TreeMap<>();
        for (Officer o : world.district().officers().values()) {
            OfficerLocation where = presences.of(o, t);
            if (where.isAt(plan.id())) {
                boolean doubtful = where.reportedBy().stream().allMatch(f -> feeds.isSilent(f, t));
                present.put(o.badge(), new PresentOfficer(o, where.duty(), doubtful, where.reportedBy()));
            }
            where.calledAway().filter(a -> a.campus().equals(plan.id())).ifPresent(a -> away.put(o.badge(), a.at()));
        }
        List<Post> posts = postWindowsAt(t).stream().map(PostWindow::post).toList();
        return new CampusSnapshot(conditions, plan.id(), t, posts, present, away, f -> silentSince(f, t)).evaluate();
    }

    private Optional<Instant> silentSince(String feed, Instant t) {
        return feeds.isSilent(feed, t) ? Optional.of(feeds.silentSince(feed, t)) : Optional.empty();
    }
}
