package org.postwatch.notification.route;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postwatch.notification.model.Alert;
import org.postwatch.plan.LocalDateTimeRange;

/**
 * A node of the tree. What it leaves open it has from the node above; compiled, nothing is left open.
 *
 * <p>The first child that matches takes the matter, and the next ones too where it says {@code goesOn}; a node handles
 * what none of its children takes.
 *
 * @param path where it stands in the documents: {@code routes}, {@code routes[2]}, {@code routes[2].routes[0]}
 * @param match label to the values it may have, all must match: {@code kind}, {@code severity}, {@code status},
 *     {@code campus}, {@code entrance}, or any label of an incident. A tree path that does not match on {@code status}
 *     takes what is or was open, not what is only expected.
 * @param to recipients, told at once (or as the rest of the node says)
 * @param escalate what follows while nobody acknowledges, in order
 * @param repeat told again so long after, while open and unacknowledged
 */
public record Route(
        String path,
        SortedMap<String, Set<String>> match,
        List<String> to,
        Optional<Grouping> group,
        Optional<QuietHours> quietHours,
        List<EscalationStep> escalate,
        Optional<Duration> repeat,
        boolean continueMatching,
        List<Route> routes) {

    /**
     * Several matters in one notice.
     *
     * @param by labels whose values they share; none puts all of the route together
     * @param pause from the first matter to the first notice
     * @param interval at least so long between two notices of a group
     */
    public record Grouping(List<String> groupBy, Duration groupWait, Duration groupInterval) {
        public Grouping {
            groupBy = List.copyOf(groupBy);
        }
    }

    /**
     * Hours in the campus's zone (the district's, where no campus is named) in which news waits.
     *
     * @param to at or before {@code from} means next day
     * @param below severities from this one on are told all the same
     */
    public record QuietHours(LocalTime from, LocalTime to, String belowSeverity) {
        /** The end of the quiet that holds now; empty when none does, or when the matter is too bad to wait. */
        public Optional<Instant> endOfCurrent(Instant now, Alert matter, RoutingConfig routing) {
            Optional<String> severity = matter.severity();
            boolean loud =
                    severity.isPresent() && routing.severityRank(severity.get()) >= routing.severityRank(belowSeverity);
            if (loud) {
                return Optional.empty();
            }
            ZoneId zone = routing.zoneOf(matter);
            LocalDate today = now.atZone(zone).toLocalDate();
            return Stream.of(today.minusDays(1), today)
                    .filter(day -> !now.isBefore(LocalDateTimeRange.startOf(day.atTime(from), zone)))
                    .map(day -> LocalDateTimeRange.endOf((from.isBefore(to) ? day : day.plusDays(1)).atTime(to), zone))
                    .filter(now::isBefore)
                    .findFirst();
        }
    }

    /** @param after so long after the step before (the first: after the opening) without an acknowledgement */
    public record EscalationStep(Duration after, List<String> to) {
        public EscalationStep {
            to = List.copyOf(to);
        }
    }

    public Route {
        match = Collections.unmodifiableSortedMap(new TreeMap<>(match));
        to = List.copyOf(to);
        escalate = List.copyOf(escalate);
        routes = List.copyOf(routes);
    }

    /** A root that tells everything to some recipients at once. */
    public static Route notifyingAll(List<String> recipients) {
        return new Route(
                "routes",
                new TreeMap<>(Map.of()),
                recipients,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                List.of());
    }
}
