package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;

/** An incident that an event opens. */
record IncidentOpening(
        String id,
        IncidentKind kind,
        Map<String, String> labels,
        Instant startedAt,
        Instant openedAt,
        String severity,
        List<Reason> reasons) {

    Incident toIncident() {
        List<Episode.SeverityChange> severities = List.of(new Episode.SeverityChange(openedAt, severity));
        Episode episode = new Episode(startedAt, openedAt, Optional.empty(), Optional.empty(), severities);
        return Incident.of(id, kind, labels, List.of(episode), reasons);
    }
}
