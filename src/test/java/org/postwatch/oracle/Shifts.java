package org.postwatch.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postwatch.event.Event;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/** Shifts, as they were last planned. */
final class Shifts {
    /**
     * A shift as it stood when its grace was over.
     *
     * @param cancelled the first cancellation after that
     */
    record ShiftAfterGrace(ShiftPlanned shift, Optional<Instant> cancelledAt) {}

    private final SortedMap<String, List<Event>> changesByShift = new TreeMap<>();

    Shifts(List<Event> standing) {
        for (Event e : standing) {
            if (e instanceof ShiftPlanned p) {
                changesByShift
                        .computeIfAbsent(p.shift(), s -> new ArrayList<>())
                        .add(e);
            } else if (e instanceof ShiftCancelled c) {
                changesByShift
                        .computeIfAbsent(c.shift(), s -> new ArrayList<>())
                        .add(e);
            }
        }
        changesByShift.values().forEach(events -> events.sort(Event.ORDER));
    }

    /** Each as last planned by its start and grace; what comes later only may cancel it. */
    List<ShiftAfterGrace> afterGrace(Duration grace) {
        List<ShiftAfterGrace> all = new ArrayList<>();
        for (List<Event> events : changesByShift.values()) {
            ShiftPlanned current = null;
            Optional<Instant> cancelled = Optional.empty();
            for (Event e : events) {
                boolean tooLate =
                        current != null && e.time().isAfter(current.from().plus(grace));
                if (!tooLate) {
                    current = e instanceof ShiftPlanned p ? p : null;
                } else if (e instanceof ShiftCancelled && cancelled.isEmpty()) {
                    cancelled = Optional.of(e.time());
                }
            }
            if (current != null) {
                all.add(new ShiftAfterGrace(current, cancelled));
            }
        }
        return all;
    }

    /** Each as the last word before an instant has it; cancelled ones are none. */
    List<ShiftPlanned> plannedBefore(Instant t) {
        List<ShiftPlanned> all = new ArrayList<>();
        for (List<Event> events : changesByShift.values()) {
            ShiftPlanned current = null;
            for (Event e : events) {
                if (e.time().isBefore(t)) {
                    current = e instanceof ShiftPlanned p ? p : null;
                }
            }
            if (current != null) {
                all.add(current);
            }
        }
        return all;
    }
}
