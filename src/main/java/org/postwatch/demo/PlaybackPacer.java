package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postwatch.streams.PipelineListener;

/**
 * How far COVERAGE has come with the clock of each partition, for whoever turns it: a day that is played hundreds of times
 * too fast must not run away from what was told, or an answer that was only a few milliseconds on its way comes minutes
 * too late.
 */
final class PlaybackPacer implements PipelineListener {
    private final Map<Integer, Instant> clocks = new HashMap<>();
    private boolean cancelled;

    @Override
    public synchronized void onTick(PipelineStage part, int partition, Instant clock) {
        if (part == PipelineStage.COVERAGE) {
            clocks.put(partition, clock);
            notifyAll();
        }
    }

    /**
     * Returns when a tick was worked off, or at once when nobody is to wait any longer.
     *
     * @throws DemoException when it was not after so long
     */
    synchronized void awaitTick(int partition, Instant tick, Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (!cancelled && clocks.getOrDefault(partition, Instant.MIN).isBefore(tick)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new DemoException(
                        "the pipeline stands still: " + max.toSeconds() + " s after it was told that it is " + tick
                                + " it has not come so far; run with -v for its log");
            }
            wait(left);
        }
    }

    /** Nobody is to wait any longer. */
    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }
}
