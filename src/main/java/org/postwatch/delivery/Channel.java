package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.routing.Notice;

/** The way to one recipient. Used by one thread at a time. */
public interface Channel extends AutoCloseable {
    /** No attempt takes longer. */
    Duration ATTEMPT_MAX = Duration.ofSeconds(10);

    /**
     * Tells the recipient, blocking for {@link #ATTEMPT_MAX} at most. Never throws for what the other side does or fails to
     * do. The same revision may be sent again after a crash: it carries {@link Notice#idempotencyKey()} where the protocol
     * has a place for it.
     */
    Answer send(Notice notice) throws InterruptedException;

    /**
     * After how long the same notice is to be sent again although it was taken; absent: not at all.
     *
     * @param known how long the other side has known it
     */
    default Optional<Duration> refresh(Notice notice, Duration known) {
        return Optional.empty();
    }

    /**
     * Whether what it is sent stays where others read it later, to be taken back from there when nobody may know of it any
     * more. Then it is on record before it is sent.
     */
    default boolean isKept() {
        return false;
    }

    @Override
    default void close() {}
}
