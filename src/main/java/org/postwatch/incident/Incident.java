package org.postwatch.incident;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.text.WireName;

/**
 * An incident as facts imply it, or as history has it, at one moment.
 *
 * @param id unique in its district: the kind, then what it is one per, as {@code coverage/A/sro/2026-09-14/day}
 * @param labels what it is about: {@code campus}, {@code post}, {@code window}, {@code date}, {@code entrance},
 *     {@code shift}, {@code badge}, {@code feed}, {@code agreement}
 * @param episodes every opening, in order; empty while only expected
 * @param reasons why the latest gap is one
 */
public record Incident(
        String id,
        IncidentKind kind,
        IncidentStatus status,
        SortedMap<String, String> labels,
        List<Episode> episodes,
        List<Reason> reasons) {
    public enum IncidentStatus implements WireName {
        EXPECTED,
        OPEN,
        CLOSED
    }

    public Incident {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        episodes = List.copyOf(episodes);
        reasons = List.copyOf(reasons);
    }

    public static Incident of(
            String id, IncidentKind kind, Map<String, String> labels, List<Episode> episodes, List<Reason> reasons) {
        IncidentStatus status = episodes.isEmpty()
                ? IncidentStatus.EXPECTED
                : last(episodes).closedAt().isPresent() ? IncidentStatus.CLOSED : IncidentStatus.OPEN;
        return new Incident(id, kind, status, new TreeMap<>(labels), episodes, reasons);
    }

    /** The severity of the present gap, or of the last one; absent while only expected. */
    public Optional<String> severity() {
        return episodes.isEmpty()
                ? Optional.empty()
                : Optional.of(last(episodes).severity());
    }

    private static Episode last(List<Episode> episodes) {
        return episodes.get(episodes.size() - 1);
    }
}
