package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.List;
import org.postwatch.coverage.OfficerTimeline;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.District;
import org.postwatch.state.StateStore;

/** Stores presence signals; the campuses that an officer came to or left are affected. */
final class PresenceEventHandler {
    private final StateStore store;
    private final PresenceSignalStore signals;

    PresenceEventHandler(StateStore store, PresenceSignalStore signals) {
        this.store = store;
        this.signals = signals;
    }

    /** Adds a signal. */
    EventOutcome add(District district, PresenceSignal signal) {
        if (signals.isOverflowed(district, signal)) {
            signals.add(district, signal);
            return rejectOverLimit(district, signal);
        }
        OfficerTimeline before = signals.timeline(district, signal.badge());
        boolean stored = signals.add(district, signal);
        if (stored) {
            addBadge(district, signal);
        }
        EventOutcome outcome = stored ? EventOutcome.ACCEPTED : rejectOverLimit(district, signal);
        return outcome.and(affected(district, signal.badge(), before));
    }

    private void addBadge(District district, PresenceSignal signal) {
        CampusKey key = new CampusKey(district.id(), signal.campus());
        EngineState.CampusState campus =
                store.get(CoverageTables.CAMPUS_STATE, key).orElse(EngineState.CampusState.NEW);
        if (!campus.badges().contains(signal.badge())) {
            store.put(CoverageTables.CAMPUS_STATE, key, campus.withBadge(signal.badge()));
        }
    }

    private EventOutcome rejectOverLimit(District district, PresenceSignal signal) {
        Instant from = signals.overflowedFrom(district, signal.badge()).orElse(signal.time());
        return EventOutcome.rejected(
                "too-many",
                "officer '" + signal.badge() + "' has " + PresenceSignalStore.MAX_SIGNALS
                        + " signals in the open days already, and counts as gone from " + from
                        + " until a day is sealed and a check-in finds room");
    }

    /** Removes the signal with the source and id of an event. */
    List<AffectedSpan> remove(District district, String badge, Event other) {
        OfficerTimeline before = signals.timeline(district, badge);
        signals.remove(district, badge, other);
        return affected(district, badge, before);
    }

    private List<AffectedSpan> affected(District district, String badge, OfficerTimeline before) {
        return OfficerTimeline.affectedSpans(before, signals.timeline(district, badge)).stream()
                .map(affected -> AffectedSpan.observed(affected.campus(), affected.span()))
                .toList();
    }
}
