package org.postwatch.state;

import java.util.List;

/**
 * Urgent events that opened an incident on one day.
 *
 * @param entries the digest of source and id, then that of the bytes, in the order of arrival
 */
public record UrgentEventDay(List<String> entries) {
    public UrgentEventDay {
        entries = List.copyOf(entries);
    }
}
