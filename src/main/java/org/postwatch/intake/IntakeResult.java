package org.postwatch.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;

/**
 * What a message became. One message may hold several events, some of them good: the good ones count, whatever is wrong with
 * the others.
 *
 * @param events in the order of the profile's entries; within the limits of a profile, each of another id
 * @param unmapped ids that the district should map, each with the types of the events that it prevented
 * @param rejections parts that should have become events and could not
 * @param drops why other parts were dropped, or the whole message
 */
public record IntakeResult(
        List<Event> events,
        Map<UnmappedId, Set<EventType>> unmapped,
        List<MessageRejection> rejections,
        Set<DropReason> drops) {
    public IntakeResult {
        events = List.copyOf(events);
        unmapped = Collections.unmodifiableMap(new LinkedHashMap<>(unmapped));
        rejections = List.copyOf(rejections);
        drops = Set.copyOf(drops);
    }

    public static IntakeResult dropped(DropReason reason) {
        return new IntakeResult(List.of(), Map.of(), List.of(), Set.of(reason));
    }

    public static IntakeResult rejected(MessageRejection rejection) {
        return new IntakeResult(List.of(), Map.of(), List.of(rejection), Set.of());
    }

    /** Whether something was wrong with the message and nothing of it is an event: the sender should know. */
    public boolean isRejected() {
        return events.isEmpty() && !rejections.isEmpty();
    }
}
