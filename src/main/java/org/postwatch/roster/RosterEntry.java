package org.postwatch.roster;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One occurrence of an entry of a roster: somebody is to be somewhere in {@code [from, to)}.
 *
 * @param id of the entry in its roster; all occurrences of a series share it
 * @param occurrence which occurrence of the series: the start that the series gives it, also when it was moved
 * @param attendees addresses and names, in lower case
 */
public record RosterEntry(
        String id,
        Instant occurrence,
        Instant from,
        Instant to,
        String summary,
        String location,
        List<String> attendees,
        List<String> categories) {
    public RosterEntry {
        Objects.requireNonNull(id);
        Objects.requireNonNull(occurrence);
        Objects.requireNonNull(summary);
        Objects.requireNonNull(location);
        attendees = List.copyOf(attendees);
        categories = List.copyOf(categories);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("entry '" + id + "' ends at " + to + ", not after its start " + from);
        }
    }
}
