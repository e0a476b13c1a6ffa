package org.postwatch.delivery.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;

/**
 * How bad, how soon, how sure, in the standard's words.
 *
 * @param severities the district's, from the mildest to the worst
 */
record Gauge(Alert.Scope scope, List<String> severities) {
    /** "Soon" in the standard's sense: within the next hour. */
    private static final Duration SOON = Duration.ofHours(1);

    Gauge {
        severities = List.copyOf(severities);
    }

    /** Nothing here says that all is clear of a weapon, or of what may be one. */
    Alert.Response response(Notice notice, Set<String> kinds) {
        boolean harmless = !kinds.isEmpty()
                && !kinds.contains(Matter.CONDUCT)
                && Matter.URGENT.stream().noneMatch(kinds::contains);
        return switch (notice.status()) {
            case EXPECTED -> Alert.Response.Prepare;
            // Assess is not for messages to the public.
            case OPEN -> scope == Alert.Scope.Public ? Alert.Response.Monitor : Alert.Response.Assess;
            case CLOSED -> harmless && isWhole(notice) ? Alert.Response.AllClear : Alert.Response.None;
            case WITHDRAWN -> Alert.Response.None;
        };
    }

    static Alert.Urgency urgency(Notice notice, Optional<Instant> onset) {
        if (notice.stage() == Notice.Stage.WATCHDOG) {
            return Alert.Urgency.Unknown;
        }
        return switch (notice.status()) {
            case EXPECTED ->
                onset.filter(t -> !t.isAfter(notice.at().plus(SOON))).isPresent()
                        ? Alert.Urgency.Expected
                        : Alert.Urgency.Future;
            case OPEN -> Alert.Urgency.Immediate;
            case CLOSED, WITHDRAWN -> Alert.Urgency.Past;
        };
    }

    static Alert.Certainty certainty(Notice notice) {
        if (notice.stage() == Notice.Stage.WATCHDOG) {
            return Alert.Certainty.Unknown;
        }
        return switch (notice.status()) {
            case EXPECTED -> Alert.Certainty.Likely;
            case OPEN, CLOSED -> Alert.Certainty.Observed;
            case WITHDRAWN -> Alert.Certainty.Unlikely;
        };
    }

    /** From the worst downwards: extreme, severe, moderate, and all below them minor. */
    Alert.Severity severity(Collection<String> names) {
        int worst = names.stream().mapToInt(severities::indexOf).max().orElse(-1);
        if (worst < 0) {
            return Alert.Severity.Unknown;
        }
        return switch (severities.size() - 1 - worst) {
            case 0 -> Alert.Severity.Extreme;
            case 1 -> Alert.Severity.Severe;
            case 2 -> Alert.Severity.Moderate;
            default -> Alert.Severity.Minor;
        };
    }

    /** Whether all that it is about stands in it. */
    static boolean isWhole(Notice notice) {
        return notice.items().size() == notice.matters();
    }
}
