package org.postwatch.intake.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postwatch.intake.connection.ConnectionProblemException;

/**
 * What a broker granted of topic filters for which QoS 1 was asked.
 *
 * @param granted with QoS 1 or 0
 * @param refused the user may not read these topics, or the broker does not know such filters
 * @param withQos0 those of {@code granted} whose messages the broker does not keep and does not deliver again
 */
record GrantedFilters(List<String> granted, List<String> refused, List<String> withQos0) {
    private static final int FIRST_ERROR = 0x80;

    GrantedFilters {
        granted = List.copyOf(granted);
        refused = List.copyOf(refused);
        withQos0 = List.copyOf(withQos0);
    }

    /**
     * Reads the answer of a broker.
     *
     * @param codes of the filters in their order: the granted QoS, or {@code 0x80} and more
     * @throws ConnectionProblemException if there is not one for each filter
     */
    static GrantedFilters of(List<String> filters, List<Integer> codes) {
        if (codes.size() != filters.size()) {
            throw new ConnectionProblemException("the broker answered " + codes.size() + " of " + filters.size()
                    + " subscriptions; expected an answer for each");
        }
        List<String> granted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> withQos0 = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            (codes.get(i) >= FIRST_ERROR ? refused : granted).add(filters.get(i));
            if (codes.get(i) == 0) {
                withQos0.add(filters.get(i));
            }
        }
        return new GrantedFilters(granted, refused, withQos0);
    }

    /** What is less than asked, in one line; empty when nothing is. */
    String shortfall() {
        List<String> parts = new ArrayList<>();
        if (!refused.isEmpty()) {
            parts.add("the broker refused the subscription to " + quoted(refused)
                    + "; expected that the user may read these topics");
        }
        if (!withQos0.isEmpty()) {
            parts.add("the broker granted only QoS 0 for " + quoted(withQos0)
                    + ": messages are lost while the connection is down");
        }
        return String.join("; ", parts);
    }

    private static String quoted(List<String> filters) {
        return filters.stream().map(filter -> "'" + filter + "'").collect(Collectors.joining(", "));
    }
}
