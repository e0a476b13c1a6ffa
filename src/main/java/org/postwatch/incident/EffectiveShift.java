package org.postwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/**
 * A shift as it was last planned by its start and grace: later changes of it say nothing of whether its officer came,
 * but a cancellation ends it.
 *
 * @param cancelled when it was called off after its start and grace
 */
public record EffectiveShift(ShiftPlanned planned, Optional<Instant> cancelledAt) {

    /** What stands of one shift's changes (in any order) once its start and grace have passed. */
    public static Optional<EffectiveShift> ofChanges(Collection<Event> changes, Duration grace) {
        ShiftPlanned current = null;
        for (Event change : sorted(changes)) {
            boolean frozen =
                    current != null && change.time().isAfter(current.from().plus(grace));
            if (frozen) {
                if (change instanceof ShiftCancelled) {
                    return Optional.of(new EffectiveShift(current, Optional.of(change.time())));
                }
            } else {
                current = change instanceof ShiftPlanned planned ? planned : null;
            }
        }
        return Optional.ofNullable(current).map(plan -> new EffectiveShift(plan, Optional.empty()));
    }

    /** The shift after all changes before an instant; empty if it is cancelled or not yet planned. */
    public static Optional<ShiftPlanned> plannedBefore(Collection<Event> changes, Instant t) {
        ShiftPlanned current = null;
        for (Event change : sorted(changes)) {
            if (change.time().isBefore(t)) {
                current = change instanceof ShiftPlanned planned ? planned : null;
            }
        }
        return Optional.ofNullable(current);
    }

    private static List<Event> sorted(Collection<Event> changes) {
        return changes.stream().sorted(Event.ORDER).toList();
    }
}
