package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.Interval;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Post;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;
import org.postwatch.plan.Windows;

/** One incident per post and window: gaps in it that lasted past the grace, or in which something happened. */
public final class CoverageIncidents {
    private CoverageIncidents() {}

    public static String id(String campus, String post, Window window) {
        return Kind.COVERAGE.wireName() + "/" + campus + "/" + post + "/" + window.date() + "/" + window.name();
    }

    public static Map<String, String> labels(String campus, String post, Window window) {
        return Map.of("campus", campus, "post", post, "date", window.date().toString(), "window", window.name());
    }

    /** @param timeline whole intervals of the post's date, which reach beyond the clock */
    public static List<Course> of(
            District district,
            CampusPlan plan,
            Post post,
            LocalDate date,
            List<Interval> timeline,
            Collection<Trigger> triggers) {
        List<Course> courses = new ArrayList<>();
        Episodes rule = new Episodes(district.severities(), post.ladder(), post.grace());
        List<Course.Because> because = timeline.stream()
                .filter(i -> i.state().isGap())
                .map(i -> new Course.Because(i.from(), i.reasons()))
                .toList();
        for (Window window : Windows.of(plan, post.id(), date)) {
            List<Episode> episodes = runs(timeline, window).stream()
                    .flatMap(run -> rule.of(run, triggers).stream())
                    .toList();
            if (!episodes.isEmpty()) {
                courses.add(new Course(
                        id(plan.id(), post.id(), window),
                        Kind.COVERAGE,
                        labels(plan.id(), post.id(), window),
                        episodes,
                        because));
            }
        }
        return courses;
    }

    /** Maximal runs of gap states within one window. */
    public static List<Run> runs(List<Interval> timeline, Window window) {
        List<Run> runs = new ArrayList<>();
        Instant start = null;
        for (Interval interval : timeline) {
            Instant from = later(interval.from(), window.span().from());
            Instant to =
                    earlier(interval.to().orElse(Instant.MAX), window.span().to());
            if (!from.isBefore(to)) {
                continue;
            }
            if (interval.state().isGap()) {
                start = start == null ? from : start;
            } else if (start != null) {
                runs.add(new Run(new Span(start, from), "covered"));
                start = null;
            }
        }
        if (start != null) {
            runs.add(new Run(new Span(start, window.span().to()), "window-ended"));
        }
        return runs;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
