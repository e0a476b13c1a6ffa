package org.postwatch.coverage.engine;

import java.util.List;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;

/** The state of COVERAGE, by key. Keys begin with the district. */
public final class CoverageTables {
    /** {@code district} */
    public static final StateTable<District> DISTRICTS = new StateTable<>("districts", 'p', District.class);
    /** {@code district/campus} */
    public static final StateTable<CampusPlan> CAMPUSES = new StateTable<>("campuses", 'q', CampusPlan.class);
    /** {@code district}: what is open, and the incidents of agreements. */
    public static final StateTable<EngineState.DistrictState> DISTRICT_STATE =
            new StateTable<>("district-state", 'd', EngineState.DistrictState.class);
    /** {@code district/feed} */
    public static final StateTable<EngineState.FeedState> FEED_STATE =
            new StateTable<>("feed-state", 'f', EngineState.FeedState.class);
    /** {@code district/badge} */
    public static final StateTable<EngineState.OfficerState> OFFICER_STATE =
            new StateTable<>("officer-state", 'o', EngineState.OfficerState.class);
    /** {@code district/badge/page}: signals that are not stored with the officer. */
    public static final StateTable<EngineState.SignalPage> SIGNALS =
            new StateTable<>("signals", 'g', EngineState.SignalPage.class);
    /** {@code district/badge}: officers with more signals than are stored. */
    public static final StateTable<EngineState.OverflowSpan> SIGNAL_OVERFLOW =
            new StateTable<>("signal-overflow", 'u', EngineState.OverflowSpan.class);
    /** {@code district/shift} */
    public static final StateTable<EngineState.ShiftState> SHIFTS =
            new StateTable<>("shifts", 's', EngineState.ShiftState.class);
    /** {@code district/campus}: the officers, shifts and devices that may affect it. */
    public static final StateTable<EngineState.CampusState> CAMPUS_STATE =
            new StateTable<>("campus-state", 'c', EngineState.CampusState.class);
    /** {@code district/campus/date}: what was published of it. */
    public static final StateTable<EngineState.CampusDayState> CAMPUS_DAYS =
            new StateTable<>("days", 'y', EngineState.CampusDayState.class);
    /** {@code district/campus/date/page}: by the UTC date of each. */
    public static final StateTable<EngineState.DeviceReportPage> DEVICE_REPORTS =
            new StateTable<>("device-reports", 'r', EngineState.DeviceReportPage.class);
    /** {@code district/campus/date/page}: by the date of their window. */
    public static final StateTable<EngineState.TriggerPage> TRIGGERS =
            new StateTable<>("triggers", 't', EngineState.TriggerPage.class);
    /** {@code district/campus}: presses that wait and incidents that an event opened. */
    public static final StateTable<EngineState.EventIncidentState> EVENT_INCIDENTS =
            new StateTable<>("event-incidents", 'h', EngineState.EventIncidentState.class);
    /** {@code district/hash}: events that left evidence. */
    public static final StateTable<EngineState.AppliedEvent> EVENTS =
            StateTable.uncached("events", 'e', EngineState.AppliedEvent.class);
    /** {@code district/date}: urgent events that became an incident, by the UTC date on which they did. */
    public static final StateTable<UrgentEventDay> URGENT_EVENTS =
            new StateTable<>("urgent-events", 'w', UrgentEventDay.class);
    /** One key: the greatest tick. */
    public static final StateTable<EngineState.ClockState> CLOCK =
            StateTable.uncached("clock", 'k', EngineState.ClockState.class);

    /** One key: present while lost state is rebuilt. */
    public static final StateTable<EngineState.RebuildState> REBUILD =
            new StateTable<>("rebuild", 'b', EngineState.RebuildState.class);
    /** {@code district/order/incident}: published at the end of the rebuild. */
    public static final StateTable<EngineState.WithheldIncident> WITHHELD_INCIDENTS =
            new StateTable<>("withheld", 'v', EngineState.WithheldIncident.class);

    private CoverageTables() {}

    /** Every table. */
    public static List<StateTable<?>> all() {
        return List.of(
                DISTRICTS,
                CAMPUSES,
                DISTRICT_STATE,
                FEED_STATE,
                OFFICER_STATE,
                SIGNALS,
                SIGNAL_OVERFLOW,
                SHIFTS,
                CAMPUS_STATE,
                CAMPUS_DAYS,
                DEVICE_REPORTS,
                TRIGGERS,
                EVENT_INCIDENTS,
                EVENTS,
                URGENT_EVENTS,
                CLOCK,
                REBUILD,
                WITHHELD_INCIDENTS);
    }
}
