package org.postwatch.state;

import java.time.Instant;
import java.util.Optional;

/** An engine with a clock, whose state can be lost and rebuilt from old input, and be published again. */
public interface RecoverableEngine {
    /** The latest tick or arrival so far. */
    Instant clock();

    /**
     * From now on no arrival and no tick advances the clock beyond {@code latest}, which follows from the caller's wall clock.
     *
     * @return the clock before, if it was later and was set back
     */
    Optional<Instant> limitClock(Instant latest);

    /** Whether there is no state: this is a first start, or all state was lost. */
    boolean hasNoState();

    /**
     * Starts to rebuild lost state from old input. Until {@link #finishRebuild} output is withheld, except that of urgent
     * records that arrive at {@code startedAt} or later.
     *
     * @param startedAt by the caller's wall clock
     */
    void startRebuild(Instant startedAt);

    /** Whether output is withheld, also after a restart. */
    boolean isRebuilding();

    /**
     * All old input has been read: publishes what was withheld and is still wanted. Call it again, after some time for other
     * records, until {@link #isRebuilding} is false.
     */
    void finishRebuild();

    /** Starts to publish all current state again; {@link #continueRepublication} does it. */
    void startRepublication();

    /**
     * Publishes at most {@code limit} units of the state.
     *
     * @return whether more are to be published
     */
    boolean continueRepublication(int limit);
}
