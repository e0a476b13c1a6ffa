package org.postwatch.event;

import java.time.Instant;
import java.util.Comparator;

/**
 * An event as a feed reports it. Each {@link EventShape} is one record; switch over {@code type().shape()} to
 * distinguish them.
 */
public sealed interface Event permits CampusEvent, Heartbeat, CanaryEvent {

    /** The order of events where nothing else decides: time, source, id. */
    Comparator<Event> ORDER =
            Comparator.comparing(Event::time).thenComparing(Event::source).thenComparing(Event::id);

    EventOrigin origin();

    EventType type();

    /** What the event is about, the CloudEvents {@code subject}: an officer, a campus, or the feed itself. */
    String subject();

    /** Whether people are notified of it even if its own time is not credible. */
    default boolean isUrgent() {
        return type().has(EventTrait.URGENT);
    }

    default String source() {
        return origin().source();
    }

    default String id() {
        return origin().id();
    }

    default Instant time() {
        return origin().time();
    }
}
