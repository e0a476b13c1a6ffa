package org.postwatch.event;

import java.util.Objects;

/** Something happened at an entrance: a press and its answers, or the door itself. */
public record EntranceEvent(EventOrigin origin, EventType type, String campus, String entrance) implements CampusEvent {
    public EntranceEvent {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(entrance);
        type.requireShape(EventShape.ENTRANCE);
    }
}
