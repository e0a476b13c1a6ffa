package org.postwatch.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A feed says that it is there.
 *
 * @param completeSince from this instant to the heartbeat's time the feed has told everything; at most two days
 *     before the arrival stamp (whoever admits the event checks that)
 */
public record Heartbeat(EventOrigin origin, Optional<Instant> completeSince) implements Event {
    public Heartbeat {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(completeSince);
    }

    @Override
    public EventType type() {
        return EventType.HEARTBEAT;
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
