package org.postwatch.coverage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.event.DistrictKey;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.incident.AgreementIncidents;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentTimeline;
import org.postwatch.plan.District;
import org.postwatch.state.BoundedCache;
import org.postwatch.state.StateStore;

/** A district as a whole: its agreements lapse, and its dates are sealed one after the other. */
final class DistrictLifecycle {
    /** A date is sealed so long after the later of its local end and the end of its last window. */
    static final Duration SEAL_AFTER = Duration.ofHours(49);

    /** No window of a date reaches further than this beyond the start of the next date at any campus. */
    private static final Duration MAX_WINDOW_REACH = Duration.ofHours(50);

    /** Days before the first one from which events may still come: two, and one for zones. */
    private static final int DAYS_OPEN_BEFORE_FIRST = 3;

    private static final int MAX_CACHED_DISTRICTS = 5_000;

    private final StateStore store;
    private final IncidentPublisher incidents;
    private final CampusDays days;
    private final FeedMonitor feeds;
    private final DistrictSealer sealer;
    /** By district, the end of its last sealed date. */
    private final BoundedCache<String, Instant> sealedUntil = new BoundedCache<>(MAX_CACHED_DISTRICTS);

    private boolean sealingAllowed = true;

    DistrictLifecycle(
            StateStore store, CoverageOutput output, CampusDays days, FeedMonitor feeds, DistrictSealer sealer) {
        this.store = store;
        this.incidents = new IncidentPublisher(output);
        this.days = days;
        this.feeds = feeds;
        this.sealer = sealer;
    }

    /** A district has a plan for the first time: opens it. Events of two days before may still come; nothing is published of them. */
    void open(District district, EngineState.ClockState clock) {
        Instant from = clock.keepOpenFrom().filter(clock.time()::isAfter).orElse(clock.time());
        LocalDate today = LocalDate.ofInstant(from, district.zone());
        LocalDate firstOpen = today.minusDays(DAYS_OPEN_BEFORE_FIRST);
        LocalDate monitored = firstMonitoredDate(district).orElse(today);
        put(
                district,
                new EngineState.DistrictState(
                        firstOpen,
                        DistrictPlans.read(store, district).startOf(firstOpen),
                        monitored.isAfter(district.firstDay()) ? monitored : district.firstDay(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        EngineState.NEVER));
    }

    /** The first date whose windows may reach into the time from which a district is monitored, in any zone. */
    private static Optional<LocalDate> firstMonitoredDate(District district) {
        return district.monitoredFrom().equals(Instant.MIN)
                ? Optional.empty()
                : Optional.of(LocalDate.ofInstant(district.monitoredFrom(), district.zone())
                        .minusDays(2));
    }

    /** If the first day is an earlier one now, it is monitored from today on; what was published of earlier days stays. */
    void applyEarlierFirstDay(District district, EngineState.ClockState clock) {
        EngineState.DistrictState state = state(district).orElseThrow();
        LocalDate today = LocalDate.ofInstant(clock.time(), district.zone());
        LocalDate first = today.isAfter(district.firstDay()) ? today : district.firstDay();
        if (state.monitoredFrom().isAfter(first)) {
            put(district, state.withMonitoredFrom(first));
        }
    }

    /**
     * Whether dates may be sealed from now on.
     *
     * @return whether they may now and might not before, so that some may be due
     */
    boolean setSealingAllowed(boolean allowed) {
        boolean newlyAllowed = allowed && !sealingAllowed;
        sealingAllowed = allowed;
        return newlyAllowed;
    }

    /**
     * The clock was set back. If it had sealed today, today is open again, with the evidence that sealed dates left, but without
     * what happened in between, which only a rebuild from the inputs has. Dates before today stay as they were published.
     */
    void reopen(District district, Instant clock) {
        sealedUntil.remove(district.id());
        DistrictPlans plans = DistrictPlans.read(store, district);
        plans.plans().values().forEach(plan -> days.withdrawBeyondForecast(district, plan, clock));
        LocalDate today = LocalDate.ofInstant(clock, district.zone());
        state(district).filter(state -> state.firstOpen().isAfter(today)).ifPresent(state -> {
            Instant openFrom = plans.startOf(today);
            feeds.reopen(district, openFrom);
            LocalDate monitored = state.monitoredFrom().isAfter(today) ? today : state.monitoredFrom();
            put(district, state.withFirstOpen(today, openFrom).withMonitoredFrom(monitored));
        });
    }

    /** Has the district evaluated at the next tick: once, however many of its campuses and shifts change until then. */
    void scheduleEvaluation(District district, EngineState.ClockState clock) {
        sealedUntil.remove(district.id());
        state(district)
                .filter(state -> state.deadline().isAfter(clock.time()))
                .ifPresent(state -> put(district, state.withDeadline(clock.time())));
    }

    /**
     * The first instant that belongs to no sealed date: the later of the first open date's start and the end of the last window
     * of the date before, which may reach into it. Events of earlier instants come too late.
     */
    Instant finalUntil(District district, Instant t) {
        EngineState.DistrictState state = state(district).orElseThrow();
        if (!t.isBefore(state.openFrom().plus(MAX_WINDOW_REACH))) {
            return state.openFrom();
        }
        Instant end = sealedUntil.getOrLoad(
                district.id(),
                id -> DistrictPlans.read(store, district)
                        .endOf(state.firstOpen().minusDays(1)));
        return end.isAfter(state.openFrom()) ? end : state.openFrom();
    }

    /** Seals what is due, evaluates the agreements, and stores when something changes next. */
    void evaluate(District district, EngineState.ClockState clock) {
        sealedUntil.remove(district.id());
        state(district).ifPresent(state -> evaluate(DistrictPlans.read(store, district), state, clock));
    }

    private void evaluate(DistrictPlans plans, EngineState.DistrictState before, EngineState.ClockState clock) {
        District district = plans.district();
        EngineState.DistrictState state = sealDue(plans, before, clock);
        Instant seal = plans.endOf(state.firstOpen()).plus(SEAL_AFTER);
        Instant next = !plans.plans().isEmpty() && seal.isAfter(clock.time()) ? seal : EngineState.NEVER;
        SortedMap<String, Incident> now = new TreeMap<>();
        for (IncidentTimeline timeline :
                AgreementIncidents.of(district, plans.plans(), effectiveShifts(plans), state.firstReliance())) {
            timeline.asOf(clock.time()).ifPresent(incident -> now.put(incident.id(), incident));
            Instant change = timeline.nextChange(clock.time());
            next = change.isBefore(next) ? change : next;
        }
        incidents.publishDifferences(district.id(), before.incidents(), now, clock.time());
        put(
                district,
                new EngineState.DistrictState(
                        state.firstOpen(),
                        plans.startOf(state.firstOpen()),
                        state.monitoredFrom(),
                        now,
                        state.firstReliance(),
                        next));
    }

    /** A replay keeps dates open for which lines are still to come. */
    private EngineState.DistrictState sealDue(
            DistrictPlans plans, EngineState.DistrictState before, EngineState.ClockState clock) {
        EngineState.DistrictState state = before;
        Instant end = plans.endOf(state.firstOpen());
        while (sealingAllowed
                && !plans.plans().isEmpty()
                && !end.plus(SEAL_AFTER).isAfter(clock.time())
                && clock.keepOpenFrom().filter(end::isAfter).isEmpty()) {
            state = sealer.seal(plans, state, clock.time());
            end = plans.endOf(state.firstOpen());
        }
        return state;
    }

    /** Every shift of the district as it was planned last. */
    private List<ShiftPlanned> effectiveShifts(DistrictPlans plans) {
        List<ShiftPlanned> shifts = new ArrayList<>();
        store.scan(
                CoverageTables.SHIFTS,
                DistrictKey.prefix(plans.district().id()),
                (key, shift) -> plans.effectiveShift(shift).ifPresent(shifts::add));
        return shifts;
    }

    private Optional<EngineState.DistrictState> state(District district) {
        return store.get(CoverageTables.DISTRICT_STATE, district.id());
    }

    private void put(District district, EngineState.DistrictState state) {
        store.put(CoverageTables.DISTRICT_STATE, district.id(), state);
    }
}
