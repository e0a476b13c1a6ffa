package org.postwatch.roster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a roster says for a window of time.
 *
 * @param entries in the order of their starts
 * @param problems of entries that may be going on in the window
 * @param fingerprint of everything that it says, inside of the window or not: it changes when somebody changes the roster
 */
public record RosterContent(List<RosterEntry> entries, List<RosterProblem> problems, String fingerprint) {
    public RosterContent {
        Objects.requireNonNull(fingerprint);
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** An entry that began longer ago than this has ended, however long it lasts. */
    private static final Duration MAX_LENGTH = Duration.ofDays(28);

    /** Whether an entry that starts then, and whose end is not known, may be going on at some time in {@code [from, until)}. */
    public static boolean isPossible(Instant start, Instant from, Instant until) {
        return start.isBefore(until) && start.plus(MAX_LENGTH).isAfter(from);
    }

    /** What is wrong with the first entry that cannot be read and has no id; empty without one. */
    String firstWithoutId() {
        return problems.stream()
                .filter(problem -> problem.entry().isEmpty())
                .map(RosterProblem::detail)
                .findFirst()
                .orElse("");
    }

    /** The ids of the entries that could not be read. */
    public Set<String> unreadable() {
        return problems.stream().map(RosterProblem::entry).collect(Collectors.toUnmodifiableSet());
    }
}
