package org.postwatch.streams;

import java.time.Instant;
import org.postwatch.state.RecoverableEngine;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a task's state was lost, and when it has been rebuilt. A task that begins without state and reads input
 * from well before it began rebuilds. A new system has no such input, so that everybody is notified at once.
 */
final class StateLossDetector {
    private static final Logger LOG = LoggerFactory.getLogger(StateLossDetector.class);

    private final PipelineStage part;
    private final RecoverableEngine engine;
    private final CatchUpDetector catchUp = new CatchUpDetector();
    /** When the task began without state, by the wall clock; null when it is known whether state was lost. */
    private Instant startedWithoutStateAt;

    /** @param recorded whether input is recorded: then all output is published */
    StateLossDetector(PipelineStage part, RecoverableEngine engine, Instant wall, boolean recorded) {
        this.part = part;
        this.engine = engine;
        this.startedWithoutStateAt = engine.hasNoState() && !recorded ? wall : null;
    }

    /** @param stamp of a record, but for ticks, that is about to be worked off */
    void onRecord(Instant stamp) {
        if (startedWithoutStateAt != null
                && stamp.isBefore(startedWithoutStateAt.minus(RecordProcessor.MAX_CLOCK_LEAD))) {
            LOG.warn(
                    "{} has no state, and input from before its start at {}: state is rebuilt from it, and nobody is"
                            + " notified of what it says until all of it was read. See 'Rebuilding state' in"
                            + " docs/operations-running.md",
                    part.wireName(),
                    startedWithoutStateAt);
            engine.startRebuild(startedWithoutStateAt);
            startedWithoutStateAt = null;
        }
    }

    /**
     * @param stamp of a tick that is worked off now
     * @return whether all earlier input has been read
     */
    boolean onTick(Instant stamp, Instant wall) {
        boolean caught = catchUp.isCaughtUp(stamp, wall);
        boolean live = catchUp.isAtPace(stamp, wall) || caught;
        startedWithoutStateAt = live ? null : startedWithoutStateAt;
        if (live && engine.isRebuilding()) {
            engine.finishRebuild();
        }
        return caught;
    }
}
