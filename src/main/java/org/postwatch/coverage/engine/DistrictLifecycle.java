package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.AgreementIncidents;
import org.postwatch.incident.EffectiveShift;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTimeline;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.DutyWindow;
import org.postwatch.plan.DutyWindows;
import org.postwatch.state.StateStore;

/** What a district does as a whole: its agreements lapse, and its dates seal one after the other. */
final class DistrictLifecycle {
    /** A date seals so long after the later of its local end and the end of its last window. */
    static final Duration SEAL_AFTER = Duration.ofHours(49);

    /** No window of a date reaches further than this beyond the start of the next one at any campus. */
    private static final Duration MAX_WINDOW_REACH = Duration.ofHours(50);

    /** Days before the first one from which events may still come: two, and one for zones. */
    private static final int DAYS_OPEN_BEFORE_FIRST = 3;

    private final StateStore store;
    private final IncidentPublisher incidents;
    private final CampusEvaluator campuses;
    private final FeedMonitor feeds;
    private final DeviceReportStore reports;
    private final PresenceSignalStore signals;
    private final EventDeduplicator deduplicator;
    /** By district, the end of its last sealed date, worked out once for each. */
    private final Map<String, Instant> sealedUntil = new HashMap<>();

    private boolean sealingAllowed = true;

    DistrictLifecycle(
            StateStore ledger,
            CoverageOutput voice,
            CampusEvaluator campuses,
            FeedMonitor feeds,
            DeviceReportStore reports,
            PresenceSignalStore signs,
            EventDeduplicator identities) {
        this.signals = signs;
        this.store = ledger;
        this.incidents = new IncidentPublisher(voice);
        this.campuses = campuses;
        this.feeds = feeds;
        this.reports = reports;
        this.deduplicator = identities;
    }

    /**
     * Opens a district that was never seen. Events of two days before may still come; of these days nothing is said.
     */
    EngineState.DistrictState open(District district, EngineState.ClockState clock) {
        Instant from = clock.keepOpenFrom().filter(clock.time()::isAfter).orElse(clock.time());
        LocalDate today = LocalDate.ofInstant(from, district.zone());
        LocalDate firstOpen = today.minusDays(DAYS_OPEN_BEFORE_FIRST);
        LocalDate watched = firstMonitoredDate(district).orElse(today);
        EngineState.DistrictState state = new EngineState.DistrictState(
                firstOpen,
                startOf(district, firstOpen),
                watched.isAfter(district.firstDay()) ? watched : district.firstDay(),
                new TreeMap<>(),
                new TreeMap<>(),
                EngineState.NEVER);
        store.put(CoverageTables.DISTRICT_STATE, district.id(), state);
        return state;
    }

    /** The first date whose windows may reach into the time from which on a district is watched, in any zone. */
    private static Optional<LocalDate> firstMonitoredDate(District district) {
        return district.monitoredFrom().equals(Instant.MIN)
                ? Optional.empty()
                : Optional.of(LocalDate.ofInstant(district.monitoredFrom(), district.zone())
                        .minusDays(2));
    }

    /** A first day that was moved earlier is looked at from today on; what was said of earlier days stays. */
    void applyEarlierFirstDay(District district, EngineState.ClockState clock) {
        EngineState.DistrictState state =
                store.get(CoverageTables.DISTRICT_STATE, district.id()).orElseThrow();
        LocalDate today = LocalDate.ofInstant(clock.time(), district.zone());
        LocalDate first = today.isAfter(district.firstDay()) ? today : district.firstDay();
        if (state.monitoredFrom().isAfter(first)) {
            store.put(
                    CoverageTables.DISTRICT_STATE,
                    district.id(),
                    new EngineState.DistrictState(
                            state.firstOpen(),
                            state.openFrom(),
                            first,
                            state.incidents(),
                            state.firstReliance(),
                            state.deadline()));
        }
    }

    /**
     * Whether dates may be sealed from here on.
     *
     * @return whether they may now and might not before, so that some may be due
     */
    boolean setSealingAllowed(boolean now) {
        boolean again = now && !sealingAllowed;
        sealingAllowed = now;
        return again;
    }

    /**
     * The clock was set back. If it had sealed today, today is open again: what residue the sealed dates left is there, what
     * happened between is not (a rebuild from the inputs has it). Dates before today stay as they were said.
     */
    void reopen(District district, Instant clock) {
        sealedUntil.remove(district.id());
        Map<String, CampusPlan> plans = plans(district);
        plans.values().forEach(plan -> campuses.withdrawBeyondForecast(district, plan, clock));
        Optional<EngineState.DistrictState> known = store.get(CoverageTables.DISTRICT_STATE, district.id());
        LocalDate today = LocalDate.ofInstant(clock, district.zone());
        if (known.filter(state -> state.firstOpen().isAfter(today)).isEmpty()) {
            return;
        }
        EngineState.DistrictState state = known.get();
        Instant openFrom = startOf(district, plans, today);
        feeds.reopen(district, openFrom);
        LocalDate watchedFrom = state.monitoredFrom().isAfter(today) ? today : state.monitoredFrom();
        store.put(
                CoverageTables.DISTRICT_STATE,
                district.id(),
                new EngineState.DistrictState(
                        today, openFrom, watchedFrom, state.incidents(), state.firstReliance(), state.deadline()));
    }

    /** Looks again at the next tick: once, however many of a district's campuses and shifts change until then. */
    void scheduleEvaluation(District district, EngineState.ClockState clock) {
        sealedUntil.remove(district.id());
        store.get(CoverageTables.DISTRICT_STATE, district.id())
                .filter(state -> state.deadline().isAfter(clock.time()))
                .ifPresent(state -> {
                    store.put(
                            CoverageTables.DISTRICT_STATE,
                            district.id(),
                            new EngineState.DistrictState(
                                    state.firstOpen(),
                                    state.openFrom(),
                                    state.monitoredFrom(),
                                    state.incidents(),
                                    state.firstReliance(),
                                    clock.time()));
                });
    }

    /**
     * The first instant on which no sealed date bears: the later of the first open date's start and the end of the last
     * window of the date before, which may reach into it. Facts at earlier instants are final.
     */
    Instant finalUntil(District district, Instant t) {
        EngineState.DistrictState state =
                store.get(CoverageTables.DISTRICT_STATE, district.id()).orElseThrow();
        if (!t.isBefore(state.openFrom().plus(MAX_WINDOW_REACH))) {
            return state.openFrom();
        }
        Instant end = sealedUntil.computeIfAbsent(
                district.id(),
                id -> endOf(district, plans(district), state.firstOpen().minusDays(1)));
        return end.isAfter(state.openFrom()) ? end : state.openFrom();
    }

    /** Looks at agreements, and seals what is due; notes when to look again. */
    void evaluate(District district, EngineState.ClockState clock) {
        sealedUntil.remove(district.id());
        Optional<EngineState.DistrictState> known = store.get(CoverageTables.DISTRICT_STATE, district.id());
        if (known.isEmpty()) {
            return;
        }
        EngineState.DistrictState state = known.get();
        Map<String, CampusPlan> plans = plans(district);
        Instant seal = sealAt(district, plans, state.firstOpen());
        while (!plans.isEmpty()
                && !seal.isAfter(clock.time())
                && isSealingAllowed(district, plans, state.firstOpen(), clock)) {
            state = seal(district, plans, state, clock.time());
            seal = sealAt(district, plans, state.firstOpen());
        }
        List<IncidentTimeline> courses =
                AgreementIncidents.of(district, plans, effectiveShifts(district, plans), state.firstReliance());
        SortedMap<String, Incident> said = new TreeMap<>();
        Instant next = !plans.isEmpty() && seal.isAfter(clock.time()) ? seal : EngineState.NEVER;
        for (IncidentTimeline course : courses) {
            course.asOf(clock.time()).ifPresent(i -> said.put(i.id(), i));
            Instant change = course.nextChange(clock.time());
            next = change.isBefore(next) ? change : next;
        }
        incidents.publishDifferences(district.id(), state.incidents(), said, clock.time());
        EngineState.DistrictState after = new EngineState.DistrictState(
                state.firstOpen(),
                startOf(district, state.firstOpen()),
                state.monitoredFrom(),
                said,
                state.firstReliance(),
                next);
        if (!after.equals(known.get())) {
            store.put(CoverageTables.DISTRICT_STATE, district.id(), after);
        }
    }

    private Map<String, CampusPlan> plans(District district) {
        Map<String, CampusPlan> plans = new TreeMap<>();
        store.scan(CoverageTables.CAMPUSES, district.id() + "/", (key, plan) -> plans.put(plan.id(), plan));
        return plans;
    }

    /** Every shift of the district as it was last planned. */
    private List<ShiftPlanned> effectiveShifts(District district, Map<String, CampusPlan> plans) {
        List<ShiftPlanned> shifts = new ArrayList<>();
        store.scan(
                CoverageTables.SHIFTS,
                district.id() + "/",
                (key, shift) -> effectiveShift(district, plans, shift).ifPresent(shifts::add));
        return shifts;
    }

    /** A shift as it was last planned; before the plan's first day it is nobody's concern. */
    private static Optional<ShiftPlanned> effectiveShift(
            District district, Map<String, CampusPlan> plans, EngineState.ShiftState shift) {
        return EffectiveShift.ofChanges(shift.changes(), district.settings().shiftGrace())
                .map(EffectiveShift::planned)
                .filter(plan -> plans.containsKey(plan.campus())
                        && !LocalDate.ofInstant(
                                        plan.from(), plans.get(plan.campus()).zone())
                                .isBefore(district.firstDay()));
    }

    private Instant sealAt(District district, Map<String, CampusPlan> plans, LocalDate date) {
        return endOf(district, plans, date).plus(SEAL_AFTER);
    }

    /** The later of a date's end at any campus and the end of its last window. */
    private static Instant endOf(District district, Map<String, CampusPlan> plans, LocalDate date) {
        Instant end = date.plusDays(1).atStartOfDay(district.zone()).toInstant();
        for (CampusPlan plan : plans.values()) {
            Instant local = date.plusDays(1).atStartOfDay(plan.zone()).toInstant();
            end = local.isAfter(end) ? local : end;
            for (DutyWindow window : DutyWindows.ofCampus(plan, date)) {
                end = window.span().to().isAfter(end) ? window.span().to() : end;
            }
        }
        return end;
    }

    /** A replay holds dates open for which lines are still to come. */
    private boolean isSealingAllowed(
            District district, Map<String, CampusPlan> plans, LocalDate date, EngineState.ClockState clock) {
        return sealingAllowed
                && clock.keepOpenFrom()
                        .map(hold -> !endOf(district, plans, date).isAfter(hold))
                        .orElse(true);
    }

    /** The first instant of a date at any campus. */
    private Instant startOf(District district, LocalDate date) {
        return startOf(district, plans(district), date);
    }

    private static Instant startOf(District district, Map<String, CampusPlan> plans, LocalDate date) {
        Instant start = date.atStartOfDay(district.zone()).toInstant();
        for (CampusPlan plan : plans.values()) {
            Instant local = date.atStartOfDay(plan.zone()).toInstant();
            start = local.isBefore(start) ? local : start;
        }
        return start;
    }

    /** Makes a date final and keeps of it only what the next day needs. */
    private EngineState.DistrictState seal(
            District district, Map<String, CampusPlan> plans, EngineState.DistrictState state, Instant clock) {
        LocalDate next = state.firstOpen().plusDays(1);
        Instant openFrom = startOf(district, plans, next);
        for (String campus : plans.keySet()) {
            // After a long pause its own deadlines may still be waiting: what holds is said before it is final.
            campuses.evaluate(district, campus, List.of(state.firstOpen()), clock);
            campuses.seal(district, campus, state.firstOpen(), clock);
        }
        feeds.seal(district, openFrom);
        Map<String, TreeSet<String>> badges = sealOfficers(district, openFrom);
        Map<String, TreeSet<String>> shifts = new TreeMap<>();
        List<ShiftPlanned> forgotten = sealShifts(district, plans, openFrom, shifts);
        TreeMap<String, Instant> relied = new TreeMap<>(state.firstReliance());
        AgreementIncidents.relianceStarts(district, forgotten)
                .forEach((run, t) -> relied.merge(run, t, (a, b) -> a.isBefore(b) ? a : b));
        for (String campus : plans.keySet()) {
            sealCampus(
                    district.id() + "/" + campus,
                    badges.getOrDefault(campus, new TreeSet<>()),
                    shifts.getOrDefault(campus, new TreeSet<>()),
                    openFrom);
        }
        deduplicator.removeBefore(district.id(), openFrom);
        return new EngineState.DistrictState(
                next, openFrom, state.monitoredFrom(), state.incidents(), relied, state.deadline());
    }

    /** By campus, the officers that still bear on it. */
    private Map<String, TreeSet<String>> sealOfficers(District district, Instant openFrom) {
        Map<String, TreeSet<String>> byCampus = new TreeMap<>();
        store.scan(CoverageTables.OFFICER_STATE, district.id() + "/", (key, state) -> {
            String badge = key.substring(district.id().length() + 1);
            signals.seal(district, badge, openFrom);
            signals.campusesOf(district, badge)
                    .forEach(campus -> byCampus.computeIfAbsent(campus, c -> new TreeSet<>())
                            .add(badge));
        });
        return byCampus;
    }

    /** Forgets the shifts that are over and returns them; fills in, by campus, those that still bear on it. */
    private List<ShiftPlanned> sealShifts(
            District district, Map<String, CampusPlan> plans, Instant openFrom, Map<String, TreeSet<String>> byCampus) {
        List<ShiftPlanned> forgotten = new ArrayList<>();
        Duration grace = district.settings().shiftGrace();
        store.scan(CoverageTables.SHIFTS, district.id() + "/", (key, state) -> {
            if (state.changes().stream().allMatch(c -> isOver(c, grace, openFrom))
                    || isCancelled(state, grace, openFrom)) {
                effectiveShift(district, plans, state).ifPresent(forgotten::add);
                store.delete(CoverageTables.SHIFTS, key);
            } else {
                String shift = key.substring(district.id().length() + 1);
                for (Event change : state.changes()) {
                    if (change instanceof ShiftPlanned p) {
                        byCampus.computeIfAbsent(p.campus(), c -> new TreeSet<>())
                                .add(shift);
                    }
                }
            }
        });
        return forgotten;
    }

    /** Before the open days, and before it began: nothing comes of it any more, however far ahead it was. */
    private static boolean isCancelled(EngineState.ShiftState shift, Duration grace, Instant openFrom) {
        return shift.changes().stream().allMatch(c -> c.time().isBefore(openFrom))
                && EffectiveShift.ofChanges(shift.changes(), grace).isEmpty();
    }

    /** Neither the change nor the shift that it plans reaches into the open days. */
    private static boolean isOver(Event change, Duration grace, Instant openFrom) {
        return change.time().isBefore(openFrom)
                && !(change instanceof ShiftPlanned p
                        && (p.to().isAfter(openFrom) || !p.from().plus(grace).isBefore(openFrom)));
    }

    private void sealCampus(String key, TreeSet<String> badges, TreeSet<String> shifts, Instant openFrom) {
        store.get(CoverageTables.CAMPUS_STATE, key).ifPresent(state -> {
            EngineState.CampusState after = new EngineState.CampusState(
                    badges,
                    shifts,
                    reports.seal(key, openFrom),
                    state.publishedDigest(),
                    state.lastRollover(),
                    state.deadline());
            if (!after.equals(state)) {
                store.put(CoverageTables.CAMPUS_STATE, key, after);
            }
        });
    }
}
