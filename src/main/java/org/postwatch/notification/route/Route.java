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
 * A node of the route tree. Documents leave out what is as in its parent; here everything is filled in.
 *
 * <p>The first child that matches takes the alert, and the next ones too if it continues matching; a node
 * handles what none of its children takes.
 *
 * @param path its place in the documents: {@code routes}, {@code routes[2]}, {@code routes[2].routes[0]}
 * @param match label to the values it may have, all must match: {@code kind}, {@code severity}, {@code status},
 *     {@code campus}, {@code entrance}, or any label of an incident. A tree path that does not match on {@code status}
 *     takes what is or was open, not what is only expected.
 * @param to recipients, notified at once (or as the rest of the node says)
 * @param escalate what follows while nobody acknowledges, in order
 * @param repeat how long after a notice it is repeated, while open and unacknowledged
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
     * Several alerts in one notice.
     *
     * @param groupBy labels whose values they share; without any, all alerts of the route are one group
     * @param groupWait from the first alert to the first notice
     * @param groupInterval the shortest time between two notices of a group
     */
    public record Grouping(List<String> groupBy, Duration groupWait, Duration groupInterval) {
        public Grouping {
            groupBy = List.copyOf(groupBy);
        }
    }

    /**
     * Hours in the campus's zone (the district's, where no campus is named) in which notices wait.
     *
     * @param to at or before {@code from} means next day
     * @param belowSeverity alerts of this severity or a higher one are notified all the same
     */
    public record QuietHours(LocalTime from, LocalTime to, String belowSeverity) {
        /** The end of the quiet hours at {@code now}; empty outside of them, or when the alert is too severe to wait. */
        public Optional<Instant> endOfCurrent(Instant now, Alert alert, RoutingConfig routing) {
            Optional<String> severity = alert.severity();
            boolean severe =
                    severity.isPresent() && routing.severityRank(severity.get()) >= routing.severityRank(belowSeverity);
            if (severe) {
                return Optional.empty();
            }
            ZoneId zone = routing.zoneOf(alert);
            LocalDate today = now.atZone(zone).toLocalDate();
            return Stream.of(today.minusDays(1), today)
                    .filter(day -> !now.isBefore(LocalDateTimeRange.startOf(day.atTime(from), zone)))
                    .map(day -> LocalDateTimeRange.endOf((from.isBefore(to) ? day : day.plusDays(1)).atTime(to), zone))
                    .filter(now::isBefore)
                    .findFirst();
        }
    }

    /** @param after the delay since the step before (the first: since the opening) without an acknowledgement */
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

    /** A root that notifies some recipients of everything at once. */
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
