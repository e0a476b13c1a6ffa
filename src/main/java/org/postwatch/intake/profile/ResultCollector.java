package org.postwatch.intake.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.UnmappedId;
import org.postwatch.wire.EventWriter;

/**
 * Collects what comes of one message, within the limits. A message that lists all devices of a system is as large as the system: states
 * and heartbeats have a limit of their own.
 */
final class ResultCollector {
    /** Events that are no state of a device, and no heartbeat. */
    static final int MAX_EVENTS = 100;

    /** States of devices, and heartbeats. */
    static final int MAX_STATES = 1_000;

    /** Bytes of the events together that are no states. */
    static final int MAX_OUTPUT_BYTES = 64 * 1024;

    /** Bytes of the states together. */
    static final int MAX_STATE_BYTES = 512 * 1024;

    private static final int MAX_REJECTIONS = 20;

    private final EventWriter writer = new EventWriter();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, byte[]> bytesById = new HashMap<>();
    private final Map<UnmappedId, Set<EventType>> unmapped = new LinkedHashMap<>();
    private final Set<MessageRejection> rejections = new LinkedHashSet<>();
    private final Set<DropReason> drops = EnumSet.noneOf(DropReason.class);
    private final OutputLimit ofEvents = new OutputLimit("events", MAX_EVENTS, MAX_OUTPUT_BYTES);
    private final OutputLimit ofStates = new OutputLimit("states of devices", MAX_STATES, MAX_STATE_BYTES);

    /** What one message may become of one kind of events. */
    private static final class OutputLimit {
        private final String kind;
        private final int maxCount;
        private final int maxBytes;
        private int count;
        private int bytes;

        OutputLimit(String kind, int maxCount, int maxBytes) {
            this.kind = kind;
            this.maxCount = maxCount;
            this.maxBytes = maxBytes;
        }

        /** Counts an event; or gives why there are too many, and does not count it. */
        Optional<MessageRejection> add(int size) {
            if (count >= maxCount) {
                return Optional.of(new MessageRejection(
                        MessageFault.TOO_MANY, "body", "expected at most " + maxCount + " " + kind + " in a message"));
            }
            if (bytes + size > maxBytes) {
                return Optional.of(new MessageRejection(
                        MessageFault.TOO_LARGE,
                        "body",
                        "expected " + kind + " of at most " + maxBytes + " bytes together in a message"));
            }
            count++;
            bytes += size;
            return Optional.empty();
        }
    }

    void add(Event event) {
        byte[] bytes = writer.write(event);
        byte[] before = bytesById.get(event.id());
        if (before != null) {
            if (!Arrays.equals(before, bytes)) {
                reject(MessageRejection.malformed(
                        "id", "two events of one message with one id; expected an id for each: correct the profile"));
            }
            return;
        }
        Optional<MessageRejection> tooMuch = (isState(event.type()) ? ofStates : ofEvents).add(bytes.length);
        if (tooMuch.isPresent()) {
            reject(tooMuch.get());
            return;
        }
        bytesById.put(event.id(), bytes);
        events.add(event);
    }

    private static boolean isState(EventType type) {
        return type.shape().isState() || type == EventType.HEARTBEAT;
    }

    /** @param type what the message would have become */
    void addUnmapped(UnmappedId id, EventType type) {
        if (unmapped.containsKey(id) || unmapped.size() < MAX_STATES) {
            unmapped.computeIfAbsent(id, first -> EnumSet.noneOf(EventType.class))
                    .add(type);
        }
    }

    void reject(MessageRejection rejection) {
        if (rejections.size() < MAX_REJECTIONS) {
            rejections.add(rejection);
        }
    }

    void drop(DropReason reason) {
        drops.add(reason);
    }

    IntakeResult result() {
        if (events.isEmpty() && unmapped.isEmpty() && rejections.isEmpty() && drops.isEmpty()) {
            return IntakeResult.dropped(DropReason.NOT_OF_INTEREST);
        }
        return new IntakeResult(events, unmapped, List.copyOf(rejections), drops);
    }
}
