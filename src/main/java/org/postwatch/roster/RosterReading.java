package org.postwatch.roster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.postwatch.roster.RosterRules.RosterPlan;
import org.postwatch.text.WireName;

/**
 * What came of reading a roster once.
 *
 * @param status whether the feed of the roster works
 * @param detail what the roster plans, or why it cannot be used and what to do
 * @param state what stands now; the state before, if nothing may be concluded from the reading
 * @param diff what the content would plan and cancel
 * @param problems entries that could not be read
 * @param unmapped entries that the rules do not understand
 */
public record RosterReading(
        RosterStatus status,
        String detail,
        RosterState state,
        RosterDiff diff,
        List<RosterProblem> problems,
        List<RosterEntry> unmapped) {
    /** Shifts are planned for so long ahead. */
    public static final Duration WINDOW = Duration.ofDays(28);

    /** A shift that went on at that time may still be cut short. */
    public static final Duration LOOK_BACK = Duration.ofDays(1);

    /** Shifts of one roster in the window. */
    public static final int MAX_SHIFTS = 5_000;

    /**
     * All shifts are planned again so often. That makes good an event that was rejected, because the plan of the district was wrong
     * then, and one that was lost.
     */
    public static final Duration REPEAT_PERIOD = Duration.ofHours(12);

    /** Only a roster with status {@link #OK} is a feed that works. */
    public enum RosterStatus implements WireName {
        OK,
        /** More than half of the shifts are gone, or all: nothing is cancelled and nothing is planned. */
        SHRUNK,
        /** Shifts are gone that may be those of an entry without an id that cannot be read: nothing is cancelled. */
        PARTIAL,
        /** Nobody has changed it for too long. */
        STALE,
        /** More entries cannot be read than can. */
        UNREADABLE
    }

    public RosterReading {
        Objects.requireNonNull(status);
        Objects.requireNonNull(detail);
        Objects.requireNonNull(state);
        Objects.requireNonNull(diff);
        problems = List.copyOf(problems);
        unmapped = List.copyOf(unmapped);
    }

    /**
     * @param before what is planned until now
     * @param content of {@code [now - LOOK_BACK, now + WINDOW)}
     * @throws UnreadableRosterException if it plans more than {@value #MAX_SHIFTS} shifts
     */
    public static RosterReading of(RosterSource roster, RosterState before, RosterContent content, Instant now) {
        RosterPlan plan = roster.rules().apply(roster.name(), content.entries());
        if (plan.shifts().size() > MAX_SHIFTS) {
            throw new UnreadableRosterException(
                    "the roster plans " + plan.shifts().size() + " shifts in " + WINDOW.toDays()
                            + " days; expected at most " + MAX_SHIFTS + ", split it into several");
        }
        RosterDiff diff =
                RosterDiff.between(before.shifts(), plan.shifts(), content.unreadable(), now, now.plus(WINDOW));
        RosterStatus status = status(roster, before, content, diff, now);
        return new RosterReading(
                status,
                detail(status, before, content, diff, now),
                isApplied(status) ? next(before, content, diff, now) : before,
                diff,
                content.problems(),
                plan.unmapped());
    }

    /** Whether its shifts are planned, although its feed may be silent. */
    public boolean isApplied() {
        return isApplied(status);
    }

    private static boolean isApplied(RosterStatus status) {
        return switch (status) {
            case OK, PARTIAL, STALE -> true;
            case SHRUNK, UNREADABLE -> false;
        };
    }

    private static RosterStatus status(
            RosterSource roster, RosterState before, RosterContent content, RosterDiff diff, Instant now) {
        if (content.problems().size() > content.entries().size()) {
            return RosterStatus.UNREADABLE;
        }
        boolean isAccepted = roster.acceptFewerUntil().filter(now::isBefore).isPresent();
        if (!isAccepted && diff.isShrunk(before.shifts(), now)) {
            return RosterStatus.SHRUNK;
        }
        if (!diff.withheld().isEmpty()) {
            return RosterStatus.PARTIAL;
        }
        boolean isStale = roster.stale()
                .filter(stale -> changedAt(before, content, now).plus(stale).isBefore(now))
                .isPresent();
        return isStale ? RosterStatus.STALE : RosterStatus.OK;
    }

    private static Instant changedAt(RosterState before, RosterContent content, Instant now) {
        return content.fingerprint().equals(before.fingerprint()) ? before.changedAt() : now;
    }

    private static String detail(
            RosterStatus status, RosterState before, RosterContent content, RosterDiff diff, Instant now) {
        int planned = diff.shifts().size();
        return switch (status) {
            case OK ->
                planned + (planned == 1 ? " shift" : " shifts") + " until "
                        + now.plus(WINDOW)
                                .truncatedTo(ChronoUnit.DAYS)
                                .toString()
                                .substring(0, 10);
            case SHRUNK ->
                diff.cancelled().size() + " of " + RosterDiff.standing(before.shifts(), now)
                        + " shifts are gone, so nothing is cancelled or planned; if that is right, set"
                        + " 'accept-fewer-until' in intake.yaml";
            case PARTIAL ->
                diff.withheld().size() + (diff.withheld().size() == 1 ? " shift is" : " shifts are")
                        + " gone but not cancelled, because an entry without an id cannot be read, which may be"
                        + " theirs; correct it: " + content.firstWithoutId();
            case STALE ->
                "nobody has changed it since "
                        + before.changedAt().truncatedTo(ChronoUnit.SECONDS)
                        + ", which is longer than its 'stale'; check that it is still kept";
            case UNREADABLE ->
                content.problems().size() + " entries cannot be read and "
                        + content.entries().size() + " can, so nothing is cancelled or planned; the first: "
                        + content.problems().get(0).detail();
        };
    }

    private static RosterState next(RosterState before, RosterContent content, RosterDiff diff, Instant now) {
        boolean isRepeat = !before.repeatedAt().plus(REPEAT_PERIOD).isAfter(now);
        List<RosterShift> planned = isRepeat ? withUnchanged(diff, now) : diff.planned();
        boolean isSame = planned.isEmpty() && diff.cancelled().isEmpty();
        return new RosterState(
                isSame ? before.revision() : before.revision() + 1,
                isSame ? before.at() : now.truncatedTo(ChronoUnit.MILLIS),
                content.fingerprint(),
                changedAt(before, content, now),
                isRepeat ? now : before.repeatedAt(),
                diff.shifts(),
                planned,
                diff.cancelled());
    }

    /** What changed, and every other shift that has not begun. */
    private static List<RosterShift> withUnchanged(RosterDiff diff, Instant now) {
        Map<String, RosterShift> all = new TreeMap<>();
        diff.shifts().values().stream()
                .filter(shift -> shift.from().isAfter(now))
                .forEach(shift -> all.put(shift.id(), shift));
        diff.planned().forEach(shift -> all.put(shift.id(), shift));
        return List.copyOf(all.values());
    }
}
