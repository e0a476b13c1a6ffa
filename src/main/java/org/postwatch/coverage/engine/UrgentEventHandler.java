package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PlacedEvent;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.ManyReportsIncident;
import org.postwatch.plan.District;
import org.postwatch.state.EngineClock;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.StateStore;
import org.postwatch.state.UrgentEventLog;

/** Opens the incident of an urgent event, once for its source, id and bytes, with the highest severity. */
final class UrgentEventHandler {
    private final UrgentEventLog eventLog;
    private final EngineClock<EngineState.ClockState> clock;
    private final EventIncidents incidents;
    private final CampusCache campusCache;

    UrgentEventHandler(
            StateStore store,
            EngineClock<EngineState.ClockState> clock,
            EventIncidents incidents,
            CampusCache campusCache) {
        this.eventLog = new UrgentEventLog(store, CoverageTables.URGENT_EVENTS);
        this.clock = clock;
        this.incidents = incidents;
        this.campusCache = campusCache;
    }

    void handleAdmitted(District district, PlacedEvent event, RecordArrival arrival) {
        open(district, event, arrival, event.time(), Optional.empty());
    }

    /** Its feed may send it, but its time is not credible or its id was taken: the incident says so. */
    void handleRejected(District district, PlacedEvent event, RecordArrival arrival, ProcessingResult.Rejection why) {
        Instant at = UrgentEventLog.effectiveAt(arrival.stamp(), clock.time());
        open(district, event, arrival, at, Optional.of(Reason.of(ReasonCode.of(why.reason()), event.time())));
    }

    private void open(District district, PlacedEvent event, RecordArrival arrival, Instant at, Optional<Reason> why) {
        if (eventLog.contains(event, arrival, clock.time())) {
            return;
        }
        IncidentKind kind = IncidentKind.ofUrgentEvent(event.type());
        IncidentId id = IncidentId.of(kind, event.campus(), event.source(), event.id());
        // The incident of another event has the same source and id.
        boolean isTaken = eventLog.contains(event, clock.time());
        eventLog.add(event, arrival, clock.time());
        List<Reason> reasons = new ArrayList<>();
        reasons.add(event.place()
                .map(place -> Reason.of(ReasonCode.of(kind.wireName()), place))
                .orElseGet(() -> Reason.of(ReasonCode.of(kind.wireName()))));
        why.ifPresent(reasons::add);
        IncidentOpening opening = new IncidentOpening(
                (isTaken ? id.with(UrgentEventLog.digest(arrival)) : id).text(),
                kind,
                labels(event),
                at,
                at,
                district.severities().get(district.severities().size() - 1),
                reasons);
        incidents.edit(
                district,
                campusCache.get(district.id(), event.campus()).plan(),
                campus -> openOrList(campus, opening, event));
    }

    /** Routes and policies know a location, which recipients need who may not know the reasons. */
    private static Map<String, String> labels(PlacedEvent event) {
        return event instanceof PanicEvent panic && panic.location().isPresent()
                ? Map.of("campus", event.campus(), "location", panic.location().get())
                : Map.of("campus", event.campus());
    }

    /**
     * Opens an incident, or lists it with others of its feed and kind. The minute is that of the arrival: a feed whose clock is wrong
     * cannot spread its reports over many.
     */
    private static void openOrList(EventIncidentEditor campus, IncidentOpening opening, PlacedEvent event) {
        String feed = event.source();
        String kind = opening.kind().wireName();
        // Counted by kind, so that many panics hide no weapon.
        String counted = kind + "/" + feed;
        Instant minute = campus.clock().truncatedTo(ChronoUnit.MINUTES);
        List<Reason> own = campus.reports(counted, minute);
        Reason report = ManyReportsIncident.listedReport(opening.id(), event.place(), opening.startedAt());
        if (campus.isOpen(opening.id()) || ManyReportsIncident.incidentIds(own).contains(opening.id())) {
            return;
        }
        if (own.size() < ManyReportsIncident.MAX_OWN_INCIDENTS) {
            campus.addReport(counted, minute, report);
            campus.open(opening);
            return;
        }
        String id = IncidentId.of(IncidentKind.MANY_REPORTS, event.campus(), feed, kind, minute)
                .text();
        campus.find(id)
                .ifPresentOrElse(
                        many -> list(campus, many, report, opening.severity()),
                        () -> campus.open(new IncidentOpening(
                                id,
                                IncidentKind.MANY_REPORTS,
                                Map.of(
                                        "campus",
                                        event.campus(),
                                        "feed",
                                        feed,
                                        ManyReportsIncident.REPORTED_LABEL,
                                        kind),
                                opening.startedAt(),
                                opening.openedAt(),
                                opening.severity(),
                                ManyReportsIncident.add(own, report))));
    }

    /** Recipients are notified at once of a report from a place that no earlier report came from. */
    private static void list(EventIncidentEditor campus, Incident many, Reason report, String severity) {
        List<Reason> listed = ManyReportsIncident.add(many.reasons(), report);
        if (listed.equals(many.reasons())) {
            return;
        }
        Episode before = many.episodes().get(0);
        List<Episode.SeverityChange> severities = new ArrayList<>(before.severityChanges());
        if (ManyReportsIncident.isNewPlace(many.reasons(), report)) {
            Instant last = severities.get(severities.size() - 1).at();
            Instant at = campus.clock().isAfter(last) ? campus.clock() : last.plusMillis(1);
            severities.add(new Episode.SeverityChange(at, severity));
        }
        Episode now =
                new Episode(before.startedAt(), before.openedAt(), before.closedAt(), before.closeReason(), severities);
        campus.update(many, Incident.of(many.id(), many.kind(), many.labels(), List.of(now), listed));
    }
}
