package org.postwatch.coverage.engine;

import org.postwatch.event.DistrictKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.EngineClock;
import org.postwatch.state.StateStore;

/** Applies new plans: every open date is evaluated with them. */
final class PlanHandler {
    private final StateStore store;
    private final EngineClock<EngineState.ClockState> clock;
    private final DistrictCache districtCache;
    private final CampusCache campusCache;
    private final FeedMonitor feeds;
    private final CampusDays days;
    private final DistrictLifecycle districts;

    PlanHandler(
            StateStore store,
            EngineClock<EngineState.ClockState> clock,
            DistrictCache districtCache,
            CampusCache campusCache,
            FeedMonitor feeds,
            CampusDays days,
            DistrictLifecycle districts) {
        this.store = store;
        this.clock = clock;
        this.districtCache = districtCache;
        this.campusCache = campusCache;
        this.feeds = feeds;
        this.days = days;
        this.districts = districts;
    }

    /** The roster, agreements, exceptions and feeds of a district are others. */
    void apply(District district) {
        store.put(CoverageTables.DISTRICTS, district.id(), district);
        districtCache.remove(district.id());
        if (store.get(CoverageTables.DISTRICT_STATE, district.id()).isEmpty()) {
            districts.open(district, clock.reading());
        }
        districts.applyEarlierFirstDay(district, clock.reading());
        feeds.withdrawUnlisted(district, clock.time());
        evaluateAll(district);
    }

    /** The versions of a campus are others. It waits for its district if that has no plan yet. */
    void apply(String districtId, CampusPlan plan) {
        CampusKey key = new CampusKey(districtId, plan.id());
        store.put(CoverageTables.CAMPUSES, key, plan);
        campusCache.remove(key);
        store.get(CoverageTables.DISTRICTS, districtId).ifPresent(district -> {
            days.evaluateAll(district, plan, clock.time());
            districts.scheduleEvaluation(district, clock.reading());
        });
    }

    /** The clock was set back: corrects what was published for the future. */
    void reopenAll() {
        store.forEach(CoverageTables.DISTRICTS, (id, district) -> {
            districts.reopen(district, clock.time());
            evaluateAll(district);
        });
    }

    private void evaluateAll(District district) {
        feeds.evaluateAll(district, clock.time());
        store.scan(
                CoverageTables.CAMPUSES,
                DistrictKey.prefix(district.id()),
                (key, plan) -> days.evaluateAll(district, plan, clock.time()));
        districts.evaluate(district, clock.reading());
    }
}
