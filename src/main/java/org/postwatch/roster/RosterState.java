package org.postwatch.roster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;

/**
 * What a roster has planned until now. It is written before the events of a revision and again after them: an instance that takes over
 * in between appends the same events, byte for byte, again.
 *
 * @param revision counts the readings that changed something
 * @param at when this revision was read; it makes the ids of events
 * @param fingerprint of the content of the last reading
 * @param changedAt when the content last changed
 * @param repeatedAt when all shifts were last planned, also those that had not changed
 * @param shifts what is planned, by id
 * @param planned the shifts of this revision whose events may not be written yet
 * @param cancelled likewise
 */
public record RosterState(
        long revision,
        Instant at,
        String fingerprint,
        Instant changedAt,
        Instant repeatedAt,
        Map<String, RosterShift> shifts,
        List<RosterShift> planned,
        List<RosterShift> cancelled) {
    public RosterState {
        Objects.requireNonNull(at);
        Objects.requireNonNull(fingerprint);
        Objects.requireNonNull(changedAt);
        Objects.requireNonNull(repeatedAt);
        shifts = Map.copyOf(shifts);
        planned = List.copyOf(planned);
        cancelled = List.copyOf(cancelled);
    }

    /** Before the first reading. */
    public static RosterState none(Instant now) {
        return new RosterState(0, now, "", now, now, Map.of(), List.of(), List.of());
    }

    /** Whether events of this revision may not be written yet. */
    public boolean hasPending() {
        return !planned.isEmpty() || !cancelled.isEmpty();
    }

    /** When all events of this revision are written. */
    public RosterState written() {
        return new RosterState(revision, at, fingerprint, changedAt, repeatedAt, shifts, List.of(), List.of());
    }

    /** The events that may not be written yet; always the same ones. */
    public List<Event> pendingEvents(RosterSource roster) {
        List<Event> events = new ArrayList<>();
        for (RosterShift shift : cancelled) {
            events.add(new ShiftCancelled(origin(roster, shift), shift.id(), shift.badge(), shift.campus()));
        }
        for (RosterShift shift : planned) {
            events.add(new ShiftPlanned(
                    origin(roster, shift),
                    shift.id(),
                    shift.badge(),
                    shift.campus(),
                    shift.from(),
                    shift.to(),
                    shift.duty()));
        }
        return events;
    }

    /** With the time, not the revision: one that is counted again from 1 must give other ids. */
    private EventOrigin origin(RosterSource roster, RosterShift shift) {
        return new EventOrigin(roster.district(), roster.feed(), shift.id() + "-" + at.toEpochMilli(), at);
    }
}
