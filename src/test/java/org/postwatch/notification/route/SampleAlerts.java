package org.postwatch.notification.route;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.notification.model.Alert;

/** Matters made up for tests. */
public final class SampleAlerts {
    private SampleAlerts() {}

    public static Alert coverage(String campus, String severity) {
        return of("coverage", Alert.AlertStatus.OPEN, severity, Map.of("campus", campus), false);
    }

    public static Alert of(
            String kind, Alert.AlertStatus status, String severity, Map<String, String> labels, boolean emergency) {
        SortedMap<String, String> fields = new TreeMap<>(labels);
        fields.put("kind", kind);
        return new Alert(
                RoutingConfigBuilder.DISTRICT,
                kind + "/1",
                kind,
                status,
                severity.isEmpty() ? Optional.empty() : Optional.of(severity),
                new TreeMap<>(labels),
                fields,
                status == Alert.AlertStatus.EXPECTED ? Optional.empty() : Optional.of(Instant.EPOCH),
                Set.of(),
                emergency);
    }
}
