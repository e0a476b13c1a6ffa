package org.postwatch.topology;

import java.time.Instant;
import org.postwatch.topology.Onlooker.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a task's state was lost, and when it has been rebuilt. A task that begins without state and reads input from
 * well before it began rebuilds. A new system has no such input, so that everybody is notified at once.
 */
final class LostState {
    private static final Logger LOG = LoggerFactory.getLogger(LostState.class);

    private final Part part;
    private final Rebuild rebuild;
    private final CaughtUp caughtUp = new CaughtUp();
    /** When the task began without state, by the wall clock; null when it is known whether state was lost. */
    private Instant withoutStateSince;

    /** What a task does while state is rebuilt. */
    interface Rebuild {
        boolean isWithoutState();

        /** From now on nothing is said that was said before. */
        void begin(Instant at);

        boolean isGoingOn();

        /** All old input has been read. Called again with the next tick while the rebuild goes on. */
        void end();
    }

    /** @param recorded whether input is recorded: then everything is said */
    LostState(Part part, Rebuild rebuild, Instant wall, boolean recorded) {
        this.part = part;
        this.rebuild = rebuild;
        this.withoutStateSince = rebuild.isWithoutState() && !recorded ? wall : null;
    }

    /** @param stamp of a record, but for ticks, that is about to be worked off */
    void reads(Instant stamp) {
        if (withoutStateSince != null && stamp.isBefore(withoutStateSince.minus(Intake.AHEAD_MAX))) {
            LOG.warn(
                    "{} has no state, and input from before its start at {}: state is rebuilt from it, and nobody is"
                            + " notified of what it says until all of it was read. See 'Rebuilding state' in"
                            + " docs/operations-running.md",
                    part.wireName(),
                    withoutStateSince);
            rebuild.begin(withoutStateSince);
            withoutStateSince = null;
        }
    }

    /**
     * @param stamp of a tick that is worked off now
     * @return whether all earlier input has been read
     */
    boolean ticks(Instant stamp, Instant wall) {
        boolean caught = caughtUp.at(stamp, wall);
        boolean live = caughtUp.isAtPace(stamp, wall) || caught;
        withoutStateSince = live ? null : withoutStateSince;
        if (live && rebuild.isGoingOn()) {
            rebuild.end();
        }
        return caught;
    }
}
