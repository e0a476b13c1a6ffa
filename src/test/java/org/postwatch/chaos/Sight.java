package org.postwatch.chaos;

import java.time.Duration;
import java.time.Instant;

/** What can be seen from outside of whether everything that is sent comes out at the other end. */
record Sight(Player player, Following following, Outstanding outstanding, Receiver receiver, int partitions) {
    private static final Duration BEHIND_MAX = Duration.ofSeconds(2);
    private static final Duration UNDELIVERED_MAX = Duration.ofSeconds(3);

    /** A moment, on this machine's clock and on the script's. */
    record Mark(long nanos, Instant clock) {}

    Mark mark() {
        return new Mark(System.nanoTime(), player.clock());
    }

    /**
     * In every partition, both applications have committed what was sent after the mark and are hardly behind, a canary
     * sent after it has come through to its recipient, and no notice waits to be delivered.
     */
    boolean isThrough(Mark mark) {
        return following.isThrough(mark.nanos(), partitions)
                && following.lag().compareTo(BEHIND_MAX) < 0
                && receiver.heardSince(mark.clock(), partitions)
                && outstanding.oldest().compareTo(UNDELIVERED_MAX) < 0;
    }

    String describe(Mark mark) {
        return "canaries came through up to %s, awaited is %s; behind by %s; oldest undelivered %s:%n  %s%n%s"
                .formatted(
                        receiver.signs(),
                        mark.clock(),
                        following.lag(),
                        outstanding.oldest(),
                        String.join("\n  ", outstanding.some(10)),
                        following.describe());
    }
}
