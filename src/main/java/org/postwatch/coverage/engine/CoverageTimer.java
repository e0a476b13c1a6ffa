package org.postwatch.coverage.engine;

import java.time.Instant;
import java.util.function.Function;
import org.postwatch.state.StateTable;
import org.postwatch.state.TimerKind;

/** The timers of COVERAGE. */
enum CoverageTimer implements TimerKind {
    /** The next local midnight of a campus. */
    CAMPUS(CoverageTables.CAMPUS_STATE, EngineState.CampusState::deadline),
    /** The next change of a campus's day. */
    DAY(CoverageTables.CAMPUS_DAYS, EngineState.CampusDayState::deadline),
    /** The next change of an agreement, or the sealing of a date. */
    DISTRICT(CoverageTables.DISTRICT_STATE, EngineState.DistrictState::deadline),
    /** When a feed counts as silent. */
    FEED(CoverageTables.FEED_STATE, EngineState.FeedState::deadline),
    /** When a press of a buzzer counts as unanswered, or its incident closes. */
    EVENT_INCIDENTS(CoverageTables.EVENT_INCIDENTS, EngineState.EventIncidentState::deadline);

    private final TimedTable<?, ?> timedTable;

    <V> CoverageTimer(StateTable<?, V> table, Function<V, Instant> deadline) {
        this.timedTable = new TimedTable<>(table, deadline);
    }

    @Override
    public TimedTable<?, ?> timedTable() {
        return timedTable;
    }
}
