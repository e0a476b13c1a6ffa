package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.postwatch.notification.model.Actor;

/** The fields of a received command. All methods throw IllegalArgumentException that names the field if it is malformed. */
public interface CommandFields {
    String district();

    String id();

    Instant at();

    Actor actor();

    /** Empty for a type without a subject. */
    String subject();

    /** Printable characters, at least one. */
    String text(String name, int maxLength);

    Optional<String> optionalText(String name, int maxLength);

    Instant instant(String name);

    /** Label to values; at least one label, and at least one value for each. */
    SortedMap<String, Set<String>> labels(String name);
}
