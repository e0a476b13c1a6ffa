package org.postwatch.intake.service;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.postwatch.event.Event;

/** Where accepted events go. Safe for threads. */
public interface EventSink {
    /** The outcome of an append. */
    enum AppendResult {
        /** Every in-sync replica has the event. */
        APPENDED("every in-sync replica has it"),
        /** It is not known to be written: the sender must send it again, which is harmless. */
        UNAVAILABLE("the brokers did not confirm it in time"),
        /** It would be rejected as unsigned, so it is not written. It can be sent again once the configuration is corrected. */
        NOT_SIGNED("this instance cannot sign events of the feed; its log says what to configure");

        private final String detail;

        AppendResult(String detail) {
            this.detail = detail;
        }

        /** For the sender. */
        public String detail() {
            return detail;
        }
    }

    /**
     * Writes an event to the topic of its type, and completes within 2 s. It does not block, and does not complete
     * exceptionally.
     */
    CompletionStage<AppendResult> append(Event event);

    /** Writes events as {@link #append} does. The results are in the order of the events. */
    default CompletionStage<List<AppendResult>> appendAll(List<Event> events) {
        List<CompletableFuture<AppendResult>> results = events.stream()
                .map(event -> append(event).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(all -> results.stream().map(CompletableFuture::join).toList());
    }
}
