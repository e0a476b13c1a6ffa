package org.postwatch.streams;

import java.time.Duration;
import java.util.function.IntPredicate;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.postwatch.streams.PipelineListener.PipelineStage;

/**
 * Has a task publish its state again after an unclean stop: in small slices, after its first tick and with it all
 * earlier input.
 */
final class StateRepublisher {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int UNITS_PER_RUN = 50;
    /** Well above the commit interval. */
    private static final long COMMITTED_AFTER_MS = 5_000;

    private final UncleanShutdown uncleanShutdown;
    private final PipelineStage stage;
    private final int partition;
    private final Runnable start;
    private final IntPredicate publish;
    private final Cancellable schedule;
    private boolean hasTicked;
    private boolean hasStarted;
    private long publishedAt = -1;

    /** @param publish publishes so many units, and returns whether there are more */
    private StateRepublisher(
            ProcessorContext<?, ?> context,
            UncleanShutdown stop,
            PipelineStage part,
            Runnable begin,
            IntPredicate publish) {
        this.uncleanShutdown = stop;
        this.stage = part;
        this.partition = context.taskId().partition();
        this.start = begin;
        this.publish = publish;
        this.schedule = context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::publishNext);
    }

    /** Null when there is nothing to publish again. */
    static StateRepublisher createIfPending(
            ProcessorContext<?, ?> context,
            UncleanShutdown stop,
            PipelineStage part,
            Runnable begin,
            IntPredicate publish) {
        return stop != null && stop.isPending(part, context.taskId().partition())
                ? new StateRepublisher(context, stop, part, begin, publish)
                : null;
    }

    void afterTick() {
        hasTicked = true;
    }

    private void publishNext(long now) {
        if (!hasTicked) {
            return;
        }
        if (!hasStarted) {
            hasStarted = true;
            start.run();
        }
        if (publish.test(UNITS_PER_RUN)) {
            return;
        }
        if (publishedAt < 0) {
            publishedAt = now;
        } else if (now - publishedAt >= COMMITTED_AFTER_MS) {
            uncleanShutdown.markPublished(stage, partition);
            schedule.cancel();
        }
    }
}
