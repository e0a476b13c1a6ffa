package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.CanaryEvent;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.District;
import org.postwatch.state.StateStore;

/** Answers a canary once a minute: a recipient that gets no answer knows that something in between is broken. */
final class CanaryHandler {
    /** No campus has such an id. */
    private static final String CANARY_CAMPUS = "~canary";

    private final StateStore store;
    private final CoverageOutput output;

    CanaryHandler(StateStore store, CoverageOutput output) {
        this.store = store;
        this.output = output;
    }

    /** One incident a district, always the same, so that the topic of incidents stays small. */
    void handle(District district, CanaryEvent canary, Instant clock) {
        Instant minute = canary.time().truncatedTo(ChronoUnit.MINUTES);
        String id = IncidentId.of(IncidentKind.WATCHDOG, canary.source()).text();
        Optional<Incident> last = store.get(CoverageTables.EVENT_INCIDENTS, new CampusKey(district.id(), CANARY_CAMPUS))
                .map(history -> history.openIncidents().get(id));
        if (last.filter(incident -> !incident.episodes().get(0).startedAt().isBefore(minute))
                .isPresent()) {
            return;
        }
        Episode episode = new Episode(
                minute,
                minute,
                Optional.empty(),
                Optional.empty(),
                List.of(new Episode.SeverityChange(minute, district.severities().get(0))));
        Incident incident = Incident.of(
                id, IncidentKind.WATCHDOG, Map.of(), List.of(episode), List.of(Reason.of(ReasonCode.CANARY)));
        output.publishIncident(district.id(), incident);
        output.publishTransition(new IncidentTransition(
                district.id(), incident, IncidentTransition.IncidentChange.OPENED, minute, clock, Optional.empty()));
        store.put(
                CoverageTables.EVENT_INCIDENTS,
                new CampusKey(district.id(), CANARY_CAMPUS),
                new EngineState.EventIncidentState(
                        List.of(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(id, incident)),
                        EngineState.NEVER));
    }
}
