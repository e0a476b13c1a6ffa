package org.postwatch.coverage.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.plan.Feed;
import org.postwatch.state.DueTimer;
import org.postwatch.state.EngineClock;
import org.postwatch.state.FailureBackoff;
import org.postwatch.state.StateStore;
import org.postwatch.state.TimerIndex;

/** Runs the due timers of COVERAGE: each evaluates a day, a campus, a feed, events of a campus, or a district again. */
final class CoverageTimerRunner {
    /** Feeds run first: their silence affects what else is due, so that nothing is published that is corrected at once. */
    private static final Set<CoverageTimer> FEEDS = EnumSet.of(CoverageTimer.FEED);

    private static final Set<CoverageTimer> ALL_BUT_FEEDS = EnumSet.complementOf(EnumSet.of(CoverageTimer.FEED));

    private final StateStore store;
    private final TimerIndex<CoverageTimer> timers;
    private final EngineClock<EngineState.ClockState> clock;
    private final FailureBackoff backoff;
    private final AffectedCampuses affected;
    private final CampusEvaluator campuses;
    private final CampusDays days;
    private final FeedMonitor feeds;
    private final EventIncidents eventIncidents;
    private final DistrictLifecycle districts;

    CoverageTimerRunner(
            StateStore store,
            TimerIndex<CoverageTimer> timers,
            EngineClock<EngineState.ClockState> clock,
            FailureBackoff backoff,
            AffectedCampuses affected,
            CampusEvaluator campuses,
            CampusDays days,
            FeedMonitor feeds,
            EventIncidents eventIncidents,
            DistrictLifecycle districts) {
        this.store = store;
        this.timers = timers;
        this.clock = clock;
        this.backoff = backoff;
        this.affected = affected;
        this.campuses = campuses;
        this.days = days;
        this.feeds = feeds;
        this.eventIncidents = eventIncidents;
        this.districts = districts;
    }

    /**
     * Runs timers that are due, at most {@code limit} of feeds and as many others.
     *
     * @return whether more may be due
     */
    boolean runDue(int limit) {
        return runDueFeeds(limit) | runDue(ALL_BUT_FEEDS, limit);
    }

    /** The same for feeds only. */
    boolean runDueFeeds(int limit) {
        return runDue(FEEDS, limit);
    }

    private boolean runDue(Set<CoverageTimer> kinds, int limit) {
        return timers.runDue(kinds, clock.time(), limit, backoff, this::run);
    }

    void run(DueTimer<CoverageTimer> timer) {
        store.get(CoverageTables.DISTRICTS, timer.district()).ifPresent(district -> {
            Runnable evaluation = switch (timer.kind()) {
                case DAY -> () -> evaluateDay(district, timer.keyIn(CoverageTables.CAMPUS_DAYS));
                case CAMPUS ->
                    () -> planOf(timer.keyIn(CoverageTables.CAMPUS_STATE))
                            .ifPresent(plan -> days.evaluateAtMidnight(district, plan, clock.time()));
                case FEED ->
                    () -> evaluateFeed(
                            district, timer.keyIn(CoverageTables.FEED_STATE).name());
                case EVENT_INCIDENTS ->
                    () -> planOf(timer.keyIn(CoverageTables.EVENT_INCIDENTS))
                            .ifPresent(plan -> eventIncidents.evaluate(district, plan));
                case DISTRICT -> () -> districts.evaluate(district, clock.reading());
            };
            evaluation.run();
        });
    }

    private void evaluateDay(District district, CampusDayKey day) {
        campuses.evaluate(district, day.campus().campus(), List.of(day.date()), clock.time());
    }

    private void evaluateFeed(District district, String source) {
        Feed feed = district.feeds().get(source);
        affected.evaluate(district, feeds.evaluate(district, feed, clock.time()), clock.time());
    }

    private Optional<CampusPlan> planOf(CampusKey campus) {
        return store.get(CoverageTables.CAMPUSES, campus);
    }
}
