package org.postwatch.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postwatch.streams.PipelineListener;

/**
 * Tracks the clock of COVERAGE in each partition, so that playback waits for it. At several hundred times real time,
 * an answer that takes some milliseconds would otherwise be minutes late.
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
     * Waits until a tick was processed; returns at once after {@code release}.
     *
     * @throws DemoException if it was not processed in time
     */
    synchronized void awaitTick(int partition, Instant tick, Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (!cancelled && clocks.getOrDefault(partition, Instant.MIN).isBefore(tick)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new DemoException("the pipeline makes no progress: " + max.toSeconds() + " s after the tick of "
                        + tick + " it has not come so far; run with -v for its log");
            }
            wait(left);
        }
    }

    /** Ends all waiting. */
    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }
}
