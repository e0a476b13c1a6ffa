package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * A person or a weapon seen at a campus. Who was seen is never kept.
 *
 * @param device the camera; absent when staff saw it
 */
public record DetectionEvent(EventOrigin origin, EventType type, String campus, Optional<String> device)
        implements Event {
    public DetectionEvent {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(device);
        if (type != EventType.PERSON_SEEN && type != EventType.WEAPON_SEEN) {
            throw new IllegalArgumentException(type + " is not a sighting");
        }
    }

    @Override
    public boolean isUrgent() {
        return type == EventType.WEAPON_SEEN;
    }
}
