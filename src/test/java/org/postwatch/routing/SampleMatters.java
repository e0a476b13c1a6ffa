package org.postwatch.routing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Matters made up for tests. */
public final class SampleMatters {
    private SampleMatters() {}

    public static Matter coverage(String campus, String severity) {
        return of("coverage", Matter.Status.OPEN, severity, Map.of("campus", campus), false);
    }

    public static Matter of(
            String kind, Matter.Status status, String severity, Map<String, String> labels, boolean emergency) {
        SortedMap<String, String> fields = new TreeMap<>(labels);
        fields.put("kind", kind);
        return new Matter(
                Sketch.DISTRICT,
                kind + "/1",
                kind,
                status,
                severity.isEmpty() ? Optional.empty() : Optional.of(severity),
                new TreeMap<>(labels),
                fields,
                status == Matter.Status.EXPECTED ? Optional.empty() : Optional.of(Instant.EPOCH),
                Set.of(),
                emergency);
    }
}
