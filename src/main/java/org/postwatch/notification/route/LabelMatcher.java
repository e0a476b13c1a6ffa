package org.postwatch.notification.route;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Alert;

/** Whether an alert has the labels that a route or a silence matches on. */
public final class LabelMatcher {
    public static final String KIND = "kind";
    public static final String SEVERITY = "severity";
    public static final String STATUS = "status";
    private static final String EXPECTED = "expected";
    private static final String OPEN = "open";
    /** The most values that a message lists. */
    private static final int MAX_LISTED_VALUES = 30;

    /** The labels of alerts. */
    public static final List<String> LABELS = List.of(
            KIND,
            SEVERITY,
            STATUS,
            "campus",
            "entrance",
            "post",
            "feed",
            "agreement",
            "agency",
            "recipient",
            "silence",
            "window",
            "date",
            "badge",
            "shift",
            "what");

    private LabelMatcher() {}

    /**
     * Says what is wrong with a silence that can match no alert, as after a typing error, and what is possible. Empty when there
     * may be alerts that it matches.
     */
    public static Optional<String> findUnmatchable(SortedMap<String, Set<String>> match, RoutingConfig routing) {
        for (var wanted : match.entrySet()) {
            String label = wanted.getKey();
            if (!LABELS.contains(label)) {
                return Optional.of("'" + label + "' is no label; expected one of " + String.join(", ", LABELS));
            }
            Optional<Collection<String>> there = possibleValues(label, routing);
            for (String value : wanted.getValue()) {
                if (there.isPresent() && !there.get().contains(value)) {
                    return Optional.of("no " + label + " '" + value + "' can be silenced; expected one of "
                            + there.get().stream().limit(MAX_LISTED_VALUES).collect(Collectors.joining(", "))
                            + (there.get().size() > MAX_LISTED_VALUES ? ", ..." : ""));
                }
            }
        }
        return Optional.empty();
    }

    /** All values of a label; empty for one whose values are known only from alerts. */
    private static Optional<Collection<String>> possibleValues(String label, RoutingConfig routing) {
        return switch (label) {
            case KIND -> Optional.of(Alert.SILENCEABLE_KINDS);
            case SEVERITY -> Optional.of(routing.severities());
            case STATUS -> Optional.of(List.of(EXPECTED, OPEN));
            case "campus" -> Optional.of(routing.campuses().keySet());
            case "recipient" -> Optional.of(routing.recipients().keySet());
            default -> Optional.empty();
        };
    }

    /** The first label of which the alert has none of the values; empty when the alert matches. */
    public static Optional<RouteMiss> findMismatch(SortedMap<String, Set<String>> match, Alert alert) {
        for (var wanted : match.entrySet()) {
            Optional<String> value = labelValue(wanted.getKey(), alert);
            Set<String> names = wanted.getKey().equals(KIND)
                    ? alert.applicableKinds()
                    : value.map(Set::of).orElse(Set.of());
            if (names.stream().noneMatch(wanted.getValue()::contains)) {
                return Optional.of(new RouteMiss.LabelMismatch(wanted.getKey(), value, wanted.getValue()));
            }
        }
        return Optional.empty();
    }

    /** The value of a label; an alert that is or was open has the status {@code open}. */
    public static Optional<String> labelValue(String label, Alert alert) {
        return switch (label) {
            case KIND -> Optional.of(alert.kind());
            case SEVERITY -> alert.severity();
            case STATUS -> Optional.of(alert.isForecast() ? EXPECTED : OPEN);
            default -> Optional.ofNullable(alert.labels().get(label));
        };
    }
}
