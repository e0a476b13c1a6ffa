package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * Somebody at a campus pressed a panic button or used an app for that. It does not say who: help is sent to a place.
 *
 * @param location where on the campus, as {@code Room 214}, in the words of the feed; it need not be in any plan
 */
public record PanicEvent(EventOrigin origin, String campus, Optional<String> location) implements PlacedEvent {
    public PanicEvent {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(location);
    }

    @Override
    public EventType type() {
        return EventType.PANIC;
    }

    @Override
    public Optional<String> place() {
        return location;
    }
}
