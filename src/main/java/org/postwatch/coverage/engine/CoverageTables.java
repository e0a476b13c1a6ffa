package org.postwatch.coverage.engine;

import java.util.List;
import org.postwatch.event.DistrictKey;
import org.postwatch.plan.CampusDayKey;
import org.postwatch.plan.CampusKey;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.state.DistrictDayKey;
import org.postwatch.state.KeyFormat;
import org.postwatch.state.KeyFormat.SingletonKey;
import org.postwatch.state.StateTable;
import org.postwatch.state.UrgentEventDay;

/** The state of COVERAGE, by key. Keys begin with the district. */
public final class CoverageTables {
    static final KeyFormat<DistrictKey> NAME_KEYS = new KeyFormat<>(DistrictKey::text, DistrictKey::parse);
    static final KeyFormat<CampusKey> CAMPUS_KEYS = new KeyFormat<>(CampusKey::text, CampusKey::parse);
    static final KeyFormat<CampusDayKey> DAY_KEYS = new KeyFormat<>(CampusDayKey::text, CampusDayKey::parse);

    /** {@code district} */
    public static final StateTable<String, District> DISTRICTS =
            new StateTable<>("districts", 'p', KeyFormat.DISTRICT, District.class);
    /** {@code district/campus} */
    public static final StateTable<CampusKey, CampusPlan> CAMPUSES =
            new StateTable<>("campuses", 'q', CAMPUS_KEYS, CampusPlan.class);
    /** {@code district}: what is open, and the incidents of agreements. */
    public static final StateTable<String, EngineState.DistrictState> DISTRICT_STATE =
            new StateTable<>("district-state", 'd', KeyFormat.DISTRICT, EngineState.DistrictState.class);
    /** {@code district/feed} */
    public static final StateTable<DistrictKey, EngineState.FeedState> FEED_STATE =
            new StateTable<>("feed-state", 'f', NAME_KEYS, EngineState.FeedState.class);
    /** {@code district/badge} */
    public static final StateTable<DistrictKey, EngineState.OfficerState> OFFICER_STATE =
            new StateTable<>("officer-state", 'o', NAME_KEYS, EngineState.OfficerState.class);
    /** {@code district/badge/page}: signals that are not stored with the officer. */
    public static final StateTable<PageKey<DistrictKey>, EngineState.SignalPage> SIGNALS =
            new StateTable<>("signals", 'g', PageKey.format(NAME_KEYS), EngineState.SignalPage.class);
    /** {@code district/badge}: officers with more signals than are stored. */
    public static final StateTable<DistrictKey, EngineState.OverflowSpan> SIGNAL_OVERFLOW =
            new StateTable<>("signal-overflow", 'u', NAME_KEYS, EngineState.OverflowSpan.class);
    /** {@code district/shift} */
    public static final StateTable<DistrictKey, EngineState.ShiftState> SHIFTS =
            new StateTable<>("shifts", 's', NAME_KEYS, EngineState.ShiftState.class);
    /** {@code district/campus}: the officers, shifts and devices that may affect it. */
    public static final StateTable<CampusKey, EngineState.CampusState> CAMPUS_STATE =
            new StateTable<>("campus-state", 'c', CAMPUS_KEYS, EngineState.CampusState.class);
    /** {@code district/campus/date}: what was published of it. */
    public static final StateTable<CampusDayKey, EngineState.CampusDayState> CAMPUS_DAYS =
            new StateTable<>("days", 'y', DAY_KEYS, EngineState.CampusDayState.class);
    /** {@code district/campus/date/page}: by the UTC date of each. */
    public static final StateTable<PageKey<CampusDayKey>, EngineState.DeviceReportPage> DEVICE_REPORTS =
            new StateTable<>("device-reports", 'r', PageKey.format(DAY_KEYS), EngineState.DeviceReportPage.class);
    /** {@code district/campus/date/page}: by the date of their window. */
    public static final StateTable<PageKey<CampusDayKey>, EngineState.TriggerPage> TRIGGERS =
            new StateTable<>("triggers", 't', PageKey.format(DAY_KEYS), EngineState.TriggerPage.class);
    /** {@code district/campus}: presses that wait and incidents that an event opened. */
    public static final StateTable<CampusKey, EngineState.EventIncidentState> EVENT_INCIDENTS =
            new StateTable<>("event-incidents", 'h', CAMPUS_KEYS, EngineState.EventIncidentState.class);
    /** {@code district/hash}: events that left evidence. */
    public static final StateTable<DistrictKey, EngineState.AppliedEvent> EVENTS =
            StateTable.uncached("events", 'e', NAME_KEYS, EngineState.AppliedEvent.class);
    /** {@code district/date}: urgent events that became an incident, by the UTC date on which they did. */
    public static final StateTable<DistrictDayKey, UrgentEventDay> URGENT_EVENTS =
            new StateTable<>("urgent-events", 'w', DistrictDayKey.FORMAT, UrgentEventDay.class);
    /** One key: the greatest tick. */
    public static final StateTable<SingletonKey, EngineState.ClockState> CLOCK =
            StateTable.uncached("clock", 'k', KeyFormat.SINGLETON, EngineState.ClockState.class);

    /** One key: present while lost state is rebuilt. */
    public static final StateTable<SingletonKey, EngineState.RebuildState> REBUILD =
            new StateTable<>("rebuild", 'b', KeyFormat.SINGLETON, EngineState.RebuildState.class);
    /** {@code district/order/incident}: published at the end of the rebuild. */
    public static final StateTable<WithheldIncidentKey, EngineState.WithheldIncident> WITHHELD_INCIDENTS =
            new StateTable<>("withheld", 'v', WithheldIncidentKey.FORMAT, EngineState.WithheldIncident.class);

    private CoverageTables() {}

    /** Every table. */
    public static List<StateTable<?, ?>> all() {
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
