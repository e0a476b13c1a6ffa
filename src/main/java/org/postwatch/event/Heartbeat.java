package org.postwatch.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A feed reports that it works.
 *
 * @param completeSince from this instant to the heartbeat's time the feed has sent all its events; at most two days before the
 *     arrival (checked when the event is admitted)
 */
public record Heartbeat(EventOrigin origin, Optional<Instant> completeSince) implements Event {
    public Heartbeat {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(completeSince);
    }

    @Override
    public String subject() {
        return source();
    }

    @Override
    public EventType type() {
        return EventType.HEARTBEAT;
    }
}
