package org.postwatch.roster;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postwatch.text.WireName;

/** The field of an entry that a rule compares. */
public enum RosterField implements WireName {
    SUMMARY(entry -> List.of(entry.summary())),
    LOCATION(entry -> List.of(entry.location())),
    ATTENDEE(RosterEntry::attendees),
    CATEGORY(RosterEntry::categories);

    private final Function<RosterEntry, List<String>> values;

    RosterField(Function<RosterEntry, List<String>> values) {
        this.values = values;
    }

    public static Optional<RosterField> of(String wireName) {
        return WireName.find(RosterField.class, wireName);
    }

    List<String> values(RosterEntry entry) {
        return values.apply(entry);
    }
}
