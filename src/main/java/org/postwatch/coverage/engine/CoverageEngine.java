package org.postwatch.coverage.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postwatch.coverage.FeedActivity;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.incident.IncidentKind;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.plan.TimeSpan;
import org.postwatch.state.DueTimer;
import org.postwatch.state.EngineClock;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.ProcessingResult;
import org.postwatch.state.RecordArrival;
import org.postwatch.state.StateStore;
import org.postwatch.state.TimedStateStore;
import org.postwatch.state.TimerIndex;
import org.postwatch.state.UrgentEventLog;

/**
 * Keeps watch over districts. Every call is one thing that arrived; what it changes is said at once.
 *
 * <p>Not thread-safe: one watch for each partition of districts.
 */
public final class CoverageEngine {
    /** Feeds run first: their silence bears on what else is due, of which nothing may be published for an instant only. */
    private static final Set<CoverageTimer> FEEDS = EnumSet.of(CoverageTimer.FEED);

    private static final Set<CoverageTimer> ALL_BUT_FEEDS = EnumSet.complementOf(EnumSet.of(CoverageTimer.FEED));

    private final StateStore store;
    private final EngineClock<EngineState.ClockState> clock;
    private final int maxTimersPerTick;
    private final FailureBackoff backoff;
    private final TimerIndex<CoverageTimer> timers;
    private final EventAdmission admission;
    private final CampusEvaluator campuses;
    private final FeedMonitor feeds;
    private final CampusCache campusCache;
    private final DistrictCache districtCache;
    private final EventIncidentHandler eventIncidents;
    private final EventHandler events;
    private final DistrictLifecycle districts;
    private final CanaryHandler canaries;
    private final UrgentEventHandler urgent;
    private final CoverageRebuild rebuild;
    private final Republication republication;

    /** @param unitsPerTick how many units that are due are looked at in one tick, at most; the rest wait */
    public CoverageEngine(StateStore ledger, CoverageOutput voice, int unitsPerTick) {
        this(ledger, voice, unitsPerTick, FailureBackoff.NONE);
    }

    /** @param setbacks outlives the watch */
    public CoverageEngine(StateStore stateStore, CoverageOutput voice, int unitsPerTick, FailureBackoff setbacks) {
        this.backoff = setbacks;
        TimedStateStore<CoverageTimer> ledger = new TimedStateStore<>(stateStore, CoverageTimer.class);
        this.store = ledger;
        this.timers = ledger.timers();
        this.clock = new EngineClock<>(ledger, CoverageTables.CLOCK, EngineState.ClockState.INITIAL);
        this.maxTimersPerTick = unitsPerTick;
        this.rebuild = new CoverageRebuild(ledger, clock, voice);
        CoverageOutput clocked = new ClockPersistingOutput(clock, voice, rebuild);
        EventDeduplicator identities = new EventDeduplicator(ledger);
        this.campusCache = new CampusCache(ledger);
        this.districtCache = new DistrictCache(ledger);
        this.admission = new EventAdmission(campusCache);
        TriggerStore triggers = new TriggerStore(ledger);
        DeviceReportStore reports = new DeviceReportStore(ledger);
        PresenceSignalStore signs = new PresenceSignalStore(ledger);
        this.campuses = new CampusEvaluator(ledger, clocked, triggers, reports, signs);
        this.feeds = new FeedMonitor(ledger, clocked);
        this.eventIncidents = new EventIncidentHandler(ledger, clocked, campusCache);
        this.districts = new DistrictLifecycle(ledger, clocked, campuses, feeds, reports, signs, identities);
        this.canaries = new CanaryHandler(ledger, clocked);
        this.republication = new Republication(ledger, clocked);
        StaffingEventHandler staffing =
                new StaffingEventHandler(ledger, clock, campusCache, campuses, districts, identities, signs);
        this.urgent = new UrgentEventHandler(ledger, eventIncidents, campusCache);
        this.events = new EventHandler(
                clocked, clock, campusCache, identities, triggers, reports, campuses, eventIncidents, staffing, urgent);
    }

    /** The greatest tick or arrival so far. */
    public Instant clock() {
        return clock.time();
    }

    /** Whether there is no state: this is a first start, or all state was lost. */
    public boolean hasNoState() {
        return clock.time().equals(Instant.EPOCH) && !rebuild.isRunning();
    }

    /**
     * State was lost, and is made again from old input: until {@link #finishRebuild} transitions are withheld, but for those of
     * urgent events that arrive at {@code began} or later.
     *
     * @param began by the caller's wall clock
     */
    public void startRebuild(Instant began) {
        rebuild.start(began);
    }

    /** Whether transitions are withheld, also after a restart. */
    public boolean isRebuilding() {
        return rebuild.isRunning();
    }

    /**
     * All old input has been read: says how incidents stand of which transitions were withheld. Call it again, after some time
     * for events, until {@link #isRebuilding} is false.
     *
     * @param max how many to say at most
     */
    public void finishRebuild(int max) {
        rebuild.finish(max);
    }

    /**
     * From here on no arrival and no tick turns the clock beyond {@code latest}, which follows from the caller's wall clock.
     * A clock that stands beyond it is set back: what was said for the time that has not come is corrected, and dates that
     * it sealed too early are open again from today on.
     *
     * @return where the clock stood, if it was set back
     */
    public Optional<Instant> limitClock(Instant latest) {
        Optional<Instant> before = clock.limit(latest);
        before.ifPresent(wrong -> {
            List<District> all = new ArrayList<>();
            store.range(CoverageTables.DISTRICTS, "", "~", Integer.MAX_VALUE, (key, district) -> all.add(district));
            all.forEach(district -> {
                districts.reopen(district, clock.time());
                evaluateAll(district);
            });
        });
        return before;
    }

    /**
     * Time has come so far: looks at what is due.
     *
     * @param keepOpenFrom no date that holds this instant or a later one is sealed; absent outside replays
     * @return whether more is due than one tick looks at
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

    /** What was held open may be due to seal for long. */
    private void scheduleDistrictEvaluations() {
        store.range(
                CoverageTables.DISTRICTS,
                "",
                "~",
                Integer.MAX_VALUE,
                (key, district) -> districts.scheduleEvaluation(district, clock.reading()));
    }

    /**
     * Whether dates may be sealed from here on: not while records may be unread that arrived before. Until this is called
     * they may.
     */
    public void allowSealing(boolean now) {
        if (districts.setSealingAllowed(now)) {
            scheduleDistrictEvaluations();
        }
    }

    /** The same; the dates that were held open still are. */
    public boolean tick(Instant time) {
        return tick(time, clock.reading().keepOpenFrom());
    }

    /**
     * Goes on with what the last tick left: looks at some units that are due.
     *
     * @return whether more may be due
     */
    public boolean runDueTimers(int units) {
        return runTimers(FEEDS, units) | runTimers(ALL_BUT_FEEDS, units);
    }

    private boolean runTimers(Set<CoverageTimer> kinds, int limit) {
        return timers.runDue(kinds, clock.time(), limit, backoff, this::evaluate);
    }

    /** Starts to publish everything again that stands, from state; {@link #continueRepublication} goes on with it. */
    public void startRepublication() {
        republication.queueAll();
    }

    /**
     * Publishes some of it: a campus, a day, the incidents of a feed.
     *
     * @return whether more is to be published
     */
    public boolean continueRepublication(int units) {
        republication.next(units).forEach(this::republishUnit);
        return republication.isRunning();
    }

    /** What fails once is left out: the task begins again, and with it this. */
    private void republishUnit(DueTimer<CoverageTimer> unit) {
        backoff.run(unit.unit(), clock.time(), () -> {
            republication.publish(unit, clock.time());
            if (unit.kind() == CoverageTimer.DAY || unit.kind() == CoverageTimer.CAMPUS) {
                evaluate(unit);
            }
        });
    }

    private void evaluate(DueTimer<CoverageTimer> due) {
        String[] key = due.key().split("/");
        Optional<District> known = store.get(CoverageTables.DISTRICTS, key[0]);
        if (known.isEmpty()) {
            return;
        }
        District district = known.get();
        switch (due.kind()) {
            case DAY -> campuses.evaluate(district, key[1], List.of(LocalDate.parse(key[2])), clock.time());
            case CAMPUS -> campuses.evaluateAtMidnight(district, key[1], clock.time());
            case FEED -> {
                Feed feed = district.feeds().get(key[1]);
                evaluateAffected(district, feeds.evaluate(district, feed, openFrom(district), clock.time()));
            }
            case EVENT_INCIDENTS ->
                store.get(CoverageTables.CAMPUSES, due.key())
                        .ifPresent(plan -> eventIncidents.evaluate(district, plan, clock.time()));
            case DISTRICT -> districts.evaluate(district, clock.reading());
        }
    }

    /** A new version of a district's roster, agreements, exceptions and feeds: it speaks for every open day. */
    public void applyPlan(District district, Instant stamp) {
        clock.advance(stamp);
        store.put(CoverageTables.DISTRICTS, district.id(), district);
        districtCache.invalidate(district.id());
        if (store.get(CoverageTables.DISTRICT_STATE, district.id()).isEmpty()) {
            districts.open(district, clock.reading());
        }
        districts.applyEarlierFirstDay(district, clock.reading());
        store.scan(CoverageTables.FEED_STATE, district.id() + "/", (key, state) -> {
            if (!district.feeds().containsKey(key.substring(district.id().length() + 1))) {
                feeds.withdraw(district.id(), key, clock.time());
            }
        });
        evaluateAll(district);
    }

    private void evaluateAll(District district) {
        for (Feed feed : district.feeds().values()) {
            feeds.evaluate(district, feed, openFrom(district), clock.time());
        }
        store.scan(
                CoverageTables.CAMPUSES,
                district.id() + "/",
                (key, plan) -> campuses.evaluateAllDates(district, plan.id(), clock.time()));
        districts.evaluate(district, clock.reading());
    }

    /** New versions of a campus. It waits for its district if that is not known yet. */
    public void applyPlan(String districtId, CampusPlan plan, Instant stamp) {
        clock.advance(stamp);
        store.put(CoverageTables.CAMPUSES, districtId + "/" + plan.id(), plan);
        campusCache.invalidate(districtId, plan.id());
        store.get(CoverageTables.DISTRICTS, districtId).ifPresent(district -> {
            campuses.evaluateAllDates(district, plan.id(), clock.time());
            districts.scheduleEvaluation(district, clock.reading());
        });
    }

    /** An operator says that an incident is over. */
    public ProcessingResult resolveIncident(String districtId, String incident, Instant at, Instant stamp) {
        clock.advance(stamp);
        String[] parts = incident.split("/");
        Optional<District> district = store.get(CoverageTables.DISTRICTS, districtId);
        if (district.isEmpty()) {
            return unknownDistrict(districtId);
        }
        boolean resolved =
                parts.length > 1 && eventIncidents.resolve(district.get(), parts[1], incident, at, clock.time());
        return resolved
                ? ProcessingResult.ACCEPTED
                : new ProcessingResult.Rejection(
                        "unknown-incident",
                        "district '" + districtId + "' has no open incident '" + incident
                                + "' that an operator closes ("
                                + String.join(
                                        ", ", new TreeSet<>(IncidentKind.wireNames(IncidentKind::isOperatorClosable)))
                                + ")");
    }

    private static ProcessingResult unknownDistrict(String id) {
        return new ProcessingResult.Rejection(
                "unknown-district", "no plan for district '" + id + "'; apply its documents first");
    }

    /** An arrival may begin a minute before its tick does: silence is judged first, for what it bears on. */
    private void advanceClock(Instant stamp) {
        long minute = FeedActivity.minuteOf(clock.time());
        clock.advance(stamp);
        if (FeedActivity.minuteOf(clock.time()) != minute) {
            runTimers(FEEDS, maxTimersPerTick);
        }
    }

    /** A feed, and the district that it is of. */
    public record DistrictFeed(District district, Feed feed) {}

    /** The feed of a district with that source, if there is one. */
    public Optional<DistrictFeed> findFeed(String district, String source) {
        return districtCache
                .find(district)
                .filter(found -> found.feed(source) != null)
                .map(found ->
                        new DistrictFeed(found.district(), found.feed(source).feed()));
    }

    /** Shows every district that has a plan. */
    public void forEachDistrict(Consumer<District> visitor) {
        store.range(CoverageTables.DISTRICTS, "", "~", Integer.MAX_VALUE, (key, district) -> visitor.accept(district));
    }

    /** One event, admitted or set aside. */
    public ProcessingResult handleEvent(Event event, RecordArrival receipt) {
        rebuild.setCause(event.isUrgent(), receipt.stamp());
        try {
            return handleWithUrgency(event, receipt);
        } finally {
            rebuild.setCause(false, receipt.stamp());
        }
    }

    private ProcessingResult handleWithUrgency(Event event, RecordArrival receipt) {
        ProcessingResult verdict = admitAndHandle(event, receipt);
        if (event.isUrgent()
                && verdict instanceof ProcessingResult.Rejection aside
                && UrgentEventLog.isNotifiedDespite(aside.reason())) {
            openDespiteRejection(event, receipt, aside);
        }
        return verdict;
    }

    /** A weapon whose clock is wrong or whose id was taken is no evidence, but it opens an incident. */
    private void openDespiteRejection(Event event, RecordArrival receipt, ProcessingResult.Rejection why) {
        DistrictCache.CachedDistrict found =
                districtCache.find(event.origin().district()).orElseThrow();
        District district = found.district();
        if (admission.isAuthorised(district, found.feed(event.source()), event, receipt.stamp())) {
            urgent.handleRejected(district, (DetectionEvent) event, receipt, why, clock.time());
        }
    }

    private ProcessingResult admitAndHandle(Event event, RecordArrival receipt) {
        advanceClock(receipt.stamp());
        String id = event.origin().district();
        Optional<DistrictCache.CachedDistrict> found = districtCache.find(id);
        if (found.isEmpty()) {
            return unknownDistrict(id);
        }
        District district = found.get().district();
        DistrictCache.CachedFeed source = found.get().feed(event.source());
        ProcessingResult.Rejection refusal = admission.findRejection(district, source, event, receipt.stamp());
        if (refusal != null) {
            return refusal;
        }
        if (event instanceof CanaryEvent canary) {
            // Nobody waits for its feed: it leaves no minute behind.
            canaries.handle(district, canary, clock.time());
            return ProcessingResult.ACCEPTED;
        }
        Instant finalTo = districts.finalUntil(district, event.time());
        if (event.time().isBefore(finalTo)) {
            return new ProcessingResult.Rejection(
                    "sealed", "time " + event.time() + " lies in dates that are final; they end at " + finalTo);
        }
        recordFeedActivity(district, source, event, receipt.stamp(), openFrom(district));
        return events.handle(district, event, receipt);
    }

    private void recordFeedActivity(
            District district, DistrictCache.CachedFeed source, Event event, Instant stamp, Instant openFrom) {
        long last = FeedActivity.minuteOf(event.time());
        long first = event instanceof Heartbeat heartbeat ? firstWholeMinute(heartbeat, stamp, last) : last;
        // All at once: judged by its last minute alone, a feed would be silent that says that it was not.
        List<TimeSpan> changed = feeds.recordActivity(district, source, first, last, openFrom, clock.time());
        if (!changed.isEmpty()) {
            evaluateAffected(district, changed);
        }
    }

    /**
     * The first minute that lies whole in what a heartbeat spans, and the last one if there is none. What it spans of
     * the time before events are late is left out.
     */
    private static long firstWholeMinute(Heartbeat heartbeat, Instant stamp, long last) {
        Instant earliest = stamp.minus(EventAdmission.MAX_LATENESS);
        return heartbeat
                .completeSince()
                .map(since -> since.isBefore(earliest) ? earliest : since)
                .map(since -> Math.min(last, FeedActivity.minuteOf(since.plusMillis(59_999))))
                .orElse(last);
    }

    /** A feed's silence may bear on every campus of its district. */
    private void evaluateAffected(District district, List<TimeSpan> changed) {
        Instant open = openFrom(district);
        List<TimeSpan> seen = changed.stream()
                .filter(span -> span.to().isAfter(open) && !span.from().isAfter(clock.time()))
                .map(span -> span.from().isAfter(open) ? span : new TimeSpan(open, span.to()))
                .toList();
        if (!seen.isEmpty()) {
            store.scan(
                    CoverageTables.CAMPUSES,
                    district.id() + "/",
                    (key, plan) -> campuses.evaluateAffected(
                            district, campusCache.get(district.id(), plan.id()), seen, clock.time()));
        }
    }

    private Instant openFrom(District district) {
        return store.get(CoverageTables.DISTRICT_STATE, district.id())
                .orElseThrow()
                .openFrom();
    }
}
