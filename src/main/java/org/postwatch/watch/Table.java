package org.postwatch.watch;

import java.util.List;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;

/**
 * A kind of state, by key. Keys begin with the district, so that a scan by {@code district/} finds all of it.
 *
 * @param name stable: it names the store
 */
public record Table<T>(String name, Class<T> type) {
    /** {@code district} */
    public static final Table<District> DISTRICTS = new Table<>("districts", District.class);
    /** {@code district/campus} */
    public static final Table<CampusPlan> CAMPUSES = new Table<>("campuses", CampusPlan.class);
    /** {@code district}: what is open, and what was said of agreements. */
    public static final Table<Memory.OfDistrict> DISTRICT_STATE =
            new Table<>("district-state", Memory.OfDistrict.class);
    /** {@code district/feed} */
    public static final Table<Memory.OfFeed> FEEDS = new Table<>("feeds", Memory.OfFeed.class);
    /** {@code district/badge} */
    public static final Table<Memory.OfOfficer> OFFICERS = new Table<>("officers", Memory.OfOfficer.class);
    /** {@code district/shift} */
    public static final Table<Memory.OfShift> SHIFTS = new Table<>("shifts", Memory.OfShift.class);
    /** {@code district/campus}: who and what bears on it. */
    public static final Table<Memory.OfCampus> CAMPUS_STATE = new Table<>("campus-state", Memory.OfCampus.class);
    /** {@code district/campus/date}: what was said of it. */
    public static final Table<Memory.OfDay> DAYS = new Table<>("days", Memory.OfDay.class);
    /** {@code district/campus/date} */
    public static final Table<Memory.OfTriggers> TRIGGERS = new Table<>("triggers", Memory.OfTriggers.class);
    /** {@code district/campus}: presses that wait and incidents that an event opened. */
    public static final Table<Memory.OfHistory> HISTORY = new Table<>("history", Memory.OfHistory.class);
    /** {@code district/day/hash}: events that left something behind. */
    public static final Table<Memory.OfEvent> EVENTS = new Table<>("events", Memory.OfEvent.class);
    /** {@code instant/unit}: what is to be looked at when. */
    public static final Table<Memory.Deadline> DEADLINES = new Table<>("deadlines", Memory.Deadline.class);
    /** One key: the greatest tick. */
    public static final Table<Memory.Clock> CLOCK = new Table<>("clock", Memory.Clock.class);

    public static List<Table<?>> all() {
        return List.of(
                DISTRICTS,
                CAMPUSES,
                DISTRICT_STATE,
                FEEDS,
                OFFICERS,
                SHIFTS,
                CAMPUS_STATE,
                DAYS,
                TRIGGERS,
                HISTORY,
                EVENTS,
                DEADLINES,
                CLOCK);
    }
}
