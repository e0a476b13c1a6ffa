package org.postwatch.event;

import java.util.Objects;

/** A sign of life that is to travel the whole pipeline: its minute is answered with a notice, or something is broken. */
public record CanaryEvent(EventOrigin origin) implements Event {
    public CanaryEvent {
        Objects.requireNonNull(origin);
    }

    @Override
    public EventType type() {
        return EventType.CANARY;
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
