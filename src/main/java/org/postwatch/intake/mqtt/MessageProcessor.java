package org.postwatch.intake.mqtt;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.Transport;
import org.postwatch.intake.service.SourceStatistics.RejectedMessage;
import org.postwatch.intake.source.MessageIntake;
import org.postwatch.intake.source.MessageOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of one source, and acknowledges a message when all of its events are written, or when it becomes none. Safe
 * for threads.
 */
final class MessageProcessor {
    /** Bytes of a message. */
    static final int MAX_BYTES = 64 * 1024;

    /** Messages that wait for Kafka. */
    static final int MAX_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MessageProcessor.class);

    private final MqttContext context;
    private final RetryingEventSink sink;
    private final MessageIntake intake;
    /** Until they are acknowledged: a connection that is closed waits for them. */
    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();

    private volatile IntakeSource source;

    MessageProcessor(IntakeSource source, MqttContext context) {
        this.source = source;
        this.context = context;
        this.sink = new RetryingEventSink(context.sink(), context.scheduler());
        this.intake = new MessageIntake(sink, context.statistics(), context.secrets());
    }

    /** Later messages are evaluated so. */
    void update(IntakeSource changed) {
        source = changed;
    }

    /** Whether so many messages wait for Kafka that no more may be taken. */
    boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    /** Completes when the messages that were taken until now are acknowledged. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new));
    }

    /** Takes no more; what waits is not acknowledged unless its events are written now. */
    void close() {
        sink.close();
    }

    /** @param unavailable receives the reason if a message could not be taken and must be delivered again */
    void process(ReceivedMessage message, Consumer<String> unavailable) {
        if (message.payload().length > MAX_BYTES) {
            reject(
                    message,
                    MessageFault.TOO_LARGE,
                    "expected at most " + MAX_BYTES + " bytes, found " + message.payload().length);
            return;
        }
        CompletableFuture<Void> finished = new CompletableFuture<>();
        waiting.add(finished);
        take(message).whenComplete((taken, failure) -> {
            finish(message, taken, failure, unavailable);
            waiting.remove(finished);
            finished.complete(null);
        });
    }

    private void finish(
            ReceivedMessage message, MessageOutcome taken, Throwable failure, Consumer<String> unavailable) {
        if (failure != null) {
            // Delivered again it would fail again, and hold up all others.
            LOG.error("a message of MQTT source '{}' could not be evaluated", source.name(), failure);
            reject(message, MessageFault.MALFORMED, "it could not be evaluated");
        } else if (taken instanceof MessageOutcome.Unavailable reason) {
            unavailable.accept(reason.detail());
        } else {
            message.acknowledgement().run();
        }
    }

    private CompletionStage<MessageOutcome> take(ReceivedMessage message) {
        try {
            return intake.take(
                    new IntakeMessage(
                            Transport.MQTT,
                            message.topic(),
                            message.retained(),
                            message.headers(),
                            Map.of(),
                            message.payload(),
                            context.clock().instant(),
                            Optional.empty()),
                    source);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Counts a message that becomes no event, and lets the broker forget it. */
    void reject(ReceivedMessage message, MessageFault fault, String detail) {
        Instant now = context.clock().instant();
        IntakeSource current = source;
        context.statistics()
                .ofSource(current.district(), current.name())
                .countRejected(new RejectedMessage(now, "", fault.wireName(), "body", detail));
        message.acknowledgement().run();
    }
}
