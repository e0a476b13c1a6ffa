package org.postwatch.intake.service;

import java.util.concurrent.CompletionStage;
import org.postwatch.event.Event;

/** Where accepted events go. Safe for threads. */
public interface EventSink {
    /** The outcome of an append. */
    enum AppendResult {
        /** Every in-sync replica has the event. */
        APPENDED,
        /** It is not known to be written: the sender must send it again, which is harmless. */
        UNAVAILABLE
    }

    /**
     * Writes an event to the topic of its type, and completes within 2 s. It does not block, and does not complete
     * exceptionally.
     */
    CompletionStage<AppendResult> append(Event event);
}
