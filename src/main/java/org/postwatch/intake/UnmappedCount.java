package org.postwatch.intake;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.postwatch.event.EventTrait;
import org.postwatch.event.EventType;

/**
 * How often an id that the district has not mapped was in messages.
 *
 * @param types what the messages would have become
 * @param count messages
 */
public record UnmappedCount(String kind, String id, Set<EventType> types, long count, Instant lastSeen) {
    public UnmappedCount {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
        types = types.isEmpty() ? Set.of() : Set.copyOf(types);
        Objects.requireNonNull(lastSeen);
    }

    /** The first message with an id. */
    public static UnmappedCount first(UnmappedId id, Set<EventType> types, Instant at) {
        return new UnmappedCount(id.kind(), id.id(), types, 1, at);
    }

    /** What is not mapped. */
    public UnmappedId unmappedId() {
        return new UnmappedId(kind, id);
    }

    /** Whether somebody would have been notified at once, as of a weapon or a panic. */
    public boolean isUrgent() {
        return types.stream().anyMatch(type -> type.has(EventTrait.URGENT));
    }

    /** Both counts of one id. */
    public UnmappedCount plus(UnmappedCount other) {
        Set<EventType> both = EnumSet.noneOf(EventType.class);
        both.addAll(types);
        both.addAll(other.types);
        return new UnmappedCount(
                kind, id, both, count + other.count, lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen);
    }
}
