package org.postwatch.roster;

import java.util.Objects;
import java.util.Optional;

/**
 * What an entry means if a field of it matches: the officer, the campus, the duty, or nothing at all.
 *
 * @param isIgnored whether a matching entry is no shift, as a holiday
 */
public record RosterRule(
        RosterField field,
        TextPattern pattern,
        Optional<String> badge,
        Optional<String> campus,
        Optional<String> duty,
        boolean isIgnored) {
    public RosterRule {
        Objects.requireNonNull(field);
        Objects.requireNonNull(pattern);
        Objects.requireNonNull(badge);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(duty);
    }

    boolean matches(RosterEntry entry) {
        return field.values(entry).stream().anyMatch(pattern::matches);
    }
}
