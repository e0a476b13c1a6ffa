package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.Agreement;
import org.postwatch.wire.DeadLetterHeaders;

/**
 * The summary of a district's day, up to an instant.
 *
 * @param incidents incidents of the district; those that were open on the day are counted
 * @param disclosures of the day
 */
public record DaySummary(
        SchoolDay day,
        Instant until,
        List<PostDayIntervals> posts,
        List<Incident> incidents,
        List<DeadLetterHeaders> deadLetters,
        DisclosureCounts disclosures) {
    public DaySummary {
        posts = List.copyOf(posts);
        incidents = List.copyOf(incidents);
        deadLetters = List.copyOf(deadLetters);
    }

    /** The time for which posts were required, summed over all posts. */
    public Duration requiredTime() {
        return day.requiredTime(until);
    }

    /** The time that posts were in each state, summed over all posts. */
    public Map<CoverageState, Duration> timeByStatus() {
        Map<CoverageState, Duration> hours = new EnumMap<>(CoverageState.class);
        for (CoverageState state : CoverageState.values()) {
            hours.put(state, duration(interval -> interval.state() == state));
        }
        return hours;
    }

    /**
     * The time for which officers under an agreement filled a post, counting at most as many officers as the post
     * requires.
     */
    public Duration officerTime(Agreement agreement) {
        Duration hours = Duration.ZERO;
        for (PostDayIntervals post : posts) {
            for (CoverageInterval interval : post.intervals()) {
                long officers = interval.reasons().stream()
                        .filter(reason -> isUnder(agreement, reason))
                        .count();
                hours = hours.plus(duration(interval).multipliedBy(officers));
            }
        }
        return hours;
    }

    /** Those hours at the agreement's hourly rate, in cents, to the nearest one; 0 without a rate. */
    public long costInCents(Agreement agreement) {
        long rate = agreement.cost().flatMap(Agreement.Cost::hourly).orElse(0L);
        return Math.round(officerTime(agreement).toMillis()
                * (double) rate
                / Duration.ofHours(1).toMillis());
    }

    /** How many incidents were open at some time of the day, by kind, then by the worst severity of that day. */
    public Map<IncidentKind, Map<String, Integer>> incidentsOfDay() {
        Map<IncidentKind, Map<String, Integer>> counts = new TreeMap<>();
        for (Incident incident : incidents) {
            incident.episodes().stream()
                    .filter(this::isOnDay)
                    .map(Episode::severity)
                    .max((a, b) -> Integer.compare(
                            day.district().severityRank(a), day.district().severityRank(b)))
                    .ifPresent(severity -> counts.computeIfAbsent(incident.kind(), kind -> new TreeMap<>())
                            .merge(severity, 1, Integer::sum));
        }
        return counts;
    }

    /** The number of rejected events of the day, by reason. */
    public Map<String, Integer> rejectedByReason() {
        Map<String, Integer> counts = new TreeMap<>();
        deadLetters.forEach(why -> counts.merge(why.reason(), 1, Integer::sum));
        return counts;
    }

    private boolean isOnDay(Episode episode) {
        return episode.openedAt().isBefore(day.span().to())
                && episode.closedAt()
                        .map(closed -> closed.isAfter(day.span().from()))
                        .orElse(true);
    }

    private Duration duration(Predicate<CoverageInterval> which) {
        return posts.stream()
                .flatMap(post -> post.intervals().stream())
                .filter(which)
                .map(this::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration duration(CoverageInterval interval) {
        Instant to = interval.to().orElse(until);
        return to.isAfter(interval.from()) ? Duration.between(interval.from(), to) : Duration.ZERO;
    }

    private static boolean isUnder(Agreement agreement, Reason reason) {
        return reason.code().equals("covered-by") && reason.args().contains("agreement " + agreement.id());
    }
}
