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
import org.postwatch.coverage.Interval;
import org.postwatch.event.Event;
import org.postwatch.oracle.Presences.Whereabouts;
import org.postwatch.oracle.Question.Present;
import org.postwatch.oracle.Windows.Window;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;

/** The state of each post of one campus at every instant that could matter, and the intervals that follow. */
final class Coverage {
    /** A window of a post, with the post as the version of that date has it. */
    record Duty(Post post, int place, Window window) {}

    /** What holds from an instant on. */
    record Piece(Instant from, Answer answer) {}

    private final World world;
    private final CampusPlan plan;
    private final Presences presences;
    private final Feeds feeds;
    private final Conditions conditions;
    private final List<Duty> duties = new ArrayList<>();
    private final SortedSet<Instant> matters = new TreeSet<>();
    private final Map<Instant, Map<String, Answer>> answers = new TreeMap<>();

    Coverage(World world, CampusPlan plan, List<Event> standing, Feeds feeds) {
        this.world = world;
        this.plan = plan;
        this.feeds = feeds;
        presences = new Presences(world, standing);
        conditions = new Conditions(world);
        for (LocalDate date : dates(world, plan)) {
            Campus version = plan.on(date);
            for (int place = 0; place < version.posts().size(); place++) {
                Post post = version.posts().get(place);
                for (Window w : Windows.ofPost(plan, post.id(), date)) {
                    duties.add(new Duty(post, place, w));
                    matters.add(w.from());
                    matters.add(w.to());
                }
            }
        }
        matters.addAll(presences.changes());
        matters.addAll(conditions.changes());
        world.district().feeds().keySet().forEach(f -> matters.addAll(feeds.changes(f)));
    }

    /** Every local date that facts or a forecast speak of. */
    static List<LocalDate> dates(World world, CampusPlan plan) {
        LocalDate today = world.clock().atZone(plan.zone()).toLocalDate();
        LocalDate last = today.plusDays(world.district().settings().forecastDays());
        LocalDate first = world.district().first();
        return first.isAfter(last)
                ? List.of()
                : first.datesUntil(last.plusDays(1)).toList();
    }

    List<Duty> duties() {
        return duties;
    }

    /** The duties that have a window at t, in the listed order of their posts. */
    List<Duty> dutiesAt(Instant t) {
        return duties.stream()
                .filter(d -> d.window().contains(t))
                .sorted(Comparator.comparing(Duty::place)
                        .thenComparing(d -> d.window().date()))
                .toList();
    }

    /** The state of a duty over its window, as far as the clock: each piece differs from the one before. */
    List<Piece> pieces(Duty duty) {
        Window w = duty.window();
        List<Piece> pieces = new ArrayList<>();
        for (Instant t : matters.subSet(w.from(), w.to())) {
            if (t.isAfter(world.clock())) {
                break;
            }
            Answer answer =
                    answers.computeIfAbsent(t, this::ask).get(duty.post().id());
            if (pieces.isEmpty() || !pieces.get(pieces.size() - 1).answer().equals(answer)) {
                pieces.add(new Piece(t, answer));
            }
        }
        return pieces;
    }

    /** The intervals of a post's date: over all its windows, merged where they touch. */
    List<Interval> intervals(String post, LocalDate date) {
        List<Interval> intervals = new ArrayList<>();
        for (Duty duty : duties) {
            if (!duty.post().id().equals(post) || !duty.window().date().equals(date)) {
                continue;
            }
            List<Piece> pieces = pieces(duty);
            for (int i = 0; i < pieces.size(); i++) {
                Instant to = i + 1 < pieces.size()
                        ? pieces.get(i + 1).from()
                        : duty.window().to();
                append(intervals, pieces.get(i), to);
            }
        }
        return intervals;
    }

    private void append(List<Interval> intervals, Piece piece, Instant end) {
        Answer a = piece.answer();
        Instant from = piece.from();
        if (!intervals.isEmpty()) {
            Interval before = intervals.get(intervals.size() - 1);
            boolean same = before.to().equals(Optional.of(from))
                    && new Answer(before.state(), before.counted(), before.reasons()).equals(a);
            if (same) {
                from = before.from();
                intervals.remove(intervals.size() - 1);
            }
        }
        Optional<Instant> to = end.isAfter(world.clock()) ? Optional.empty() : Optional.of(end);
        intervals.add(new Interval(from, to, a.state(), a.counted(), a.reasons()));
    }

    private Map<String, Answer> ask(Instant t) {
        SortedMap<String, Present> present = new TreeMap<>();
        SortedMap<String, Instant> away = new TreeMap<>();
        for (Officer o : world.district().officers().values()) {
            Whereabouts where = presences.of(o, t);
            if (where.at(plan.id())) {
                boolean doubtful = where.toldOf().stream().allMatch(f -> feeds.silent(f, t));
                present.put(o.badge(), new Present(o, where.duty(), doubtful, where.toldOf()));
            }
            where.away().filter(a -> a.campus().equals(plan.id())).ifPresent(a -> away.put(o.badge(), a.at()));
        }
        List<Post> posts = dutiesAt(t).stream().map(Duty::post).toList();
        return new Question(conditions, plan.id(), t, posts, present, away, f -> silentSince(f, t)).answers();
    }

    private Optional<Instant> silentSince(String feed, Instant t) {
        return feeds.silent(feed, t) ? Optional.of(feeds.silentSince(feed, t)) : Optional.empty();
    }
}
