package org.postwatch.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.plan.Post;
import org.postwatch.plan.TimeSpan;

/** One incident per post and window: gaps in it that lasted past the grace, or in which something happened. */
public final class CoverageIncidents {
    private CoverageIncidents() {}

    public static String id(String campus, String post, DutyWindow window) {
        return IncidentId.of(IncidentKind.COVERAGE, campus, post, window.date(), window.name())
                .text();
    }

    public static Map<String, String> labels(String campus, String post, DutyWindow window) {
        return Map.of("campus", campus, "post", post, "date", window.date().toString(), "window", window.name());
    }

    /** @param timeline whole intervals of the post's date, which reach beyond the clock */
    public static List<IncidentTimeline> of(
            District district,
            CampusPlan plan,
            Post post,
            LocalDate date,
            List<CoverageInterval> timeline,
            Collection<EscalationTrigger> triggers) {
        List<IncidentTimeline> courses = new ArrayList<>();
        EpisodeRule rule = new EpisodeRule(district.severities(), post.ladder(), post.grace());
        List<IncidentTimeline.ReasonChange> reasonChanges = timeline.stream()
                .filter(i -> i.state().isGap())
                .map(i -> new IncidentTimeline.ReasonChange(i.from(), i.reasons()))
                .toList();
        for (DutyWindow window : DutyWindows.ofPost(plan, post.id(), date)) {
            List<Episode> episodes = gaps(timeline, window).stream()
                    .flatMap(run -> rule.evaluate(run, triggers).stream())
                    .toList();
            if (!episodes.isEmpty()) {
                courses.add(new IncidentTimeline(
                        id(plan.id(), post.id(), window),
                        IncidentKind.COVERAGE,
                        labels(plan.id(), post.id(), window),
                        episodes,
                        reasonChanges));
            }
        }
        return courses;
    }

    /** Maximal runs of gap states within one window. */
    public static List<FaultSpan> gaps(List<CoverageInterval> timeline, DutyWindow window) {
        List<FaultSpan> runs = new ArrayList<>();
        Instant start = null;
        for (CoverageInterval interval : timeline) {
            Instant from = later(interval.from(), window.span().from());
            Instant to =
                    earlier(interval.to().orElse(Instant.MAX), window.span().to());
            if (!from.isBefore(to)) {
                continue;
            }
            if (interval.state().isGap()) {
                start = start == null ? from : start;
            } else if (start != null) {
                runs.add(new FaultSpan(new TimeSpan(start, from), "covered"));
                start = null;
            }
        }
        if (start != null) {
            runs.add(new FaultSpan(new TimeSpan(start, window.span().to()), "window-ended"));
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
