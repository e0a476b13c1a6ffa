package org.postwatch.coverage.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventTrait;
import org.postwatch.event.PanicEvent;
import org.postwatch.event.PlacedEvent;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.state.RecordArrival;

/** Stores the evidence of admitted events, each once for its source and id. */
final class EventHandler {
    private final CoverageOutput output;
    private final CampusCache campusCache;
    private final EventDeduplicator deduplicator;
    private final PresenceEventHandler presence;
    private final ShiftEventHandler shifts;
    private final DeviceReportStore reports;
    private final TriggerStore triggers;
    private final EventIncidents eventIncidents;
    private final UrgentEventHandler urgent;

    /** What a report of a device is about, as stored with its event. */
    private record DeviceSubject(String campus, String device) {
        static DeviceSubject parse(String text) {
            int end = text.indexOf('/');
            return new DeviceSubject(text.substring(0, end), text.substring(end + 1));
        }

        String text() {
            return campus + "/" + device;
        }
    }

    EventHandler(
            CoverageOutput output,
            CampusCache campusCache,
            EventDeduplicator deduplicator,
            PresenceEventHandler presence,
            ShiftEventHandler shifts,
            DeviceReportStore reports,
            TriggerStore triggers,
            EventIncidents eventIncidents,
            UrgentEventHandler urgent) {
        this.output = output;
        this.campusCache = campusCache;
        this.deduplicator = deduplicator;
        this.presence = presence;
        this.shifts = shifts;
        this.reports = reports;
        this.triggers = triggers;
        this.eventIncidents = eventIncidents;
        this.urgent = urgent;
    }

    /** Handles an admitted event; the caller evaluates what it affects. */
    EventOutcome handle(District district, Event event, RecordArrival arrival) {
        return switch (event.type().shape()) {
            case PRESENCE_SIGNAL -> handleSignal(district, (PresenceSignal) event, arrival);
            case SHIFT_PLANNED -> handleShift(district, event, ((ShiftPlanned) event).shift(), arrival);
            case SHIFT_CANCELLED -> handleShift(district, event, ((ShiftCancelled) event).shift(), arrival);
            case ENTRANCE -> handleEntranceEvent(district, (EntranceEvent) event, arrival);
            case DEVICE_REPORT -> handleDeviceReport(district, (DeviceReport) event, arrival);
            case DETECTION -> handleDetection(district, (DetectionEvent) event, arrival);
            case PANIC -> handleUrgent(district, (PanicEvent) event, arrival);
            // The activity of their feed is recorded before; canaries and conduct have handlers of their own.
            case HEARTBEAT, CONDUCT, CANARY -> EventOutcome.ACCEPTED;
        };
    }

    private EventOutcome handleSignal(District district, PresenceSignal signal, RecordArrival arrival) {
        return applyOnce(district, signal, arrival, signal.badge(), () -> presence.add(district, signal));
    }

    /** Nearly all events are detections of persons, which are not kept. */
    private EventOutcome handleDetection(District district, DetectionEvent detection, RecordArrival arrival) {
        return detection.isUrgent() ? handleUrgent(district, detection, arrival) : EventOutcome.ACCEPTED;
    }

    private EventOutcome handleUrgent(District district, PlacedEvent event, RecordArrival arrival) {
        return applyOnce(district, event, arrival, event.campus(), () -> {
            urgent.handleAdmitted(district, event, arrival);
            return EventOutcome.ACCEPTED;
        });
    }

    private EventOutcome handleShift(District district, Event change, String shift, RecordArrival arrival) {
        return applyOnce(district, change, arrival, shift, () -> shifts.add(district, shift, change));
    }

    private EventOutcome handleDeviceReport(District district, DeviceReport report, RecordArrival arrival) {
        CampusKey campus = new CampusKey(district.id(), report.campus());
        // A report whose source and id are claimed is handled all the same: it may be another event.
        if (reports.isRedundant(campus, report) && !deduplicator.isClaimed(report)) {
            return EventOutcome.ACCEPTED;
        }
        return applyOnce(
                district,
                report,
                arrival,
                new DeviceSubject(report.campus(), report.device()).text(),
                () -> reports.add(report));
    }

    private EventOutcome handleEntranceEvent(District district, EntranceEvent event, RecordArrival arrival) {
        CampusCache.CachedCampus campus = campusCache.get(district.id(), event.campus());
        CampusPlan plan = campus.plan();
        eventIncidents.handle(district, plan, event);
        Optional<DutyWindow> window =
                event.type().has(EventTrait.ESCALATION_TRIGGER) ? campus.windowAt(event.time()) : Optional.empty();
        if (window.isPresent() || event.type().has(EventTrait.DOOR_FORCED)) {
            return applyOnce(district, event, arrival, event.campus(), () -> addTrigger(district, plan, event, window));
        }
        return EventOutcome.ACCEPTED;
    }

    private EventOutcome addTrigger(
            District district, CampusPlan plan, EntranceEvent event, Optional<DutyWindow> window) {
        EventOutcome outcome = window.map(w -> triggers.add(event, w.date())).orElse(EventOutcome.ACCEPTED);
        if (!event.type().has(EventTrait.DOOR_FORCED)) {
            return outcome;
        }
        // A forced door is an incident of its own, even if the trigger was rejected.
        eventIncidents.openForced(district, plan, event);
        return EventOutcome.accepted(outcome.affected());
    }

    private EventOutcome applyOnce(
            District district, Event event, RecordArrival arrival, String subject, Supplier<EventOutcome> effect) {
        return deduplicator
                .claim(event, arrival, subject)
                .match(
                        first -> applyFirst(event, effect),
                        duplicate -> EventOutcome.ACCEPTED,
                        lost -> rejectConflicting(event, arrival, lost.other()),
                        won -> replace(district, event, won.other(), effect));
    }

    private EventOutcome applyFirst(Event event, Supplier<EventOutcome> effect) {
        EventOutcome outcome = effect.get();
        if (outcome.isRejected()) {
            deduplicator.release(event);
        }
        return outcome;
    }

    private static EventOutcome rejectConflicting(Event event, RecordArrival arrival, EngineState.AppliedEvent other) {
        return EventOutcome.rejected(
                "conflicting",
                "source '" + event.source() + "' has sent another event with id '" + event.id()
                        + "', which arrived at " + other.stamp() + ", and this one at " + arrival.stamp()
                        + ": the earlier one counts (at equal times the one with the smaller SHA-256)");
    }

    private EventOutcome replace(
            District district, Event event, EngineState.AppliedEvent other, Supplier<EventOutcome> effect) {
        List<AffectedSpan> reverted = revert(district, event, other);
        output.publishSuperseded(event.origin(), other);
        // If this event is rejected, the superseded one must still not come back when it is sent again.
        return effect.get().and(reverted);
    }

    /** Removes the evidence of the other event with the same source and id. */
    private List<AffectedSpan> revert(District district, Event by, EngineState.AppliedEvent other) {
        return switch (other.type().shape()) {
            case PRESENCE_SIGNAL -> presence.remove(district, other.subject(), by);
            case SHIFT_PLANNED, SHIFT_CANCELLED -> shifts.remove(district, other.subject(), by);
            case DEVICE_REPORT -> {
                DeviceSubject device = DeviceSubject.parse(other.subject());
                yield reports.remove(device.campus(), device.device(), other.time(), by);
            }
            case ENTRANCE -> revertTrigger(district, other.subject(), other);
            // An incident that such an event opened stays.
            case HEARTBEAT, DETECTION, PANIC, CONDUCT, CANARY -> List.of();
        };
    }

    private List<AffectedSpan> revertTrigger(District district, String campus, EngineState.AppliedEvent other) {
        return other.type().has(EventTrait.ESCALATION_TRIGGER)
                ? triggers.remove(
                        new CampusKey(district.id(), campus),
                        campusCache.get(district.id(), campus).plan().zone(),
                        new EscalationTrigger(other.time(), other.type()))
                : List.of();
    }
}
