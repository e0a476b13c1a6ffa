package org.postwatch.intake.roster;

import java.util.Optional;
import org.postwatch.intake.connection.ConnectionProblemException;
import org.postwatch.roster.RosterSource;
import org.postwatch.roster.RosterState;

/** What rosters have planned, for all instances. Safe for threads; calls block for seconds at most. */
public interface RosterStates {
    /**
     * The last state that was written; empty for a roster that was never read.
     *
     * @throws ConnectionProblemException if it cannot be read
     */
    Optional<RosterState> read(RosterSource roster);

    /**
     * Returns when every in-sync replica has the state.
     *
     * @throws ConnectionProblemException if it is not known to be written
     */
    void write(RosterSource roster, RosterState state);
}
