package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.DetectionEvent;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.StateStore;
import org.postwatch.state.UrgentEventLog;

/** Opens the incident of an urgent event, once for its source, id and bytes. */
final class UrgentEventHandler {
    private final UrgentEventLog eventLog;
    private final EventIncidentHandler eventIncidents;
    private final CampusCache campusCache;

    UrgentEventHandler(StateStore ledger, EventIncidentHandler history, CampusCache index) {
        this.eventLog = new UrgentEventLog(ledger, CoverageTables.URGENT_EVENTS);
        this.eventIncidents = history;
        this.campusCache = index;
    }

    void handleAdmitted(District district, DetectionEvent event, RecordArrival receipt, Instant clock) {
        openIncident(district, event, receipt, event.time(), Optional.empty(), clock);
    }

    /** Its feed may speak, but its time is not credible or its id was taken: its incident says so. */
    void handleRejected(
            District district,
            DetectionEvent event,
            RecordArrival receipt,
            ProcessingResult.Rejection why,
            Instant clock) {
        Instant at = UrgentEventLog.effectiveAt(receipt.stamp(), clock);
        openIncident(district, event, receipt, at, Optional.of(Reason.of(why.reason(), event.time())), clock);
    }

    private void openIncident(
            District district,
            DetectionEvent event,
            RecordArrival receipt,
            Instant at,
            Optional<Reason> mark,
            Instant clock) {
        if (eventLog.contains(event, receipt, clock)) {
            return;
        }
        // Another event has the id of the incident, too.
        String suffix = eventLog.contains(event, clock) ? "/" + UrgentEventLog.digest(receipt) : "";
        eventLog.add(event, receipt, clock);
        CampusPlan plan = campusCache.get(district.id(), event.campus()).plan();
        eventIncidents.openUrgent(district, plan, event, suffix, at, mark, clock);
    }
}
