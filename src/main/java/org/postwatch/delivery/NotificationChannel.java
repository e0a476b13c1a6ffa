package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.notification.model.Notice;

/** The way to one recipient. Used by one thread at a time. */
public interface NotificationChannel extends AutoCloseable {
    /** No attempt takes longer. */
    Duration MAX_ATTEMPT_DURATION = Duration.ofSeconds(10);

    /**
     * Sends a notice, blocking for at most {@link #MAX_ATTEMPT_DURATION}. Errors of the recipient's server are
     * results, not exceptions. The same revision may be sent again after a crash: it contains {@link
     * Notice#idempotencyKey()} if the protocol has a field for it.
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
     * Whether notices stay readable at the recipient and must be removed from there when the recipient may no longer
     * have them. The start of such a delivery is recorded before the notice is sent.
     */
    default boolean isRetained() {
        return false;
    }

    @Override
    default void close() {}
}
