package org.postwatch.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A shift is planned or changed: an officer is to be at a campus in {@code [from, to)}. The shift's id is unique in its
 * district; another event with the same id replaces the shift.
 *
 * @param duty the duty of the shift; absent means the officer's only duty in the roster
 */
public record ShiftPlanned(
        EventOrigin origin, String shift, String badge, String campus, Instant from, Instant to, Optional<String> duty)
        implements OfficerEvent {
    public ShiftPlanned {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(shift);
        Objects.requireNonNull(badge);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(duty);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("shift '" + shift + "' ends at " + to + ", not after its start " + from);
        }
    }

    @Override
    public EventType type() {
        return EventType.SHIFT_PLANNED;
    }
}
