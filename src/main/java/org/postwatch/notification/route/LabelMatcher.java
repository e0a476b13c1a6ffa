package org.postwatch.notification.route;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postwatch.notification.model.Alert;

/** Whether a matter has the labels that a route or a silence asks for. */
public final class LabelMatcher {
    public static final String KIND = "kind";
    public static final String SEVERITY = "severity";
    public static final String STATUS = "status";
    private static final String EXPECTED = "expected";
    private static final String OPEN = "open";
    /** As many as somebody reads. */
    private static final int MAX_LISTED_VALUES = 30;

    /** All that matters are known by. */
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
     * What a silence cannot cover, in words, with what it can: whoever mistypes what is to be silenced must hear of it. Empty
     * when there may be something to cover.
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

    /** All values of a label; empty for one whose values are known only when a matter has them. */
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

    /** Why it does not fit, in words; empty when it does. */
    public static Optional<String> findMismatch(SortedMap<String, Set<String>> match, Alert matter) {
        for (var wanted : match.entrySet()) {
            Optional<String> is = labelValue(wanted.getKey(), matter);
            Set<String> names = wanted.getKey().equals(KIND)
                    ? Alert.applicableKinds(matter.kind())
                    : is.map(Set::of).orElse(Set.of());
            if (names.stream().noneMatch(wanted.getValue()::contains)) {
                return Optional.of(wanted.getKey() + " is "
                        + is.map(text -> "'" + text + "'").orElse("absent") + ", not "
                        + String.join(" or ", new TreeSet<>(wanted.getValue())));
            }
        }
        return Optional.empty();
    }

    /** The value of a label; what is or was open has the status {@code open}. */
    public static Optional<String> labelValue(String label, Alert matter) {
        return switch (label) {
            case KIND -> Optional.of(matter.kind());
            case SEVERITY -> matter.severity();
            case STATUS -> Optional.of(matter.isForecast() ? EXPECTED : OPEN);
            default -> Optional.ofNullable(matter.labels().get(label));
        };
    }
}
