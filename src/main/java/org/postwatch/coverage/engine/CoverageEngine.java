package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.Event;
import org.postwatch.event.PlacedEvent;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.state.DueTimer;
import org.postwatch.state.EngineClock;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.RecoverableEngine;
import org.postwatch.state.StateStore;
import org.postwatch.state.TimedStateStore;
import org.postwatch.state.UrgentEventLog;

/**
 * Keeps the coverage of the districts of one partition: an event or a plan goes in, and what it changes is published at once.
 *
 * <p>An event takes these steps, which {@link #handleEvent} lists: advance the clock, check whether the event is admitted, record
 * that its feed is active, store its evidence, and evaluate each campus that is affected once.
 *
 * <p>Not thread-safe: use one engine for each partition.
 */
public final class CoverageEngine implements RecoverableEngine {
    /** Incidents whose state is published at once at the end of a rebuild. */
    private static final int MAX_INCIDENTS_PER_REBUILD_STEP = 1_000;

    private final StateStore store;
    private final CoverageTimerRunner timers;
    private final EngineClock<EngineState.ClockState> clock;
    private final FailureBackoff backoff;
    private final int maxTimersPerTick;
    private final DistrictCache districtCache;
    private final EventAdmission admission;
    private final FeedMonitor feeds;
    private final EventHandler events;
    private final EventIncidents eventIncidents;
    private final UrgentEventHandler urgent;
    private final CanaryHandler canaries;
    private final AffectedCampuses affected;
    private final DistrictLifecycle districts;
    private final PlanHandler plans;
    private final CoverageRebuild rebuild;
    private final Republication republication;

    /** @param maxTimersPerTick due timers that one tick runs at most; the others run in {@link #runDueTimers} */
    public CoverageEngine(StateStore store, CoverageOutput output, int maxTimersPerTick) {
        this(store, output, maxTimersPerTick, FailureBackoff.NONE);
    }

    /** @param backoff outlives the engine */
    public CoverageEngine(StateStore stateStore, CoverageOutput out, int maxTimersPerTick, FailureBackoff backoff) {
        TimedStateStore<CoverageTimer> timed = new TimedStateStore<>(stateStore, CoverageTimer.class);
        this.store = timed;
        this.clock = new EngineClock<>(store, CoverageTables.CLOCK, EngineState.ClockState.INITIAL);
        this.backoff = backoff;
        this.maxTimersPerTick = maxTimersPerTick;
        this.rebuild = new CoverageRebuild(store, clock, out);
        CoverageOutput output = new ClockPersistingOutput(clock, out, rebuild);
        EventDeduplicator deduplicator = new EventDeduplicator(store);
        CampusCache campusCache = new CampusCache(store);
        TriggerStore triggers = new TriggerStore(store);
        DeviceReportStore reports = new DeviceReportStore(store);
        PresenceSignalStore signals = new PresenceSignalStore(store);
        GapCache gaps = new GapCache();
        this.districtCache = new DistrictCache(store);
        this.admission = new EventAdmission(campusCache);
        this.feeds = new FeedMonitor(store, output);
        CampusEvaluator campuses = new CampusEvaluator(store, output, triggers, reports, signals, gaps);
        this.affected = new AffectedCampuses(new AffectedDates(store, campusCache, gaps), campuses);
        CampusDays days = new CampusDays(store, output, campuses, triggers, gaps);
        DistrictSealer sealer = new DistrictSealer(store, days, feeds, reports, signals, deduplicator);
        this.districts = new DistrictLifecycle(store, output, days, feeds, sealer);
        this.eventIncidents = new EventIncidents(store, output, clock, campusCache);
        this.urgent = new UrgentEventHandler(store, clock, eventIncidents, campusCache);
        this.canaries = new CanaryHandler(store, output);
        this.events = new EventHandler(
                output,
                campusCache,
                deduplicator,
                new PresenceEventHandler(store, signals),
                new ShiftEventHandler(store, clock, deduplicator, districts),
                reports,
                triggers,
                eventIncidents,
                urgent);
        this.timers = new CoverageTimerRunner(
                store, timed.timers(), clock, backoff, affected, campuses, days, feeds, eventIncidents, districts);
        this.plans = new PlanHandler(store, clock, districtCache, campusCache, feeds, days, districts);
        this.republication = new Republication(store, output);
    }

    // --- events ---

    /** Handles one event: accepted, or rejected with a reason. */
    public ProcessingResult handleEvent(Event event, RecordArrival arrival) {
        rebuild.setCause(event.isUrgent(), arrival.stamp());
        try {
            advanceClock(arrival.stamp());
            String district = event.origin().district();
            return districtCache
                    .find(district)
                    .map(found -> handleEvent(found.district(), found.feed(event.source()), event, arrival))
                    .orElseGet(() -> unknownDistrict(district));
        } finally {
            rebuild.setCause(false, arrival.stamp());
        }
    }

    /** @param feed null when the district has no such feed */
    private ProcessingResult handleEvent(
            District district, DistrictCache.CachedFeed feed, Event event, RecordArrival arrival) {
        ProcessingResult.Rejection rejection = findRejection(district, feed, event, arrival.stamp());
        EventOutcome outcome = rejection == null
                ? handleAdmitted(district, feed, event, arrival)
                : new EventOutcome(rejection, List.of());
        affected.evaluate(district, outcome.affected(), clock.time());
        if (event.isUrgent()
                && outcome.result() instanceof ProcessingResult.Rejection why
                && UrgentEventLog.isNotifiedDespite(why.reason())
                && admission.isAuthorised(district, feed, event, arrival.stamp())) {
            // A weapon or a panic whose clock is wrong or whose id was taken is no evidence, but it opens an incident.
            urgent.handleRejected(district, (PlacedEvent) event, arrival, why);
        }
        return outcome.result();
    }

    /** Null when the event is admitted, as nearly all are. */
    private ProcessingResult.Rejection findRejection(
            District district, DistrictCache.CachedFeed feed, Event event, Instant stamp) {
        ProcessingResult.Rejection rejection = admission.findRejection(district, feed, event, stamp);
        if (rejection != null || event instanceof CanaryEvent) {
            return rejection;
        }
        Instant finalUntil = districts.finalUntil(district, event.time());
        return event.time().isBefore(finalUntil)
                ? new ProcessingResult.Rejection(
                        "sealed", "time " + event.time() + " lies in dates that are final; they end at " + finalUntil)
                : null;
    }

    private EventOutcome handleAdmitted(
            District district, DistrictCache.CachedFeed feed, Event event, RecordArrival arrival) {
        if (event instanceof CanaryEvent canary) {
            // The activity of its feed is not recorded: nobody expects it.
            canaries.handle(district, canary, clock.time());
            return EventOutcome.ACCEPTED;
        }
        List<AffectedSpan> silence = feeds.recordActivity(district, feed, event, arrival.stamp(), clock.time());
        return events.handle(district, event, arrival).and(silence);
    }

    private static ProcessingResult unknownDistrict(String id) {
        return new ProcessingResult.Rejection(
                "unknown-district", "no plan for district '" + id + "'; apply its documents first");
    }

    // --- plans and commands ---

    /** Applies a new version of a district's roster, agreements, exceptions and feeds, for every open date. */
    public void applyPlan(District district, Instant stamp) {
        clock.advance(stamp);
        plans.apply(district);
    }

    /** Applies new versions of a campus. It waits for its district if that has no plan yet. */
    public void applyPlan(String districtId, CampusPlan plan, Instant stamp) {
        clock.advance(stamp);
        plans.apply(districtId, plan);
    }

    /** An operator closes an incident. */
    public ProcessingResult resolveIncident(String districtId, String incident, Instant at, Instant stamp) {
        clock.advance(stamp);
        Optional<District> district = store.get(CoverageTables.DISTRICTS, districtId);
        if (district.isEmpty()) {
            return unknownDistrict(districtId);
        }
        return eventIncidents.resolve(district.get(), IncidentId.parse(incident), at)
                ? ProcessingResult.ACCEPTED
                : new ProcessingResult.Rejection(
                        "unknown-incident",
                        "district '" + districtId + "' has no open incident '" + incident
                                + "' that an operator closes ("
                                + String.join(
                                        ", ", new TreeSet<>(IncidentKind.wireNames(IncidentKind::isOperatorClosable)))
                                + ")");
    }

    // --- time ---

    @Override
    public Instant clock() {
        return clock.time();
    }

    /**
     * Advances the clock to a tick and runs timers that are due.
     *
     * @param keepOpenFrom no date that contains this instant or a later one is sealed; absent outside replays
     * @return whether more timers are due than one tick runs
     */
    public boolean tick(Instant time, Optional<Instant> keepOpenFrom) {
        Optional<Instant> before = clock.reading().keepOpenFrom();
        clock.advance(time);
        clock.set(new EngineState.ClockState(clock.time(), keepOpenFrom));
        clock.persist();
        if (before.isPresent() && !keepOpenFrom.equals(before)) {
            scheduleDistrictEvaluations();
        }
        return runDueTimers(maxTimersPerTick);
    }

    /** The same; dates that were kept open are kept open. */
    public boolean tick(Instant time) {
        return tick(time, clock.reading().keepOpenFrom());
    }

    /**
     * Runs some of the timers that the last tick left.
     *
     * @return whether more may be due
     */
    public boolean runDueTimers(int limit) {
        return timers.runDue(limit);
    }

    /** An arrival may start a minute before its tick does: silences are detected first, and what they affect. */
    private void advanceClock(Instant stamp) {
        long minute = FeedActivity.minuteOf(clock.time());
        clock.advance(stamp);
        if (FeedActivity.minuteOf(clock.time()) != minute) {
            timers.runDueFeeds(maxTimersPerTick);
        }
    }

    /**
     * From now on no arrival and no tick advances the clock beyond {@code latest}, which follows from the caller's wall clock. A
     * clock that is beyond it is set back: what was published for the future is corrected, and dates that were sealed too early
     * are open again from today on.
     *
     * @return the clock before, if it was set back
     */
    @Override
    public Optional<Instant> limitClock(Instant latest) {
        Optional<Instant> before = clock.limit(latest);
        before.ifPresent(wrong -> plans.reopenAll());
        return before;
    }

    /**
     * Whether dates may be sealed from now on: not while records may be unread that arrived before. Until this is called they
     * may.
     */
    public void allowSealing(boolean allowed) {
        if (districts.setSealingAllowed(allowed)) {
            scheduleDistrictEvaluations();
        }
    }

    /** Dates that were kept open may be due to be sealed. */
    private void scheduleDistrictEvaluations() {
        forEachDistrict(district -> districts.scheduleEvaluation(district, clock.reading()));
    }

    // --- state ---

    @Override
    public boolean hasNoState() {
        return clock.time().equals(Instant.EPOCH) && !rebuild.isRunning();
    }

    @Override
    public void startRebuild(Instant startedAt) {
        rebuild.start(startedAt);
    }

    @Override
    public boolean isRebuilding() {
        return rebuild.isRunning();
    }

    @Override
    public void finishRebuild() {
        rebuild.finish(MAX_INCIDENTS_PER_REBUILD_STEP);
    }

    @Override
    public void startRepublication() {
        republication.queueAll();
    }

    @Override
    public boolean continueRepublication(int units) {
        republication.next(units).forEach(unit -> backoff.run(unit.unit(), clock.time(), () -> republish(unit)));
        return republication.isRunning();
    }

    private void republish(DueTimer<CoverageTimer> unit) {
        republication.publish(unit, clock.time());
        if (unit.kind() == CoverageTimer.DAY || unit.kind() == CoverageTimer.CAMPUS) {
            timers.run(unit);
        }
    }

    /** A feed and its district. */
    public record DistrictFeed(District district, Feed feed) {}

    /** The feed of a district with that source, if there is one. */
    public Optional<DistrictFeed> findFeed(String district, String source) {
        return districtCache
                .find(district)
                .filter(found -> found.feed(source) != null)
                .map(found ->
                        new DistrictFeed(found.district(), found.feed(source).feed()));
    }

    /** Visits every district that has a plan. */
    public void forEachDistrict(Consumer<District> visitor) {
        store.forEach(CoverageTables.DISTRICTS, (id, district) -> visitor.accept(district));
    }
}
