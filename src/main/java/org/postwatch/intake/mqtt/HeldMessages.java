package org.postwatch.intake.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The messages of a source that are taken and not acknowledged, {@value #MAX_MESSAGES} at most. When a session is resumed, its
 * broker delivers those with QoS 1 again, before any other message: they are recognised by their content, each one once, so that
 * they become no second event. Safe for threads.
 */
final class HeldMessages {
    static final int MAX_MESSAGES = 1_000;

    /** Of the messages and their events, about. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    /** An equal message that comes later is another one. */
    static final Duration MAX_REDELIVERY = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Set<HeldMessage> held = new LinkedHashSet<>();
    private final List<HeldMessage> expectedAgain = new ArrayList<>();
    private Instant expectedUntil = Instant.MIN;
    private long bytes;

    HeldMessages(InstantSource clock) {
        this.clock = clock;
    }

    /** Holds a message; empty if too many are held. */
    synchronized Optional<HeldMessage> add(ReceivedMessage message) {
        if (held.size() >= MAX_MESSAGES || bytes >= MAX_BYTES) {
            return Optional.empty();
        }
        HeldMessage added = new HeldMessage(message, clock.instant());
        held.add(added);
        bytes += added.weight;
        return Optional.of(added);
    }

    /** Counts what was made of a message. */
    synchronized void addWeight(HeldMessage message, long weight) {
        if (held.contains(message)) {
            message.weight += weight;
            bytes += weight;
        }
    }

    /** Whether a message is held already, which the broker delivers again. If it is finished, it is acknowledged now. */
    synchronized boolean isRedelivery(ReceivedMessage message) {
        if (!expectedAgain.isEmpty() && clock.instant().isAfter(expectedUntil)) {
            expectNoneAgain();
        }
        Optional<HeldMessage> known = message.isRedelivered()
                ? expectedAgain.stream()
                        .filter(each -> each.message.hasSameContent(message))
                        .findFirst()
                : Optional.empty();
        known.ifPresent(each -> {
            expectedAgain.remove(each);
            each.acknowledgement = message.acknowledgement();
            each.isAcknowledgeable = true;
            acknowledge();
        });
        return known.isPresent();
    }

    /** Its events are written, or it becomes none: it is acknowledged, at once or when it is delivered again. */
    synchronized void finish(HeldMessage message) {
        message.isFinished = true;
        if (message.isRedelivered) {
            acknowledge();
        } else {
            remove(message);
        }
    }

    /** In the order of delivery, as MQTT demands: the client library would keep the acknowledgement of a later message to itself. */
    private void acknowledge() {
        for (Iterator<HeldMessage> each = held.iterator(); each.hasNext(); ) {
            HeldMessage next = each.next();
            if (next.isAcknowledgeable && next.isRedelivered) {
                if (!next.isFinished) {
                    return;
                }
                each.remove();
                bytes -= next.weight;
                next.acknowledgement.run();
                end(next);
            }
        }
    }

    /** Acknowledgements do not arrive any more. */
    synchronized void connectionEnded() {
        held.forEach(each -> each.isAcknowledgeable = false);
        expectedAgain.clear();
    }

    /** @param isResumed whether the broker knows the session and delivers again what was not acknowledged */
    synchronized void connected(boolean isResumed) {
        expectedAgain.clear();
        held.stream()
                .filter(each -> each.isRedelivered && !each.isAcknowledgeable)
                .forEach(expectedAgain::add);
        expectedUntil = clock.instant().plus(MAX_REDELIVERY);
        if (!isResumed) {
            expectNoneAgain();
        }
    }

    private void expectNoneAgain() {
        List.copyOf(expectedAgain).forEach(this::expectNotAgain);
        expectedAgain.clear();
    }

    /** The broker has forgotten it: it is removed when it is finished. */
    private void expectNotAgain(HeldMessage message) {
        message.isRedelivered = false;
        if (message.isFinished) {
            remove(message);
        }
    }

    /**
     * Leaves the messages of the connection that lives to the next owner of the session, to whom the broker delivers them again.
     * Those of a connection that has ended stay: the broker may have been killed, and may have forgotten them since.
     */
    synchronized void leaveSession() {
        expectedAgain.clear();
        List.copyOf(held).stream()
                .filter(each -> each.isRedelivered && each.isAcknowledgeable)
                .forEach(this::remove);
    }

    /** There are no more deliveries: what is held is removed when it is finished. */
    synchronized void endSession() {
        expectedAgain.clear();
        List.copyOf(held).forEach(this::expectNotAgain);
    }

    /** Drops all, and returns how many of them the broker may not deliver again. */
    synchronized int dropAll() {
        leaveSession();
        endSession();
        int lost = held.size();
        List.copyOf(held).forEach(this::remove);
        return lost;
    }

    private void remove(HeldMessage message) {
        if (held.remove(message)) {
            bytes -= message.weight;
            end(message);
        }
    }

    /** By another thread: whatever waits for it may drop all messages. */
    private static void end(HeldMessage message) {
        message.done.completeAsync(() -> null);
    }

    /** Whether it is still to be finished here. */
    synchronized boolean isHeld(HeldMessage message) {
        return held.contains(message);
    }

    /** Whether at most half of what may be held is. */
    synchronized boolean hasRoom() {
        return held.size() <= MAX_MESSAGES / 2 && bytes <= MAX_BYTES / 2;
    }

    /** Completes when what is held now is acknowledged, or dropped. */
    synchronized CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(held.stream().map(each -> each.done).toArray(CompletableFuture[]::new));
    }
}
