package org.postwatch.coverage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/**
 * The states of a campus's posts over the windows of one local date. Between two neighbouring boundaries (of windows,
 * presences, silences, agreements, credentials, …) nothing can change, so one look at each stretch is enough.
 */
public final class CampusDay {
    /** A post that takes part, with the window that asks for it. */
    record Asked(Post post, int order, Window window) {}

    private final District district;
    private final CampusPlan plan;
    private final LocalDate date;
    private final Evidence evidence;
    private final List<Asked> asked = new ArrayList<>();

    private CampusDay(District district, CampusPlan plan, LocalDate date, Evidence evidence) {
        this.district = district;
        this.plan = plan;
        this.date = date;
        this.evidence = evidence;
        // Windows of the days beside may overlap this date's, and an officer fills one post only.
        for (LocalDate day : List.of(date.minusDays(1), date, date.plusDays(1))) {
            List<Post> posts = plan.on(day).posts();
            for (int i = 0; i < posts.size(); i++) {
                for (Window window : Windows.of(plan, posts.get(i).id(), day)) {
                    asked.add(new Asked(posts.get(i), i, window));
                }
            }
        }
        asked.sort(Comparator.comparingInt(Asked::order)
                .thenComparing(a -> a.post().id()));
    }

    /**
     * The whole day's intervals by post, as though nothing further were ever heard: what lies after the clock is for
     * the caller to cut. Posts without a window on this date are absent.
     */
    public static Map<String, List<Interval>> timeline(
            District district, CampusPlan plan, LocalDate date, Evidence evidence) {
        return new CampusDay(district, plan, date, evidence).timeline();
    }

    private Map<String, List<Interval>> timeline() {
        Map<String, List<Interval>> result = new LinkedHashMap<>();
        asked.stream()
                .filter(a -> a.window().date().equals(date))
                .forEach(a -> result.computeIfAbsent(a.post().id(), post -> new ArrayList<>()));
        if (result.isEmpty()) {
            return result;
        }
        NavigableSet<Instant> cuts = cuts();
        Map<Instant, List<Presence>> present = byCut(evidence.presences(), Presence::span, cuts);
        Map<Instant, List<Away>> away = byCut(evidence.aways(), Away::span, cuts);
        for (Instant from : cuts) {
            Instant to = cuts.higher(from);
            List<Asked> now =
                    asked.stream().filter(a -> a.window().span().contains(from)).toList();
            if (to != null && now.stream().anyMatch(a -> a.window().date().equals(date))) {
                Evidence here = new Evidence(
                        present.getOrDefault(from, List.of()), away.getOrDefault(from, List.of()), evidence.silences());
                Map<String, Moment.Finding> findings = Moment.look(district, plan, here, now, from);
                for (Asked a : now) {
                    if (a.window().date().equals(date)) {
                        append(
                                result.get(a.post().id()),
                                from,
                                to,
                                findings.get(a.post().id()));
                    }
                }
            }
        }
        return result;
    }

    /** What holds at each cut, in its order: an officer may have come and gone hundreds of times, and is there once. */
    private static <T> Map<Instant, List<T>> byCut(List<T> all, Function<T, Span> span, NavigableSet<Instant> cuts) {
        Map<Instant, List<T>> result = new HashMap<>();
        for (T one : all) {
            for (Instant cut :
                    cuts.subSet(span.apply(one).from(), span.apply(one).to())) {
                result.computeIfAbsent(cut, c -> new ArrayList<>()).add(one);
            }
        }
        return result;
    }

    private static void append(List<Interval> intervals, Instant from, Instant to, Moment.Finding finding) {
        if (!intervals.isEmpty()) {
            Interval last = intervals.get(intervals.size() - 1);
            boolean goesOn = last.to().equals(Optional.of(from))
                    && last.state() == finding.state()
                    && last.counted().equals(finding.counted())
                    && last.reasons().equals(finding.reasons());
            if (goesOn) {
                intervals.set(
                        intervals.size() - 1,
                        new Interval(last.from(), Optional.of(to), last.state(), last.counted(), last.reasons()));
                return;
            }
        }
        intervals.add(new Interval(from, Optional.of(to), finding.state(), finding.counted(), finding.reasons()));
    }

    /** Every instant within the date's windows at which anything may change. */
    private NavigableSet<Instant> cuts() {
        NavigableSet<Instant> all = new TreeSet<>();
        Set<String> feeds = new HashSet<>();
        Set<String> badges = new HashSet<>();
        for (Asked a : asked) {
            all.add(a.window().span().from());
            all.add(a.window().span().to());
            feeds.addAll(a.post().feeds());
        }
        for (Presence presence : evidence.presences()) {
            all.add(presence.span().from());
            all.add(presence.span().to());
            feeds.addAll(presence.toldBy());
            badges.add(presence.badge());
        }
        feeds.forEach(feed -> evidence.silences().addBoundaries(feed, all));
        for (String badge : badges) {
            Officer officer = district.officers().get(badge);
            if (officer != null) {
                Standing.addBoundaries(officer, plan.id(), plan.zone(), district, all);
            }
        }
        for (Away away : evidence.aways()) {
            all.add(away.span().from());
            all.add(away.span().to());
        }
        Instant first = day(Comparator.naturalOrder(), true);
        Instant last = day(Comparator.reverseOrder(), false);
        return new TreeSet<>(all.subSet(first, true, last, true));
    }

    private Instant day(Comparator<Instant> order, boolean start) {
        return asked.stream()
                .filter(a -> a.window().date().equals(date))
                .map(a -> start ? a.window().span().from() : a.window().span().to())
                .min(order)
                .orElseThrow();
    }

    /** A timeline as it is known at a clock: nothing that begins later, and no end that lies ahead. */
    public static List<Interval> asOf(List<Interval> timeline, Instant clock) {
        return timeline.stream()
                .filter(i -> !i.from().isAfter(clock))
                .map(i -> i.to().filter(to -> !to.isAfter(clock)).isPresent()
                        ? i
                        : new Interval(i.from(), Optional.empty(), i.state(), i.counted(), i.reasons()))
                .toList();
    }
}
