package org.postwatch.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of one roster, in the order of the document. Every rule that matches an entry counts: each officer gets a shift; for the
 * campus and the duty the first rule that names one decides.
 */
public record RosterRules(List<RosterRule> rules) {
    private static final int ID_BYTES = 12;

    public RosterRules {
        rules = List.copyOf(rules);
    }

    /**
     * What entries mean.
     *
     * @param shifts in the order of the entries
     * @param unmapped entries without an officer or without a campus, which are no shifts
     */
    public record RosterPlan(List<RosterShift> shifts, List<RosterEntry> unmapped) {
        public RosterPlan {
            shifts = List.copyOf(shifts);
            unmapped = List.copyOf(unmapped);
        }
    }

    /** @param roster the name of the roster: entries of two rosters never share a shift */
    public RosterPlan apply(String roster, List<RosterEntry> entries) {
        List<RosterShift> shifts = new ArrayList<>();
        List<RosterEntry> unmapped = new ArrayList<>();
        for (RosterEntry entry : entries) {
            List<RosterRule> matching =
                    rules.stream().filter(rule -> rule.matches(entry)).toList();
            if (matching.stream().anyMatch(RosterRule::isIgnored)) {
                continue;
            }
            Optional<String> campus = first(matching, RosterRule::campus);
            List<String> badges = matching.stream()
                    .flatMap(rule -> rule.badge().stream())
                    .distinct()
                    .toList();
            if (campus.isEmpty() || badges.isEmpty()) {
                unmapped.add(entry);
                continue;
            }
            Optional<String> duty = first(matching, RosterRule::duty);
            for (String badge : badges) {
                shifts.add(new RosterShift(
                        shiftId(roster, entry, badge),
                        entry.id(),
                        badge,
                        campus.get(),
                        entry.from(),
                        entry.to(),
                        duty));
            }
        }
        return new RosterPlan(shifts, unmapped);
    }

    private static Optional<String> first(List<RosterRule> matching, Function<RosterRule, Optional<String>> part) {
        return matching.stream().flatMap(rule -> part.apply(rule).stream()).findFirst();
    }

    /** Ids of calendars are long and of any characters; ids of shifts are neither. */
    private static String shiftId(String roster, RosterEntry entry, String badge) {
        String hash = new ContentHash()
                .add(roster)
                .add(entry.id())
                .add(entry.occurrence().toString())
                .add(badge)
                .hex(ID_BYTES);
        return roster + "-" + hash;
    }
}
