package org.postwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.event.Sign;
import org.postwatch.incident.Trigger;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Span;
import org.postwatch.plan.Window;

/** Keeps what events leave behind (signs, shifts, reports, triggers) and has looked at again what that bears on. */
final class EvidenceDesk {
    private final Voice voice;
    private final WatchClock clock;
    private final CampusIndex index;
    private final Identities identities;
    private final Triggers triggers;
    private final Reports reports;
    private final CampusDesk campuses;
    private final HistoryDesk history;
    private final StaffingDesk staffing;
    private final UrgentDesk urgent;

    EvidenceDesk(
            Voice voice,
            WatchClock clock,
            CampusIndex index,
            Identities identities,
            Triggers triggers,
            Reports reports,
            CampusDesk campuses,
            HistoryDesk history,
            StaffingDesk staffing,
            UrgentDesk urgent) {
        this.urgent = urgent;
        this.voice = voice;
        this.clock = clock;
        this.index = index;
        this.identities = identities;
        this.triggers = triggers;
        this.reports = reports;
        this.campuses = campuses;
        this.history = history;
        this.staffing = staffing;
    }

    /** Takes in an admitted event. */
    Verdict take(District district, Event event, Receipt receipt) {
        if (event.type() == EventType.PERSON_SEEN) {
            // Nearly all events: evidence that is not kept.
            return Verdict.TAKEN;
        } else if (event instanceof Sign sign) {
            return keep(district, event, receipt, sign.badge(), () -> staffing.sign(district, sign));
        } else if (event instanceof ShiftPlanned shift) {
            return keep(
                    district,
                    event,
                    receipt,
                    shift.shift(),
                    () -> staffing.shift(district, shift.shift(), shift, null));
        } else if (event instanceof ShiftCancelled shift) {
            return keep(
                    district,
                    event,
                    receipt,
                    shift.shift(),
                    () -> staffing.shift(district, shift.shift(), shift, null));
        } else if (event instanceof DeviceReport report) {
            return device(district, report, receipt);
        } else if (event instanceof EntranceEvent entrance) {
            return entrance(district, entrance, receipt);
        } else if (event.isUrgent()) {
            return keep(district, event, receipt, Admission.campus(event), () -> {
                urgent.admitted(district, event, receipt, clock.time());
                return Verdict.TAKEN;
            });
        }
        return Verdict.TAKEN;
    }

    /** What a kept event does, once it has its place. */
    private interface Effect {
        Verdict apply();
    }

    private Verdict keep(District district, Event event, Receipt receipt, String unit, Effect effect) {
        Identities.Claim claim = identities.claim(event, receipt, unit);
        if (claim instanceof Identities.Claim.Again) {
            return Verdict.TAKEN;
        }
        if (claim instanceof Identities.Claim.Loses loses) {
            return new Verdict.SetAside(
                    "conflicting",
                    "source '" + event.source() + "' has sent another event with id '" + event.id()
                            + "', which arrived at " + loses.other().stamp() + ", and this one at " + receipt.stamp()
                            + ": the earlier one counts (at equal times the one with the smaller SHA-256)");
        }
        if (claim instanceof Identities.Claim.Displaces displaces) {
            undo(district, event, displaces.other());
            voice.displaced(event.origin(), displaces.other());
        }
        Verdict verdict = effect.apply();
        // What it displaced must not come back when it is told again.
        if (verdict instanceof Verdict.SetAside && !(claim instanceof Identities.Claim.Displaces)) {
            identities.release(event);
        }
        return verdict;
    }

    /** Takes back what the other event of the same source and id left behind. */
    private void undo(District district, Event by, Memory.OfEvent other) {
        String[] unit = other.unit().split("/");
        switch (other.type()) {
            case CHECKED_IN, CHECKED_OUT, CALLED_AWAY, RETURNED -> staffing.unsign(district, other.unit(), by);
            case SHIFT_PLANNED, SHIFT_CANCELLED -> staffing.shift(district, other.unit(), null, by);
            case DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_TAMPERED -> {
                reports.remove(district.id() + "/" + unit[0], unit[1], other.time(), by.source(), by.id());
                lookFrom(district, unit[0], other.time());
            }
            case VISITOR_ADMITTED, DOOR_HELD_OPEN, DOOR_FORCED ->
                untrigger(district, unit[0], new Trigger(other.time(), other.type()));
            default -> {
                // what history said stays said
            }
        }
    }

    private Verdict device(District district, DeviceReport report, Receipt receipt) {
        String campus = district.id() + "/" + report.campus();
        // One whose source and id are known is looked at as ever: it may be another one.
        if (reports.isIdle(campus, report) && !identities.isKnown(report)) {
            return Verdict.TAKEN;
        }
        return keep(district, report, receipt, report.campus() + "/" + report.device(), () -> {
            if (reports.isFull(campus)) {
                return new Verdict.SetAside(
                        "too-many",
                        "campus '" + report.campus() + "' has " + Reports.REPORTS_MAX
                                + " reports of devices in its open days already; devices should report what changes");
            }
            boolean known = reports.isKnown(campus, report);
            reports.add(campus, report);
            if (!known) {
                Span since = new Span(report.time(), Instant.MAX);
                campuses.lookAround(district, index.get(district.id(), report.campus()), List.of(since), clock.time());
            }
            return Verdict.TAKEN;
        });
    }

    private Verdict entrance(District district, EntranceEvent event, Receipt receipt) {
        CampusIndex.Entry campus = index.get(district.id(), event.campus());
        CampusPlan plan = campus.plan();
        if (event.type() == EventType.BUZZER_PRESSED) {
            history.pressed(district, plan, event, clock.time());
            return Verdict.TAKEN;
        }
        if (event.answersPress()) {
            history.answered(district, plan, event, clock.time());
        }
        if (event.type() == EventType.DOOR_SECURED) {
            history.secured(district, plan, event, clock.time());
        }
        Optional<Window> window = event.isTrigger() ? campus.windowAt(event.time()) : Optional.empty();
        if (window.isPresent() || event.type() == EventType.DOOR_FORCED) {
            return keep(district, event, receipt, event.campus(), () -> {
                Verdict verdict = window.map(w -> trigger(district, event, w)).orElse(Verdict.TAKEN);
                if (event.type() != EventType.DOOR_FORCED) {
                    return verdict;
                }
                // A forced door is an incident of its own, whatever else the day has seen.
                history.forced(district, plan, event, clock.time());
                return Verdict.TAKEN;
            });
        }
        return Verdict.TAKEN;
    }

    private Verdict trigger(District district, EntranceEvent event, Window window) {
        String campus = district.id() + "/" + event.campus();
        if (!triggers.add(campus, window.date(), new Trigger(event.time(), event.type()))) {
            return new Verdict.SetAside(
                    "too-many",
                    "campus '" + event.campus() + "' has " + Triggers.TRIGGERS_MAX + " admissions and door events on "
                            + window.date() + " already");
        }
        if (campuses.isGap(district, event.campus(), event.time())) {
            lookAt(district, event.campus(), event.time());
        }
        return Verdict.TAKEN;
    }

    private void untrigger(District district, String campus, Trigger trigger) {
        String key = district.id() + "/" + campus;
        LocalDate date =
                LocalDate.ofInstant(trigger.at(), campus(district, campus).zone());
        if (triggers.remove(key, date, trigger) || triggers.remove(key, date.minusDays(1), trigger)) {
            lookAt(district, campus, trigger.at());
        }
    }

    /** Looks at the dates of a campus whose windows may hold an instant. */
    private void lookAt(District district, String campus, Instant t) {
        LocalDate date = LocalDate.ofInstant(t, campus(district, campus).zone());
        campuses.look(district, campus, List.of(date.minusDays(1), date), clock.time());
    }

    /** Looks at every date of a campus from an instant to now. */
    private void lookFrom(District district, String campus, Instant from) {
        Instant to = clock.time().isAfter(from) ? clock.time() : from;
        ZoneId zone = campus(district, campus).zone();
        campuses.look(district, campus, dates(new Span(from, to.plusMillis(1)), zone), clock.time());
    }

    /** Local dates whose windows may overlap a stretch of time; no window is longer than a day. */
    static List<LocalDate> dates(Span span, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(span.from(), zone).minusDays(1);
        LocalDate last = LocalDate.ofInstant(span.to(), zone);
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private CampusPlan campus(District district, String campus) {
        return index.get(district.id(), campus).plan();
    }
}
