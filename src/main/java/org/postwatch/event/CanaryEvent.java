package org.postwatch.event;

import java.util.Objects;

/** Travels the whole pipeline once a minute. A recipient that gets no notice of it knows that a part does not work. */
public record CanaryEvent(EventOrigin origin) implements Event {
    public CanaryEvent {
        Objects.requireNonNull(origin);
    }

    @Override
    public String subject() {
        return source();
    }

    @Override
    public EventType type() {
        return EventType.CANARY;
    }
}
