package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * Conduct of students that the school's code of conduct covers. It goes to school administration and never to COVERAGE.
 *
 * @param behavior one word, as {@code fight}, {@code vaping}
 * @param emergency whether the feed reports it as an emergency
 * @param device the camera; absent when staff saw it
 */
public record ConductEvent(
        EventOrigin origin, String campus, String behavior, boolean emergency, Optional<String> device)
        implements CampusEvent {
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
