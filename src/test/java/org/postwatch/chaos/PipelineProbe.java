package org.postwatch.chaos;

import java.time.Duration;
import java.time.Instant;

/** What can be seen from outside of whether everything that is sent comes out at the other end. */
record PipelineProbe(
        ChaosPlayer player,
        IntakeSenders intake,
        LagTracker lagTracker,
        UndeliveredNotices undelivered,
        WebhookReceiver receiver,
        int partitions) {
    private static final Duration MAX_LAG = Duration.ofSeconds(2);
    private static final Duration MAX_UNDELIVERED = Duration.ofSeconds(3);

    /** A moment, on this machine's clock and on the script's. */
    record ProbePoint(long nanos, Instant clock) {}

    ProbePoint mark() {
        return new ProbePoint(System.nanoTime(), player.clock());
    }

    /**
     * In every partition, both applications have committed what was sent after the mark and are hardly behind, a canary
     * sent after it has come through to its recipient, no notice waits to be delivered, and intake has accepted an event
     * that was due after it and all that are not of just now.
     */
    boolean isCaughtUpSince(ProbePoint mark) {
        return lagTracker.isCommittedSince(mark.nanos(), partitions)
                && lagTracker.lag().compareTo(MAX_LAG) < 0
                && receiver.hasCanariesSince(mark.clock(), partitions)
                && undelivered.oldestAge().compareTo(MAX_UNDELIVERED) < 0
                && intake.hasAcceptedSince(mark.nanos())
                && intake.oldestAge().compareTo(MAX_LAG) < 0;
    }

    String describe(ProbePoint mark) {
        return "canaries came through up to %s, awaited is %s; behind by %s; oldest event that intake has not accepted %s; oldest undelivered %s:%n  %s%n%s"
                .formatted(
                        receiver.latestCanaries(),
                        mark.clock(),
                        lagTracker.lag(),
                        intake.oldestAge(),
                        undelivered.oldestAge(),
                        String.join("\n  ", undelivered.describe(10)),
                        lagTracker.describe());
    }
}
