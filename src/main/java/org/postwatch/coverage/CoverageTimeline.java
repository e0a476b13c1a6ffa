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
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Officer;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/**
 * The states of a campus's posts over the windows of one local date. Between two neighbouring boundaries (of windows,
 * presences, silences, agreements, credentials, …) nothing can change, so one evaluation of each span is enough.
 */
public final class CoverageTimeline {
    /** A post that takes part, with the window that asks for it. */
    record RequiredPost(Post post, int order, DutyWindow window) {}

    private final District district;
    private final CampusPlan plan;
    private final LocalDate date;
    private final CoverageEvidence evidence;
    private final List<RequiredPost> requiredPosts = new ArrayList<>();

    private CoverageTimeline(District district, CampusPlan plan, LocalDate date, CoverageEvidence evidence) {
        this.district = district;
        this.plan = plan;
        this.date = date;
        this.evidence = evidence;
        // Windows of the days beside may overlap this date's, and an officer fills one post only.
        for (LocalDate day : List.of(date.minusDays(1), date, date.plusDays(1))) {
            List<Post> posts = plan.versionOn(day).posts();
            for (int i = 0; i < posts.size(); i++) {
                for (DutyWindow window : DutyWindows.ofPost(plan, posts.get(i).id(), day)) {
                    requiredPosts.add(new RequiredPost(posts.get(i), i, window));
                }
            }
        }
        requiredPosts.sort(Comparator.comparingInt(RequiredPost::order)
                .thenComparing(a -> a.post().id()));
    }

    /**
     * The intervals of the whole day by post, as if no more events arrived: what is after the clock is for
     * the caller to cut. Posts without a window on this date are absent.
     */
    public static Map<String, List<CoverageInterval>> compute(
            District district, CampusPlan plan, LocalDate date, CoverageEvidence evidence) {
        return new CoverageTimeline(district, plan, date, evidence).compute();
    }

    private Map<String, List<CoverageInterval>> compute() {
        Map<String, List<CoverageInterval>> result = new LinkedHashMap<>();
        requiredPosts.stream()
                .filter(a -> a.window().date().equals(date))
                .forEach(a -> result.computeIfAbsent(a.post().id(), post -> new ArrayList<>()));
        if (result.isEmpty()) {
            return result;
        }
        NavigableSet<Instant> cuts = boundaries();
        Map<Instant, List<Presence>> present = groupByBoundary(evidence.presences(), Presence::span, cuts);
        Map<Instant, List<Absence>> away = groupByBoundary(evidence.absences(), Absence::span, cuts);
        for (Instant from : cuts) {
            Instant to = cuts.higher(from);
            List<RequiredPost> now = requiredPosts.stream()
                    .filter(a -> a.window().span().contains(from))
                    .toList();
            if (to != null && now.stream().anyMatch(a -> a.window().date().equals(date))) {
                CoverageEvidence here = new CoverageEvidence(
                        present.getOrDefault(from, List.of()), away.getOrDefault(from, List.of()), evidence.silences());
                Map<String, InstantEvaluation.PostFinding> findings =
                        InstantEvaluation.evaluate(district, plan, here, now, from);
                for (RequiredPost a : now) {
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

    /** The items that apply at each boundary, in order. An officer may have hundreds of presences, of which one applies. */
    private static <T> Map<Instant, List<T>> groupByBoundary(
            List<T> all, Function<T, TimeSpan> span, NavigableSet<Instant> cuts) {
        Map<Instant, List<T>> result = new HashMap<>();
        for (T one : all) {
            for (Instant cut :
                    cuts.subSet(span.apply(one).from(), span.apply(one).to())) {
                result.computeIfAbsent(cut, c -> new ArrayList<>()).add(one);
            }
        }
        return result;
    }

    private static void append(
            List<CoverageInterval> intervals, Instant from, Instant to, InstantEvaluation.PostFinding finding) {
        if (!intervals.isEmpty()) {
            CoverageInterval last = intervals.get(intervals.size() - 1);
            boolean continues = last.to().equals(Optional.of(from))
                    && last.state() == finding.state()
                    && last.counted().equals(finding.counted())
                    && last.reasons().equals(finding.reasons());
            if (continues) {
                intervals.set(
                        intervals.size() - 1,
                        new CoverageInterval(
                                last.from(), Optional.of(to), last.state(), last.counted(), last.reasons()));
                return;
            }
        }
        intervals.add(
                new CoverageInterval(from, Optional.of(to), finding.state(), finding.counted(), finding.reasons()));
    }

    /** Every instant within the date's windows at which anything may change. */
    private NavigableSet<Instant> boundaries() {
        NavigableSet<Instant> all = new TreeSet<>();
        Set<String> feeds = new HashSet<>();
        Set<String> badges = new HashSet<>();
        for (RequiredPost a : requiredPosts) {
            all.add(a.window().span().from());
            all.add(a.window().span().to());
            feeds.addAll(a.post().feeds());
        }
        for (Presence presence : evidence.presences()) {
            all.add(presence.span().from());
            all.add(presence.span().to());
            feeds.addAll(presence.reportedBy());
            badges.add(presence.badge());
        }
        feeds.forEach(feed -> evidence.silences().addBoundaries(feed, all));
        for (String badge : badges) {
            Officer officer = district.officers().get(badge);
            if (officer != null) {
                Eligibility.addBoundaries(officer, plan.id(), plan.zone(), district, all);
            }
        }
        for (Absence away : evidence.absences()) {
            all.add(away.span().from());
            all.add(away.span().to());
        }
        Instant first = windowLimit(Comparator.naturalOrder(), true);
        Instant last = windowLimit(Comparator.reverseOrder(), false);
        return new TreeSet<>(all.subSet(first, true, last, true));
    }

    private Instant windowLimit(Comparator<Instant> order, boolean start) {
        return requiredPosts.stream()
                .filter(a -> a.window().date().equals(date))
                .map(a -> start ? a.window().span().from() : a.window().span().to())
                .min(order)
                .orElseThrow();
    }

    /** The part of a timeline that is known at a clock: no interval that begins later, and no end after the clock. */
    public static List<CoverageInterval> asOf(List<CoverageInterval> timeline, Instant clock) {
        return timeline.stream()
                .filter(i -> !i.from().isAfter(clock))
                .map(i -> i.to().filter(to -> !to.isAfter(clock)).isPresent()
                        ? i
                        : new CoverageInterval(i.from(), Optional.empty(), i.state(), i.counted(), i.reasons()))
                .toList();
    }
}
