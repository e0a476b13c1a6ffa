package org.postwatch.notification.command;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;

/** Takes the fields of a command in the order in which they are written. */
public interface CommandFieldWriter {
    void text(String name, String value);

    void instant(String name, Instant value);

    void labels(String name, SortedMap<String, Set<String>> values);
}
