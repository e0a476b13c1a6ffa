package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
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

/** Keeps what events leave behind (signs, shifts, reports, triggers) and has looked at again what that bears on. */
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

    /** Takes in an admitted event. */
    ProcessingResult handle(District district, Event event, RecordArrival receipt) {
        if (event.type() == EventType.PERSON_SEEN) {
            // Nearly all events: evidence that is not kept.
            return ProcessingResult.ACCEPTED;
        } else if (event instanceof PresenceSignal sign) {
            return applyOnce(district, event, receipt, sign.badge(), () -> staffing.addSignal(district, sign));
        } else if (event instanceof ShiftPlanned shift) {
            return applyOnce(
                    district,
                    event,
                    receipt,
                    shift.shift(),
                    () -> staffing.changeShift(district, shift.shift(), shift, null));
        } else if (event instanceof ShiftCancelled shift) {
            return applyOnce(
                    district,
                    event,
                    receipt,
                    shift.shift(),
                    () -> staffing.changeShift(district, shift.shift(), shift, null));
        } else if (event instanceof DeviceReport report) {
            return handleDeviceReport(district, report, receipt);
        } else if (event instanceof EntranceEvent entrance) {
            return handleEntranceEvent(district, entrance, receipt);
        } else if (event.isUrgent()) {
            return applyOnce(district, event, receipt, EventAdmission.campusOf(event), () -> {
                urgent.handleAdmitted(district, event, receipt, clock.time());
                return ProcessingResult.ACCEPTED;
            });
        }
        return ProcessingResult.ACCEPTED;
    }

    /** What a kept event does, once it has its place. */
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
        // What it displaced must not come back when it is told again.
        if (verdict instanceof ProcessingResult.Rejection
                && !(claim instanceof EventDeduplicator.ClaimResult.ConflictWon)) {
            deduplicator.release(event);
        }
        return verdict;
    }

    /** Takes back what the other event of the same source and id left behind. */
    private void revert(District district, Event by, EngineState.AppliedEvent other) {
        String[] unit = other.subject().split("/");
        switch (other.type()) {
            case CHECKED_IN, CHECKED_OUT, CALLED_AWAY, RETURNED -> staffing.removeSignal(district, other.subject(), by);
            case SHIFT_PLANNED, SHIFT_CANCELLED -> staffing.changeShift(district, other.subject(), null, by);
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED -> {
                reports.remove(district.id() + "/" + unit[0], unit[1], other.time(), by.source(), by.id());
                evaluateFrom(district, unit[0], other.time());
            }
            case VISITOR_ADMITTED, DOOR_HELD_OPEN, DOOR_FORCED ->
                removeTrigger(district, unit[0], new EscalationTrigger(other.time(), other.type()));
            default -> {
                // what history said stays said
            }
        }
    }

    private ProcessingResult handleDeviceReport(District district, DeviceReport report, RecordArrival receipt) {
        String campus = district.id() + "/" + report.campus();
        // One whose source and id are known is looked at as ever: it may be another one.
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
        if (event.type() == EventType.BUZZER_PRESSED) {
            eventIncidents.handlePress(district, plan, event, clock.time());
            return ProcessingResult.ACCEPTED;
        }
        if (event.answersPress()) {
            eventIncidents.handleAnswer(district, plan, event, clock.time());
        }
        if (event.type() == EventType.DOOR_SECURED) {
            eventIncidents.handleSecuredDoor(district, plan, event, clock.time());
        }
        Optional<DutyWindow> window = event.isEscalationTrigger() ? campus.windowAt(event.time()) : Optional.empty();
        if (window.isPresent() || event.type() == EventType.DOOR_FORCED) {
            return applyOnce(district, event, receipt, event.campus(), () -> {
                ProcessingResult verdict =
                        window.map(w -> addTrigger(district, event, w)).orElse(ProcessingResult.ACCEPTED);
                if (event.type() != EventType.DOOR_FORCED) {
                    return verdict;
                }
                // A forced door is an incident of its own, whatever else the day has seen.
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

    /** Looks at the dates of a campus whose windows may hold an instant. */
    private void evaluateDatesOf(District district, String campus, Instant t) {
        LocalDate date = LocalDate.ofInstant(t, planOf(district, campus).zone());
        campuses.evaluate(district, campus, List.of(date.minusDays(1), date), clock.time());
    }

    /** Looks at every date of a campus from an instant to now. */
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
