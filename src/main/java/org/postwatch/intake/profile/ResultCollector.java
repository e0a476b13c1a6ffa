package org.postwatch.intake.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.event.Event;
import org.postwatch.intake.DropReason;
import org.postwatch.intake.IntakeResult;
import org.postwatch.intake.MessageRejection;
import org.postwatch.intake.MessageRejection.MessageFault;
import org.postwatch.intake.UnmappedId;
import org.postwatch.wire.EventWriter;

/** Collects what comes of one message, within the limits. */
final class ResultCollector {
    static final int MAX_EVENTS = 100;
    /** Bytes of all events of a message together. */
    static final int MAX_OUTPUT_BYTES = 64 * 1024;

    private static final int MAX_REJECTIONS = 20;

    private final EventWriter writer = new EventWriter();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, byte[]> bytesById = new HashMap<>();
    private final Set<UnmappedId> unmapped = new LinkedHashSet<>();
    private final Set<MessageRejection> rejections = new LinkedHashSet<>();
    private final Set<DropReason> drops = EnumSet.noneOf(DropReason.class);
    private int outputBytes;

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
        if (events.size() >= MAX_EVENTS) {
            reject(new MessageRejection(
                    MessageFault.TOO_MANY, "body", "expected at most " + MAX_EVENTS + " events in a message"));
            return;
        }
        if (outputBytes + bytes.length > MAX_OUTPUT_BYTES) {
            reject(new MessageRejection(
                    MessageFault.TOO_LARGE,
                    "body",
                    "expected events of at most " + MAX_OUTPUT_BYTES + " bytes together in a message"));
            return;
        }
        outputBytes += bytes.length;
        bytesById.put(event.id(), bytes);
        events.add(event);
    }

    void addUnmapped(UnmappedId id) {
        if (unmapped.size() < MAX_EVENTS) {
            unmapped.add(id);
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
        return new IntakeResult(events, List.copyOf(unmapped), List.copyOf(rejections), drops);
    }
}
