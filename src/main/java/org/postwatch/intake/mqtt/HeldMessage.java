package org.postwatch.intake.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.postwatch.intake.connection.RetryDelays;

/** A message from its arrival until it is acknowledged. All but its final fields belong to {@link HeldMessages}. */
final class HeldMessage {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    final ReceivedMessage message;
    final Instant arrival;

    /** Completes when it is acknowledged, or not held any more. */
    final CompletableFuture<Void> done = new CompletableFuture<>();

    final RetryDelays delays = new RetryDelays(
            FIRST_WAIT, MAX_WAIT, () -> ThreadLocalRandom.current().nextDouble());

    /** Whether its broker delivers it again until it is acknowledged: QoS 1 and 2, in the session in which it came. */
    boolean isRedelivered;

    /** Whether its events are written, or it becomes none. */
    boolean isFinished;

    /** In bytes, about. */
    long weight;

    /** Of the last delivery. */
    Runnable acknowledgement;

    /** Whether the connection of the last delivery lives: only then an acknowledgement arrives. */
    boolean isAcknowledgeable = true;

    HeldMessage(ReceivedMessage message, Instant arrival) {
        this.message = message;
        this.arrival = arrival;
        this.isRedelivered = message.isRedelivered();
        this.weight = message.payload().length;
        this.acknowledgement = message.acknowledgement();
    }
}
