package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventTrait;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.EscalationTrigger;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.EngineClock;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;

/** Keeps the evidence of events (presence signals, shifts, device reports, triggers) and evaluates the coverage that it affects. */
final class EventHandler {
    private final CoverageOutput output;
    private final EngineClock<EngineState.ClockState> clock;
    private final CampusCache campusCache;
    private final EventDeduplicator deduplicator;
    private final TriggerStore triggers;
    private final DeviceReportStore reports;
    private final CampusEvaluator campuses;
    private final EventIncidentHandler eventIncidents;
    private final StaffingEventHandler staffing;
    private final UrgentEventHandler urgent;

    EventHandler(
            CoverageOutput voice,
            EngineClock<EngineState.ClockState> clock,
            CampusCache index,
            EventDeduplicator identities,
            TriggerStore triggers,
            DeviceReportStore reports,
            CampusEvaluator campuses,
            EventIncidentHandler history,
            StaffingEventHandler staffing,
            UrgentEventHandler urgent) {
        this.urgent = urgent;
        this.output = voice;
        this.clock = clock;
        this.campusCache = index;
        this.deduplicator = identities;
        this.triggers = triggers;
        this.reports = reports;
        this.campuses = campuses;
        this.eventIncidents = history;
        this.staffing = staffing;
    }

    /** Handles an admitted event. */
    ProcessingResult handle(District district, Event event, RecordArrival receipt) {
        return switch (event.type().shape()) {
            case PRESENCE_SIGNAL -> handleSignal(district, (PresenceSignal) event, receipt);
            case SHIFT_PLANNED -> handleShift(district, event, ((ShiftPlanned) event).shift(), receipt);
            case SHIFT_CANCELLED -> handleShift(district, event, ((ShiftCancelled) event).shift(), receipt);
            case ENTRANCE -> handleEntranceEvent(district, (EntranceEvent) event, receipt);
            case DEVICE_REPORT -> handleDeviceReport(district, (DeviceReport) event, receipt);
            case DETECTION -> handleDetection(district, (DetectionEvent) event, receipt);
            // The activity of their feed is recorded before; canaries and conduct have handlers of their own.
            case HEARTBEAT, CONDUCT, CANARY -> ProcessingResult.ACCEPTED;
        };
    }

    private ProcessingResult handleSignal(District district, PresenceSignal signal, RecordArrival receipt) {
        return applyOnce(district, signal, receipt, signal.badge(), () -> staffing.addSignal(district, signal));
    }

    private ProcessingResult handleShift(District district, Event change, String shift, RecordArrival receipt) {
        return applyOnce(district, change, receipt, shift, () -> staffing.changeShift(district, shift, change, null));
    }

    /** Nearly all events are detections of persons, which are not kept. */
    private ProcessingResult handleDetection(District district, DetectionEvent detection, RecordArrival receipt) {
        if (!detection.isUrgent()) {
            return ProcessingResult.ACCEPTED;
        }
        return applyOnce(district, detection, receipt, detection.campus(), () -> {
            urgent.handleAdmitted(district, detection, receipt, clock.time());
            return ProcessingResult.ACCEPTED;
        });
    }

    /** The effect of an event that is kept, once its source and id are claimed. */
    private interface EventEffect {
        ProcessingResult apply();
    }

    private ProcessingResult applyOnce(
            District district, Event event, RecordArrival receipt, String unit, EventEffect effect) {
        EventDeduplicator.ClaimResult claim = deduplicator.claim(event, receipt, unit);
        if (claim instanceof EventDeduplicator.ClaimResult.Duplicate) {
            return ProcessingResult.ACCEPTED;
        }
        if (claim instanceof EventDeduplicator.ClaimResult.ConflictLost loses) {
            return new ProcessingResult.Rejection(
                    "conflicting",
                    "source '" + event.source() + "' has sent another event with id '" + event.id()
                            + "', which arrived at " + loses.other().stamp() + ", and this one at " + receipt.stamp()
                            + ": the earlier one counts (at equal times the one with the smaller SHA-256)");
        }
        if (claim instanceof EventDeduplicator.ClaimResult.ConflictWon displaces) {
            revert(district, event, displaces.other());
            output.publishSuperseded(event.origin(), displaces.other());
        }
        ProcessingResult verdict = effect.apply();
        // The event that it superseded must not come back when it is sent again.
        if (verdict instanceof ProcessingResult.Rejection
                && !(claim instanceof EventDeduplicator.ClaimResult.ConflictWon)) {
            deduplicator.release(event);
        }
        return verdict;
    }

    /** Removes the evidence of the other event with the same source and id. */
    private void revert(District district, Event by, EngineState.AppliedEvent other) {
        String[] unit = other.subject().split("/");
        Runnable removal = switch (other.type().shape()) {
            case PRESENCE_SIGNAL -> () -> staffing.removeSignal(district, other.subject(), by);
            case SHIFT_PLANNED, SHIFT_CANCELLED -> () -> staffing.changeShift(district, other.subject(), null, by);
            case DEVICE_REPORT ->
                () -> {
                    reports.remove(district.id() + "/" + unit[0], unit[1], other.time(), by.source(), by.id());
                    evaluateFrom(district, unit[0], other.time());
                };
            case ENTRANCE ->
                () -> {
                    if (other.type().has(EventTrait.ESCALATION_TRIGGER)) {
                        removeTrigger(district, unit[0], new EscalationTrigger(other.time(), other.type()));
                    }
                };
            // An incident that such an event opened stays.
            case HEARTBEAT, DETECTION, CONDUCT, CANARY -> () -> {};
        };
        removal.run();
    }

    private ProcessingResult handleDeviceReport(District district, DeviceReport report, RecordArrival receipt) {
        String campus = district.id() + "/" + report.campus();
        // A report whose source and id are claimed is handled all the same: it may be another event.
        if (reports.isRedundant(campus, report) && !deduplicator.isClaimed(report)) {
            return ProcessingResult.ACCEPTED;
        }
        return applyOnce(district, report, receipt, report.campus() + "/" + report.device(), () -> {
            if (reports.isFull(campus)) {
                return new ProcessingResult.Rejection(
                        "too-many",
                        "campus '" + report.campus() + "' has " + DeviceReportStore.MAX_REPORTS
                                + " reports of devices in its open days already; devices should report what changes");
            }
            boolean known = reports.isRepeat(campus, report);
            reports.add(campus, report);
            if (!known) {
                TimeSpan since = new TimeSpan(report.time(), Instant.MAX);
                campuses.evaluateAffected(
                        district, campusCache.get(district.id(), report.campus()), List.of(since), clock.time());
            }
            return ProcessingResult.ACCEPTED;
        });
    }

    private ProcessingResult handleEntranceEvent(District district, EntranceEvent event, RecordArrival receipt) {
        CampusCache.CachedCampus campus = campusCache.get(district.id(), event.campus());
        CampusPlan plan = campus.plan();
        if (event.type().has(EventTrait.BUZZER_PRESS)) {
            eventIncidents.handlePress(district, plan, event, clock.time());
            return ProcessingResult.ACCEPTED;
        }
        if (event.type().has(EventTrait.PRESS_ANSWER)) {
            eventIncidents.handleAnswer(district, plan, event, clock.time());
        }
        if (event.type().has(EventTrait.DOOR_SECURED)) {
            eventIncidents.handleSecuredDoor(district, plan, event, clock.time());
        }
        Optional<DutyWindow> window =
                event.type().has(EventTrait.ESCALATION_TRIGGER) ? campus.windowAt(event.time()) : Optional.empty();
        if (window.isPresent() || event.type().has(EventTrait.DOOR_FORCED)) {
            return applyOnce(district, event, receipt, event.campus(), () -> {
                ProcessingResult verdict =
                        window.map(w -> addTrigger(district, event, w)).orElse(ProcessingResult.ACCEPTED);
                if (!event.type().has(EventTrait.DOOR_FORCED)) {
                    return verdict;
                }
                // A forced door is an incident of its own, even if the trigger was rejected.
                eventIncidents.handleForcedDoor(district, plan, event, clock.time());
                return ProcessingResult.ACCEPTED;
            });
        }
        return ProcessingResult.ACCEPTED;
    }

    private ProcessingResult addTrigger(District district, EntranceEvent event, DutyWindow window) {
        String campus = district.id() + "/" + event.campus();
        if (!triggers.add(campus, window.date(), new EscalationTrigger(event.time(), event.type()))) {
            return new ProcessingResult.Rejection(
                    "too-many",
                    "campus '" + event.campus() + "' has " + TriggerStore.MAX_TRIGGERS
                            + " admissions and door events on " + window.date() + " already");
        }
        if (campuses.isGap(district, event.campus(), event.time())) {
            evaluateDatesOf(district, event.campus(), event.time());
        }
        return ProcessingResult.ACCEPTED;
    }

    private void removeTrigger(District district, String campus, EscalationTrigger trigger) {
        String key = district.id() + "/" + campus;
        LocalDate date =
                LocalDate.ofInstant(trigger.at(), planOf(district, campus).zone());
        if (triggers.remove(key, date, trigger) || triggers.remove(key, date.minusDays(1), trigger)) {
            evaluateDatesOf(district, campus, trigger.at());
        }
    }

    /** Evaluates the dates of a campus whose windows may hold an instant. */
    private void evaluateDatesOf(District district, String campus, Instant t) {
        LocalDate date = LocalDate.ofInstant(t, planOf(district, campus).zone());
        campuses.evaluate(district, campus, List.of(date.minusDays(1), date), clock.time());
    }

    /** Evaluates every date of a campus from an instant to now. */
    private void evaluateFrom(District district, String campus, Instant from) {
        Instant to = clock.time().isAfter(from) ? clock.time() : from;
        ZoneId zone = planOf(district, campus).zone();
        campuses.evaluate(district, campus, datesOverlapping(new TimeSpan(from, to.plusMillis(1)), zone), clock.time());
    }

    /** Local dates whose windows may overlap a stretch of time; no window is longer than a day. */
    static List<LocalDate> datesOverlapping(TimeSpan span, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(span.from(), zone).minusDays(1);
        LocalDate last = LocalDate.ofInstant(span.to(), zone);
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private CampusPlan planOf(District district, String campus) {
        return campusCache.get(district.id(), campus).plan();
    }
}
