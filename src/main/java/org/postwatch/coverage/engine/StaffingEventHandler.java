package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.coverage.OfficerTimeline;
import org.postwatch.event.Event;
import org.postwatch.event.PresenceSignal;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.plan.District;
import org.postwatch.plan.DistrictSettings;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.EngineClock;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.StateStore;

/** Keeps who was there and who was planned to be, and has looked at again what that bears on. */
final class StaffingEventHandler {
    /** Shifts that named one campus and may still bear on it. */
    static final int MAX_SHIFTS = 4_000;

    private final StateStore store;
    private final EngineClock<EngineState.ClockState> clock;
    private final CampusCache campusCache;
    private final CampusEvaluator campuses;
    private final DistrictLifecycle districts;
    private final EventDeduplicator deduplicator;
    private final PresenceSignalStore signals;

    StaffingEventHandler(
            StateStore ledger,
            EngineClock<EngineState.ClockState> clock,
            CampusCache index,
            CampusEvaluator campuses,
            DistrictLifecycle districts,
            EventDeduplicator identities,
            PresenceSignalStore signs) {
        this.deduplicator = identities;
        this.signals = signs;
        this.store = ledger;
        this.clock = clock;
        this.campusCache = index;
        this.campuses = campuses;
        this.districts = districts;
    }

    /** Adds a sign of an officer. */
    ProcessingResult addSignal(District district, PresenceSignal sign) {
        if (signals.isOverflowed(district, sign)) {
            signals.add(district, sign);
            return rejectOverLimit(district, sign);
        }
        OfficerTimeline before = signals.timeline(district, sign.badge());
        boolean room = signals.add(district, sign);
        EngineState.CampusState campus = campusState(district, sign.campus());
        if (room && !campus.badges().contains(sign.badge())) {
            putCampus(district, sign.campus(), campus, plus(campus.badges(), sign.badge()), campus.shifts());
        }
        evaluateAffected(district, sign.badge(), before);
        return room ? ProcessingResult.ACCEPTED : rejectOverLimit(district, sign);
    }

    private ProcessingResult rejectOverLimit(District district, PresenceSignal sign) {
        Instant from = signals.overflowedFrom(district, sign.badge()).orElse(sign.time());
        return new ProcessingResult.Rejection(
                "too-many",
                "officer '" + sign.badge() + "' has " + PresenceSignalStore.MAX_SIGNALS
                        + " signs in the open days already, and counts as gone from " + from
                        + " on: until a day is sealed, and a check-in then finds room");
    }

    /** Takes back the sign with the source and id of an event. */
    void removeSignal(District district, String badge, Event event) {
        OfficerTimeline before = signals.timeline(district, badge);
        signals.remove(district, badge, event);
        evaluateAffected(district, badge, before);
    }

    private void evaluateAffected(District district, String badge, OfficerTimeline before) {
        Map<String, List<TimeSpan>> touched = new TreeMap<>();
        for (OfficerTimeline.AffectedSpan one :
                OfficerTimeline.affectedSpans(before, signals.timeline(district, badge))) {
            touched.computeIfAbsent(one.campus(), c -> new ArrayList<>()).add(one.span());
        }
        touched.forEach((campus, spans) -> campusCache
                .find(district.id(), campus)
                .ifPresent(entry -> campuses.evaluateAffected(district, entry, spans, clock.time())));
    }

    /** What is not kept leaves nothing behind, its identity neither: told once more it is a repeat once more. */
    private void releaseRepeats(List<? extends Event> all, List<? extends Event> kept) {
        if (kept.size() < all.size()) {
            Set<Event> gone = new LinkedHashSet<>(all);
            kept.forEach(gone::remove);
            gone.forEach(deduplicator::release);
        }
    }

    /** Adds a change of a shift, or takes back the one with the source and id of {@code without}. */
    ProcessingResult changeShift(District district, String shift, Event added, Event without) {
        String key = district.id() + "/" + shift;
        List<Event> before = store.get(CoverageTables.SHIFTS, key)
                .map(EngineState.ShiftState::changes)
                .orElse(List.of());
        List<Event> all = new ArrayList<>(before);
        all.removeIf(c -> without != null && c.source().equals(without.source()) && c.id().equals(without.id()));
        Collection<Event> both = new ArrayList<>(before);
        if (added != null) {
            all.add(added);
            both.add(added);
        }
        List<Event> changes = ShiftChangeCompactor.compact(all, openFrom(district));
        if (added != null) {
            Optional<ProcessingResult> tooMany = rejectOverLimit(district, shift, added, before.size(), changes.size());
            if (tooMany.isPresent()) {
                return tooMany.get();
            }
        }
        releaseRepeats(all, changes);
        if (changes.isEmpty()) {
            store.delete(CoverageTables.SHIFTS, key);
        } else {
            store.put(CoverageTables.SHIFTS, key, new EngineState.ShiftState(changes));
        }
        Map<String, TreeSet<LocalDate>> dates = new HashMap<>();
        for (Event change : both) {
            if (change instanceof ShiftPlanned planned) {
                EngineState.CampusState campus = campusState(district, planned.campus());
                if (!campus.shifts().contains(shift)) {
                    putCampus(district, planned.campus(), campus, campus.badges(), plus(campus.shifts(), shift));
                }
                evaluablePart(district, planned)
                        .ifPresent(span -> store.get(CoverageTables.CAMPUSES, district.id() + "/" + planned.campus())
                                .ifPresent(plan -> dates.computeIfAbsent(planned.campus(), c -> new TreeSet<>())
                                        .addAll(EventHandler.datesOverlapping(span, plan.zone()))));
            }
        }
        dates.forEach((campus, days) -> campuses.evaluate(district, campus, days, clock.time()));
        if (!district.agreements().isEmpty()) {
            districts.scheduleEvaluation(district, clock.reading());
        }
        return ProcessingResult.ACCEPTED;
    }

    /** Empty when there is room. */
    private Optional<ProcessingResult> rejectOverLimit(
            District district, String shift, Event added, int before, int after) {
        if (added instanceof ShiftPlanned planned) {
            SortedSet<String> known = campusState(district, planned.campus()).shifts();
            if (known.size() >= MAX_SHIFTS && !known.contains(shift)) {
                return Optional.of(new ProcessingResult.Rejection(
                        "too-many", "campus '" + planned.campus() + "' has " + MAX_SHIFTS + " shifts already"));
            }
        }
        return after > before && ShiftChangeCompactor.isOverLimit(after, added)
                ? Optional.of(new ProcessingResult.Rejection(
                        "too-many",
                        "shift '" + shift + "' has " + before + " changes already; beyond "
                                + ShiftChangeCompactor.MAX_PLANS + " it can be cancelled only, up to "
                                + ShiftChangeCompactor.MAX_CHANGES + " in all"))
                : Optional.empty();
    }

    /** What of a shift lies in days that are open or may be forecast: a feed may plan one of ten thousand years. */
    private Optional<TimeSpan> evaluablePart(District district, ShiftPlanned shift) {
        Instant open = openFrom(district);
        Instant last = clock.time().plus(Duration.ofDays(DistrictSettings.MAX_FORECAST_DAYS + 2));
        Instant from = shift.from().isAfter(open) ? shift.from() : open;
        Instant to = shift.to().isBefore(last) ? shift.to() : last;
        return from.isBefore(to) ? Optional.of(new TimeSpan(from, to)) : Optional.empty();
    }

    private EngineState.CampusState campusState(District district, String campus) {
        return store.get(CoverageTables.CAMPUS_STATE, district.id() + "/" + campus)
                .orElse(EngineState.CampusState.NEW);
    }

    private void putCampus(
            District district,
            String campus,
            EngineState.CampusState state,
            SortedSet<String> badges,
            SortedSet<String> shifts) {
        store.put(
                CoverageTables.CAMPUS_STATE,
                district.id() + "/" + campus,
                new EngineState.CampusState(
                        badges,
                        shifts,
                        state.devices(),
                        state.publishedDigest(),
                        state.lastRollover(),
                        state.deadline()));
    }

    private static SortedSet<String> plus(SortedSet<String> set, String one) {
        TreeSet<String> more = new TreeSet<>(set);
        more.add(one);
        return more;
    }

    private Instant openFrom(District district) {
        return store.get(CoverageTables.DISTRICT_STATE, district.id())
                .orElseThrow()
                .openFrom();
    }
}
