package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * A person or a weapon seen at a campus. It does not say who was seen.
 *
 * @param device the camera; absent when staff saw it
 */
public record DetectionEvent(EventOrigin origin, EventType type, String campus, Optional<String> device)
        implements PlacedEvent {
    public DetectionEvent {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(device);
        type.requireShape(EventShape.DETECTION);
    }

    @Override
    public Optional<String> place() {
        return device;
    }
}
