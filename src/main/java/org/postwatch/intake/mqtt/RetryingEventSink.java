package org.postwatch.intake.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.postwatch.event.Event;
import org.postwatch.intake.connection.RetryDelays;
import org.postwatch.intake.service.EventSink;

/**
 * Appends an event again and again until Kafka confirms it: the same event, so that it counts once however often it was written.
 * Unlike other sinks it takes as long as that takes, or until it is closed.
 */
final class RetryingEventSink implements EventSink {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final EventSink sink;
    private final ScheduledExecutorService scheduler;
    private volatile boolean closed;

    RetryingEventSink(EventSink sink, ScheduledExecutorService scheduler) {
        this.sink = sink;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<AppendResult> append(Event event) {
        CompletableFuture<AppendResult> result = new CompletableFuture<>();
        RetryDelays delays = new RetryDelays(
                FIRST_WAIT, MAX_WAIT, () -> ThreadLocalRandom.current().nextDouble());
        attempt(event, delays, result);
        return result;
    }

    private void attempt(Event event, RetryDelays delays, CompletableFuture<AppendResult> result) {
        sink.append(event).thenAccept(answer -> {
            if (answer == AppendResult.APPENDED || closed) {
                result.complete(answer);
                return;
            }
            try {
                scheduler.schedule(() -> attempt(event, delays, result), delays.nextMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The instance stops.
                result.complete(answer);
            }
        });
    }

    /** Lets those that are not confirmed at their next attempt go. */
    void close() {
        closed = true;
    }
}
