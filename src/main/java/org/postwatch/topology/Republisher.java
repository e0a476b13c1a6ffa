package org.postwatch.topology;

import java.time.Duration;
import java.util.function.IntPredicate;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.postwatch.topology.Onlooker.Part;

/** Has a task publish its state again after an unclean stop: in small slices, after its first tick and with it all earlier input. */
final class Republisher {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final int UNITS = 50;
    /** Well above the commit interval. */
    private static final long COMMITTED_AFTER_MS = 5_000;

    private final UncleanStop stop;
    private final Part part;
    private final int partition;
    private final Runnable begin;
    private final IntPredicate publish;
    private final Cancellable schedule;
    private boolean ticked;
    private boolean begun;
    private long publishedAt = -1;

    /** @param publish publishes so many units, and tells whether there are more */
    private Republisher(
            ProcessorContext<?, ?> context, UncleanStop stop, Part part, Runnable begin, IntPredicate publish) {
        this.stop = stop;
        this.part = part;
        this.partition = context.taskId().partition();
        this.begin = begin;
        this.publish = publish;
        this.schedule = context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::go);
    }

    /** Null when there is nothing to publish again. */
    static Republisher of(
            ProcessorContext<?, ?> context, UncleanStop stop, Part part, Runnable begin, IntPredicate publish) {
        return stop != null && stop.isPending(part, context.taskId().partition())
                ? new Republisher(context, stop, part, begin, publish)
                : null;
    }

    void ticked() {
        ticked = true;
    }

    private void go(long now) {
        if (!ticked) {
            return;
        }
        if (!begun) {
            begun = true;
            begin.run();
        }
        if (publish.test(UNITS)) {
            return;
        }
        if (publishedAt < 0) {
            publishedAt = now;
        } else if (now - publishedAt >= COMMITTED_AFTER_MS) {
            stop.published(part, partition);
            schedule.cancel();
        }
    }
}
