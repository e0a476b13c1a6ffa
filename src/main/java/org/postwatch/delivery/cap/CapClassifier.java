package org.postwatch.delivery.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.Notice;

/**
 * How bad, how soon, how sure, in the standard's words.
 *
 * @param severities the district's, from the mildest to the worst
 */
record CapClassifier(CapAlert.CapScope scope, List<String> severities) {
    /** "Soon" in the standard's sense: within the next hour. */
    private static final Duration SOON = Duration.ofHours(1);

    CapClassifier {
        severities = List.copyOf(severities);
    }

    /** Nothing here says that all is clear of a weapon, or of what may be one. */
    CapAlert.CapResponseType response(Notice notice, Set<String> kinds) {
        boolean harmless = !kinds.isEmpty()
                && !kinds.contains(Alert.CONDUCT)
                && Alert.URGENT_KINDS.stream().noneMatch(kinds::contains);
        return switch (notice.status()) {
            case EXPECTED -> CapAlert.CapResponseType.Prepare;
            // Assess is not for messages to the public.
            case OPEN ->
                scope == CapAlert.CapScope.Public ? CapAlert.CapResponseType.Monitor : CapAlert.CapResponseType.Assess;
            case CLOSED ->
                harmless && isComplete(notice) ? CapAlert.CapResponseType.AllClear : CapAlert.CapResponseType.None;
            case WITHDRAWN -> CapAlert.CapResponseType.None;
        };
    }

    static CapAlert.CapUrgency urgency(Notice notice, Optional<Instant> onset) {
        if (notice.stage() == Notice.NoticeStage.WATCHDOG) {
            return CapAlert.CapUrgency.Unknown;
        }
        return switch (notice.status()) {
            case EXPECTED ->
                onset.filter(t -> !t.isAfter(notice.at().plus(SOON))).isPresent()
                        ? CapAlert.CapUrgency.Expected
                        : CapAlert.CapUrgency.Future;
            case OPEN -> CapAlert.CapUrgency.Immediate;
            case CLOSED, WITHDRAWN -> CapAlert.CapUrgency.Past;
        };
    }

    static CapAlert.CapCertainty certainty(Notice notice) {
        if (notice.stage() == Notice.NoticeStage.WATCHDOG) {
            return CapAlert.CapCertainty.Unknown;
        }
        return switch (notice.status()) {
            case EXPECTED -> CapAlert.CapCertainty.Likely;
            case OPEN, CLOSED -> CapAlert.CapCertainty.Observed;
            case WITHDRAWN -> CapAlert.CapCertainty.Unlikely;
        };
    }

    /** From the worst downwards: extreme, severe, moderate, and all below them minor. */
    CapAlert.CapSeverity severity(Collection<String> names) {
        int worst = names.stream().mapToInt(severities::indexOf).max().orElse(-1);
        if (worst < 0) {
            return CapAlert.CapSeverity.Unknown;
        }
        return switch (severities.size() - 1 - worst) {
            case 0 -> CapAlert.CapSeverity.Extreme;
            case 1 -> CapAlert.CapSeverity.Severe;
            case 2 -> CapAlert.CapSeverity.Moderate;
            default -> CapAlert.CapSeverity.Minor;
        };
    }

    /** Whether all that it is about stands in it. */
    static boolean isComplete(Notice notice) {
        return notice.items().size() == notice.alertCount();
    }
}
