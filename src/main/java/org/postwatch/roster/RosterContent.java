package org.postwatch.roster;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a roster says for a window of time.
 *
 * @param entries in the order of their starts
 * @param fingerprint of everything that it says, inside of the window or not: it changes when somebody changes the roster
 */
public record RosterContent(List<RosterEntry> entries, List<RosterProblem> problems, String fingerprint) {
    public RosterContent {
        Objects.requireNonNull(fingerprint);
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** The ids of the entries that could not be read. */
    public Set<String> unreadable() {
        return problems.stream().map(RosterProblem::entry).collect(Collectors.toUnmodifiableSet());
    }
}
