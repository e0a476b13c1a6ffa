package org.postwatch.roster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.postwatch.roster.RosterRules.RosterPlan;
import org.postwatch.text.WireName;

/**
 * What came of reading a roster once.
 *
 * @param status whether the feed of the roster works
 * @param state what stands now; the state before, if nothing may be concluded from the reading
 * @param problems entries that could not be read
 * @param unmapped entries that the rules do not understand
 */
public record RosterReading(
        RosterStatus status, RosterState state, List<RosterProblem> problems, List<RosterEntry> unmapped) {
    /** Shifts are planned for so long ahead. */
    public static final Duration WINDOW = Duration.ofDays(28);

    /** A shift that went on at that time may still be cut short. */
    public static final Duration LOOK_BACK = Duration.ofDays(1);

    /** Shifts of one roster in the window. */
    public static final int MAX_SHIFTS = 5_000;

    /** Only a roster with status {@link #OK} is a feed that works. */
    public enum RosterStatus implements WireName {
        OK,
        /** More than half of the shifts are gone: nothing is cancelled and nothing is planned. */
        SHRUNK,
        /** Nobody has changed it for too long. */
        STALE,
        /** More entries cannot be read than can. */
        UNREADABLE
    }

    public RosterReading {
        Objects.requireNonNull(status);
        Objects.requireNonNull(state);
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
        boolean isAccepted = roster.acceptFewerUntil().filter(now::isBefore).isPresent();
        if (content.problems().size() > content.entries().size()) {
            return new RosterReading(RosterStatus.UNREADABLE, before, content.problems(), plan.unmapped());
        }
        if (!isAccepted && diff.isShrunk(before.shifts(), now)) {
            return new RosterReading(RosterStatus.SHRUNK, before, content.problems(), plan.unmapped());
        }
        RosterState after = next(before, content, diff, now);
        boolean isStale = roster.stale()
                .filter(stale -> after.changedAt().plus(stale).isBefore(now))
                .isPresent();
        return new RosterReading(
                isStale ? RosterStatus.STALE : RosterStatus.OK, after, content.problems(), plan.unmapped());
    }

    private static RosterState next(RosterState before, RosterContent content, RosterDiff diff, Instant now) {
        boolean isSame = diff.planned().isEmpty() && diff.cancelled().isEmpty();
        return new RosterState(
                isSame ? before.revision() : before.revision() + 1,
                isSame ? before.at() : now.truncatedTo(ChronoUnit.MILLIS),
                content.fingerprint(),
                content.fingerprint().equals(before.fingerprint()) ? before.changedAt() : now,
                diff.shifts(),
                diff.planned(),
                diff.cancelled());
    }
}
