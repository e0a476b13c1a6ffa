package org.postwatch.watch;

import java.time.Instant;
import java.util.Optional;
import org.postwatch.coverage.Reason;
import org.postwatch.event.Event;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** Opens the incident of an urgent event, once for its source, id and bytes. */
final class UrgentDesk {
    private final UrgentEvents known;
    private final HistoryDesk history;
    private final CampusIndex index;

    UrgentDesk(Ledger ledger, HistoryDesk history, CampusIndex index) {
        this.known = new UrgentEvents(ledger, CoverageTables.URGENT);
        this.history = history;
        this.index = index;
    }

    void admitted(District district, Event event, Receipt receipt, Instant clock) {
        open(district, event, receipt, event.time(), Optional.empty(), clock);
    }

    /** Its feed may speak, but its time is not credible or its id was taken: its incident says so. */
    void rejected(District district, Event event, Receipt receipt, Verdict.SetAside why, Instant clock) {
        Instant at = UrgentEvents.effective(receipt.stamp(), clock);
        open(district, event, receipt, at, Optional.of(Reason.of(why.reason(), event.time())), clock);
    }

    private void open(
            District district, Event event, Receipt receipt, Instant at, Optional<Reason> mark, Instant clock) {
        if (known.isKnown(event, receipt, clock)) {
            return;
        }
        // Another event has the id of the incident, too.
        String suffix = known.isKnown(event, clock) ? "/" + UrgentEvents.digest(receipt) : "";
        known.remember(event, receipt, clock);
        CampusPlan plan = index.get(district.id(), Admission.campus(event)).plan();
        history.urgent(district, plan, event, suffix, at, mark, clock);
    }
}
