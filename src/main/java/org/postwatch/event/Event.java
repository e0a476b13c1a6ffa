package org.postwatch.event;

import java.time.Instant;
import java.util.Comparator;

/** Anything a feed can tell of. */
public sealed interface Event
        permits PresenceSignal,
                ShiftPlanned,
                ShiftCancelled,
                Heartbeat,
                EntranceEvent,
                DeviceReport,
                DetectionEvent,
                ConductEvent,
                CanaryEvent {

    /** The order in which events of one subject are read where nothing else decides: time, source, id. */
    Comparator<Event> ORDER =
            Comparator.comparing(Event::time).thenComparing(Event::source).thenComparing(Event::id);

    EventOrigin origin();

    EventType type();

    /** Whether it is so urgent that people are notified even if its own time is not credible. */
    boolean isUrgent();

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
