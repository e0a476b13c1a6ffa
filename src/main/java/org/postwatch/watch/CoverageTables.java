package org.postwatch.watch;

import java.util.List;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/** The state of COVERAGE, by key. Keys begin with the district. */
public final class CoverageTables {
    /** {@code district} */
    public static final Table<District> DISTRICTS = new Table<>("districts", 'p', District.class);
    /** {@code district/campus} */
    public static final Table<CampusPlan> CAMPUSES = new Table<>("campuses", 'q', CampusPlan.class);
    /** {@code district}: what is open, and what was said of agreements. */
    public static final Table<Memory.OfDistrict> DISTRICT_STATE =
            new Table<>("district-state", 'd', Memory.OfDistrict.class);
    /** {@code district/feed} */
    public static final Table<Memory.OfFeed> FEEDS = new Table<>("feeds", 'f', Memory.OfFeed.class);
    /** {@code district/badge} */
    public static final Table<Memory.OfOfficer> OFFICERS = new Table<>("officers", 'o', Memory.OfOfficer.class);
    /** {@code district/badge/row}: what does not lie with the officer. */
    public static final Table<Memory.OfSigns> SIGNS = new Table<>("signs", 'g', Memory.OfSigns.class);
    /** {@code district/badge}: only of who told too much. */
    public static final Table<Memory.OfUnheard> UNHEARD = new Table<>("unheard", 'u', Memory.OfUnheard.class);
    /** {@code district/shift} */
    public static final Table<Memory.OfShift> SHIFTS = new Table<>("shifts", 's', Memory.OfShift.class);
    /** {@code district/campus}: who and what bears on it. */
    public static final Table<Memory.OfCampus> CAMPUS_STATE = new Table<>("campus-state", 'c', Memory.OfCampus.class);
    /** {@code district/campus/date}: what was said of it. */
    public static final Table<Memory.OfDay> DAYS = new Table<>("days", 'y', Memory.OfDay.class);
    /** {@code district/campus/date/row}: by the UTC date of each. */
    public static final Table<Memory.OfReports> REPORTS = new Table<>("reports", 'r', Memory.OfReports.class);
    /** {@code district/campus/date/row}: by the date of their window. */
    public static final Table<Memory.OfTriggers> TRIGGERS = new Table<>("triggers", 't', Memory.OfTriggers.class);
    /** {@code district/campus}: presses that wait and incidents that an event opened. */
    public static final Table<Memory.OfHistory> HISTORY = new Table<>("history", 'h', Memory.OfHistory.class);
    /** {@code district/hash}: events that left something behind. */
    public static final Table<Memory.OfEvent> EVENTS = Table.uncached("events", 'e', Memory.OfEvent.class);
    /** {@code district/date}: urgent events that became an incident, by the UTC date on which they did. */
    public static final Table<UrgentEventDay> URGENT = new Table<>("urgent", 'w', UrgentEventDay.class);
    /** One key: the greatest tick. */
    public static final Table<Memory.Clock> CLOCK = Table.uncached("clock", 'k', Memory.Clock.class);

    /** One key: present while lost state is rebuilt. */
    public static final Table<Memory.Rebuild> REBUILD = new Table<>("rebuild", 'b', Memory.Rebuild.class);
    /** {@code district/order/incident}: said at the end of the rebuild. */
    public static final Table<Memory.Withheld> WITHHELD = new Table<>("withheld", 'v', Memory.Withheld.class);

    private CoverageTables() {}

    /** Every table. */
    public static List<Table<?>> all() {
        return List.of(
                DISTRICTS,
                CAMPUSES,
                DISTRICT_STATE,
                FEEDS,
                OFFICERS,
                SIGNS,
                UNHEARD,
                SHIFTS,
                CAMPUS_STATE,
                DAYS,
                REPORTS,
                TRIGGERS,
                HISTORY,
                EVENTS,
                URGENT,
                CLOCK,
                REBUILD,
                WITHHELD);
    }
}
