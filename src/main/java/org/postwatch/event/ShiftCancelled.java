package org.postwatch.event;

import java.util.Objects;

/** A shift is cancelled. */
public record ShiftCancelled(EventOrigin origin, String shift, String badge, String campus) implements OfficerEvent {
    public ShiftCancelled {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(shift);
        Objects.requireNonNull(badge);
        Objects.requireNonNull(campus);
    }

    @Override
    public EventType type() {
        return EventType.SHIFT_CANCELLED;
    }
}
