package org.postwatch.roster;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A shift that a roster plans.
 *
 * @param id the same for the same officer and the same occurrence of the same entry, however it moves
 * @param entry the id of the entry
 */
public record RosterShift(
        String id, String entry, String badge, String campus, Instant from, Instant to, Optional<String> duty) {
    public RosterShift {
        Objects.requireNonNull(id);
        Objects.requireNonNull(entry);
        Objects.requireNonNull(badge);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(duty);
    }
}
