package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * Students did what the school's code of conduct is about. Goes to school administration and never to COVERAGE.
 *
 * @param what in a word, as {@code fight}, {@code vaping}
 * @param emergency the feed says at once that it is one
 * @param device the camera; absent when staff saw it
 */
public record ConductEvent(
        EventOrigin origin, String campus, String behavior, boolean emergency, Optional<String> device)
        implements Event {
    public ConductEvent {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(behavior);
        Objects.requireNonNull(device);
    }

    @Override
    public EventType type() {
        return EventType.CONDUCT_SEEN;
    }

    @Override
    public boolean isUrgent() {
        return emergency;
    }
}
