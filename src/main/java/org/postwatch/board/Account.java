package org.postwatch.board;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.plan.Agreement;

/**
 * What a district's day came to, up to an instant.
 *
 * @param incidents any of the district; those count that were open on the day
 * @param disclosures of the day
 */
public record Account(
        SchoolDay day,
        Instant upTo,
        List<PostDay> posts,
        List<Incident> incidents,
        List<DeadLetterHeaders> deadLetters,
        Disclosures disclosures) {
    public Account {
        posts = List.copyOf(posts);
        incidents = List.copyOf(incidents);
        deadLetters = List.copyOf(deadLetters);
    }

    /** How long a post had to be filled, all posts together. */
    public Duration required() {
        return day.required(upTo);
    }

    /** How long posts were in each state, all posts together. */
    public Map<State, Duration> hours() {
        Map<State, Duration> hours = new EnumMap<>(State.class);
        for (State state : State.values()) {
            hours.put(state, length(interval -> interval.state() == state));
        }
        return hours;
    }

    /** The hours for which officers under an agreement filled a post: at most as many officers as the post asks for. */
    public Duration counted(Agreement agreement) {
        Duration hours = Duration.ZERO;
        for (PostDay post : posts) {
            for (Interval interval : post.intervals()) {
                long officers = interval.reasons().stream()
                        .filter(reason -> isUnder(agreement, reason))
                        .count();
                hours = hours.plus(length(interval).multipliedBy(officers));
            }
        }
        return hours;
    }

    /** Those hours at the agreement's hourly rate, in cents, to the nearest one; 0 without a rate. */
    public long cents(Agreement agreement) {
        long rate = agreement.cost().flatMap(Agreement.Cost::hourly).orElse(0L);
        return Math.round(counted(agreement).toMillis()
                * (double) rate
                / Duration.ofHours(1).toMillis());
    }

    /** How many incidents were open at some time of the day, by kind, then by the worst severity of that day. */
    public Map<Kind, Map<String, Integer>> incidentsOfDay() {
        Map<Kind, Map<String, Integer>> counts = new TreeMap<>();
        for (Incident incident : incidents) {
            incident.episodes().stream()
                    .filter(this::onDay)
                    .map(Episode::severity)
                    .max((a, b) -> Integer.compare(
                            day.district().rank(a), day.district().rank(b)))
                    .ifPresent(severity -> counts.computeIfAbsent(incident.kind(), kind -> new TreeMap<>())
                            .merge(severity, 1, Integer::sum));
        }
        return counts;
    }

    /** How many events of the day were set aside, by reason. */
    public Map<String, Integer> setAside() {
        Map<String, Integer> counts = new TreeMap<>();
        deadLetters.forEach(why -> counts.merge(why.reason(), 1, Integer::sum));
        return counts;
    }

    private boolean onDay(Episode episode) {
        return episode.opened().isBefore(day.span().to())
                && episode.closed()
                        .map(closed -> closed.isAfter(day.span().from()))
                        .orElse(true);
    }

    private Duration length(Predicate<Interval> which) {
        return posts.stream()
                .flatMap(post -> post.intervals().stream())
                .filter(which)
                .map(this::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Duration length(Interval interval) {
        Instant to = interval.to().orElse(upTo);
        return to.isAfter(interval.from()) ? Duration.between(interval.from(), to) : Duration.ZERO;
    }

    private static boolean isUnder(Agreement agreement, Reason reason) {
        return reason.code().equals("covered-by") && reason.args().contains("agreement " + agreement.id());
    }
}
