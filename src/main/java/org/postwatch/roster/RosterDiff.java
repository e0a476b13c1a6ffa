package org.postwatch.roster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What has to be planned and cancelled after a roster was read. A shift that has ended stays as it is, and so does one whose entry cannot
 * be read now. A shift has one event at most.
 *
 * @param planned new shifts and those that changed
 * @param cancelled shifts that are gone
 * @param withheld shifts that are gone and not cancelled, because an entry without an id cannot be read, which may be theirs
 * @param shifts what stands afterwards, by id; without shifts that have ended
 */
public record RosterDiff(
        List<RosterShift> planned,
        List<RosterShift> cancelled,
        List<RosterShift> withheld,
        Map<String, RosterShift> shifts) {
    /** A roster with fewer shifts than this may lose more than half of them, but not all. */
    public static final int MIN_SHIFTS_FOR_SHRINK = 4;

    /** A problem of an entry without an id may be that of any entry. */
    private static final String UNKNOWN_ENTRY = "";

    public RosterDiff {
        planned = List.copyOf(planned);
        cancelled = List.copyOf(cancelled);
        withheld = List.copyOf(withheld);
        shifts = Map.copyOf(shifts);
    }

    /**
     * @param said the shifts that were planned before, by id
     * @param read the shifts of the roster now; of several with one id the last one counts
     * @param unreadable the ids of entries that could not be read
     * @param now shifts that ended before are history
     * @param until the end of the window that was read: later shifts are neither planned nor cancelled
     */
    public static RosterDiff between(
            Map<String, RosterShift> said, List<RosterShift> read, Set<String> unreadable, Instant now, Instant until) {
        Map<String, RosterShift> standing = new TreeMap<>(said);
        standing.values().removeIf(shift -> !shift.to().isAfter(now));
        Map<String, RosterShift> after = new TreeMap<>();
        List<RosterShift> planned = new ArrayList<>();
        Map<String, RosterShift> byId = new LinkedHashMap<>();
        read.forEach(shift -> byId.put(shift.id(), shift));
        for (RosterShift shift : byId.values()) {
            RosterShift before = standing.get(shift.id());
            boolean isOver = !shift.to().isAfter(now) && before == null;
            if (isOver || !shift.from().isBefore(until)) {
                continue;
            }
            standing.remove(shift.id());
            if (!shift.equals(before)) {
                planned.add(shift);
            }
            after.put(shift.id(), shift);
        }
        List<RosterShift> cancelled = new ArrayList<>();
        List<RosterShift> withheld = new ArrayList<>();
        for (RosterShift gone : standing.values()) {
            if (unreadable.contains(gone.entry())) {
                after.put(gone.id(), gone);
            } else if (unreadable.contains(UNKNOWN_ENTRY)) {
                after.put(gone.id(), gone);
                withheld.add(gone);
            } else {
                cancelled.add(gone);
            }
        }
        return new RosterDiff(planned, cancelled, withheld, after);
    }

    /**
     * Whether so much is gone that the export is more likely broken than the plan changed: more than half of what
     * stood, or everything, however little it was.
     *
     * @param said the shifts that were planned before and have not ended
     */
    public boolean isShrunk(Map<String, RosterShift> said, Instant now) {
        long standing = standing(said, now);
        boolean isEmptied = !cancelled.isEmpty() && shifts.isEmpty();
        return isEmptied || standing >= MIN_SHIFTS_FOR_SHRINK && cancelled.size() * 2L > standing;
    }

    /** The number of shifts that have not ended. */
    static long standing(Map<String, RosterShift> said, Instant now) {
        return said.values().stream().filter(shift -> shift.to().isAfter(now)).count();
    }
}
