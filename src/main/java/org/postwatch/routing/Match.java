package org.postwatch.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Whether a matter has the labels that a route or a silence asks for. */
public final class Match {
    public static final String KIND = "kind";
    public static final String SEVERITY = "severity";
    public static final String STATUS = "status";

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

    private Match() {}

    /** Why it does not fit, in words; empty when it does. */
    public static Optional<String> misfit(SortedMap<String, Set<String>> match, Matter matter) {
        for (var wanted : match.entrySet()) {
            Optional<String> is = value(wanted.getKey(), matter);
            if (is.isEmpty() || !wanted.getValue().contains(is.get())) {
                return Optional.of(wanted.getKey() + " is "
                        + is.map(text -> "'" + text + "'").orElse("absent") + ", not "
                        + String.join(" or ", new TreeSet<>(wanted.getValue())));
            }
        }
        return Optional.empty();
    }

    /** The value of a label; what is or was open has the status {@code open}. */
    public static Optional<String> value(String label, Matter matter) {
        return switch (label) {
            case KIND -> Optional.of(matter.kind());
            case SEVERITY -> matter.severity();
            case STATUS -> Optional.of(matter.isForecast() ? "expected" : "open");
            default -> Optional.ofNullable(matter.labels().get(label));
        };
    }
}
