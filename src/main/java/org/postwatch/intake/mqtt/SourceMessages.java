package org.postwatch.intake.mqtt;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.Transport;
import org.postwatch.intake.service.SourceStatistics;
import org.postwatch.intake.source.MessageIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of one source. A message is evaluated once; its events are written again and again until Kafka confirms them,
 * and then it is acknowledged. Safe for threads.
 */
final class SourceMessages {
    /** Whether the broker has messages of this connection that were not taken, and delivers them again to the next one. */
    private enum Overflow {
        NONE,
        WAITING,
        /** There is room for them: the next connection is on its way. */
        RECONNECTING
    }

    private static final Logger LOG = LoggerFactory.getLogger(SourceMessages.class);

    /** Bytes of an event, about. */
    private static final int EVENT_WEIGHT = 512;

    private final MqttContext context;
    private final Runnable onRoom;
    private final MessageIntake intake;
    private final HeldMessages held;

    /** Ends the waits for the next attempt, once. */
    private final CompletableFuture<Void> closing = new CompletableFuture<>();

    private final AtomicReference<Overflow> overflow = new AtomicReference<>(Overflow.NONE);

    private volatile IntakeSource source;

    /** @param onRoom called when messages that were not taken can be delivered again */
    SourceMessages(IntakeSource source, MqttContext context, Runnable onRoom) {
        this.source = source;
        this.context = context;
        this.onRoom = onRoom;
        this.intake = new MessageIntake(context.sink(), context.statistics(), context.secrets());
        this.held = new HeldMessages(context.clock());
    }

    /** Later messages are evaluated so. */
    void update(IntakeSource changed) {
        source = changed;
    }

    /**
     * Takes a message of the connection.
     *
     * @param isClosing whether no message is wanted any more that the broker can deliver to another instance
     * @return what takes longer, as the evaluation
     */
    Runnable take(ReceivedMessage message, boolean isClosing) {
        if (held.isRedelivery(message) || isClosing && message.isRedelivered()) {
            return () -> {};
        }
        // Acknowledgements are in order: none can follow a message that was not taken.
        Optional<HeldMessage> taken =
                message.isRedelivered() && overflow.get() != Overflow.NONE ? Optional.empty() : held.add(message);
        if (taken.isEmpty() && message.isRedelivered()) {
            overflow.compareAndSet(Overflow.NONE, Overflow.WAITING);
        }
        return taken.<Runnable>map(added -> () -> evaluate(added)).orElse(() -> reject(message));
    }

    /** Acknowledges a message of a topic that the source does not name any more. */
    void drop(ReceivedMessage message) {
        counts(source).countDropped(context.clock().instant(), DropReason.NOT_OF_INTEREST.wireName());
        message.acknowledgement().run();
    }

    private void reject(ReceivedMessage message) {
        String detail = message.isRedelivered()
                ? "too many messages wait for Kafka; the broker keeps this one"
                : "too many messages wait for Kafka, and its QoS is 0";
        countRejected(source, MessageFault.TOO_MANY, detail);
        reportRoom();
    }

    private void evaluate(HeldMessage message) {
        IntakeSource evaluated = source;
        Optional<IntakeResult> result;
        try {
            result = intake.evaluate(intakeMessage(message), evaluated);
        } catch (Throwable e) {
            // An Error as well: a message that fails again and again would hold up all others.
            fail(message, e);
            return;
        }
        if (result.isEmpty()) {
            later(message, () -> evaluate(message));
        } else {
            held.addWeight(message, (long) result.get().events().size() * EVENT_WEIGHT);
            write(message, result.get(), evaluated);
        }
    }

    private void write(HeldMessage message, IntakeResult result, IntakeSource evaluated) {
        try {
            intake.write(result, evaluated, message.arrival).whenComplete((isWritten, failure) -> {
                if (failure != null) {
                    fail(message, failure);
                } else if (isWritten) {
                    finish(message);
                } else {
                    later(message, () -> write(message, result, evaluated));
                }
            });
        } catch (Throwable e) {
            fail(message, e);
        }
    }

    private void later(HeldMessage message, Runnable task) {
        CompletableFuture<Void> wait = new CompletableFuture<Void>()
                .completeOnTimeout(null, message.delays.nextMillis(), TimeUnit.MILLISECONDS);
        // Once closing, the last attempts are at most as frequent as before.
        CompletableFuture<?> end = closing.isDone() ? wait : CompletableFuture.anyOf(wait, closing);
        end.thenRun(() -> {
            try {
                context.scheduler().execute(() -> {
                    if (held.isHeld(message)) {
                        task.run();
                    }
                });
            } catch (RejectedExecutionException e) {
                // The instance stops.
            }
        });
    }

    /** Tries at once what waits for its next attempt: soon there is no time left for it. */
    void hurry() {
        closing.complete(null);
    }

    private void fail(HeldMessage message, Throwable failure) {
        LOG.error("a message of MQTT source '{}' could not be evaluated", source.name(), failure);
        countRejected(source, MessageFault.MALFORMED, "it could not be evaluated");
        finish(message);
    }

    private void finish(HeldMessage message) {
        held.finish(message);
        reportRoom();
    }

    private void reportRoom() {
        if (overflow.get() == Overflow.WAITING
                && held.hasRoom()
                && overflow.compareAndSet(Overflow.WAITING, Overflow.RECONNECTING)) {
            onRoom.run();
        }
    }

    private IntakeMessage intakeMessage(HeldMessage held) {
        ReceivedMessage message = held.message;
        return new IntakeMessage(
                Transport.MQTT,
                message.topic(),
                message.retained(),
                message.headers(),
                Map.of(),
                message.payload(),
                held.arrival,
                Optional.empty());
    }

    private void countRejected(IntakeSource of, MessageFault fault, String detail) {
        Instant now = context.clock().instant();
        counts(of).countRejected(new RejectedMessage(now, "", fault.wireName(), "body", detail));
    }

    private SourceStatistics counts(IntakeSource of) {
        return context.statistics().ofSource(of.district(), of.name());
    }

    /** @param isResumed whether the broker delivers again what was not acknowledged */
    void connected(boolean isResumed) {
        overflow.set(Overflow.NONE);
        held.connected(isResumed);
    }

    void connectionEnded() {
        held.connectionEnded();
    }

    /**
     * Another client has the session. What the living connection delivered comes to that client; the rest is still written here, as
     * messages with QoS 0 and those of an earlier connection, which a broker that was killed does not deliver again.
     */
    void leaveSession() {
        held.leaveSession();
    }

    /** As {@link #leaveSession}, when this instance does not connect again. */
    void release() {
        held.leaveSession();
        held.endSession();
    }

    /** The session has ended: all that was taken is still written here. */
    void endSession() {
        held.endSession();
    }

    /** Writes no more. */
    void abandon() {
        int lost = held.dropAll();
        if (lost > 0) {
            LOG.warn(
                    "MQTT source {}/{}: {} messages that the broker may not deliver again were not written before the instance stopped",
                    source.district(),
                    source.name(),
                    lost);
        }
    }

    /** Completes when the messages that were taken until now are acknowledged. */
    CompletableFuture<Void> idle() {
        return held.idle();
    }
}
