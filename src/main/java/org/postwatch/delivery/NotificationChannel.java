package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.notification.model.Notice;

/** The way to one recipient. Used by one thread at a time. */
public interface NotificationChannel extends AutoCloseable {
    /** No attempt takes longer. */
    Duration MAX_ATTEMPT_DURATION = Duration.ofSeconds(10);

    /**
     * Tells the recipient, blocking for {@link #MAX_ATTEMPT_DURATION} at most. Never throws for what the other side does or fails to
     * do. The same revision may be sent again after a crash: it carries {@link Notice#idempotencyKey()} where the protocol
     * has a place for it.
     */
    AttemptResult send(Notice notice) throws InterruptedException;

    /**
     * After how long the same notice is to be sent again although it was taken; absent: not at all.
     *
     * @param known how long the other side has known it
     */
    default Optional<Duration> resendAfter(Notice notice, Duration known) {
        return Optional.empty();
    }

    /**
     * Whether what it is sent stays where others read it later, to be taken back from there when nobody may know of it any
     * more. Then it is on record before it is sent.
     */
    default boolean isRetained() {
        return false;
    }

    @Override
    default void close() {}
}
