package org.postwatch.app.intake;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.postwatch.event.Event;
import org.postwatch.intake.service.EventSink.AppendResult;

/** Events that are appended together, and the result of each. Safe for threads. */
final class AppendBatch {
    private final List<Event> events;
    /** Null until it is known. */
    private final AtomicReferenceArray<AppendResult> results;

    private final AtomicInteger open;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param maxMillis after which an event without a result is unavailable */
    AppendBatch(List<Event> events, int maxMillis) {
        this.events = List.copyOf(events);
        this.results = new AtomicReferenceArray<>(events.size());
        this.open = new AtomicInteger(events.size());
        if (events.isEmpty()) {
            done.complete(null);
        } else {
            done.completeOnTimeout(null, maxMillis, TimeUnit.MILLISECONDS);
        }
    }

    List<Event> events() {
        return events;
    }

    /** Sets the result of an event, once. */
    void complete(int index, AppendResult result) {
        results.set(index, result);
        if (open.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    /** All events without a result are unavailable. */
    void end() {
        done.complete(null);
    }

    boolean isDone() {
        return done.isDone();
    }

    /** The results in the order of the events. */
    CompletionStage<List<AppendResult>> whenDone() {
        return done.thenApply(nothing ->
                IntStream.range(0, events.size()).mapToObj(this::result).toList());
    }

    private AppendResult result(int index) {
        AppendResult known = results.get(index);
        return known == null ? AppendResult.UNAVAILABLE : known;
    }
}
