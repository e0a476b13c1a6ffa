package org.postwatch.roster;

import java.util.Objects;

/**
 * An entry that could not be read, or whose copies differ. No shift that was planned from it is cancelled: an entry that cannot be read
 * is not a cancellation.
 *
 * @param entry its id; empty if even that is missing
 * @param detail what was found and what was expected
 */
public record RosterProblem(String entry, String detail) {
    public RosterProblem {
        Objects.requireNonNull(entry);
        Objects.requireNonNull(detail);
    }
}
