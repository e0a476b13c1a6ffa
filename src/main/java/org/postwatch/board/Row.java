package org.postwatch.board;

import java.util.List;

/**
 * One line of a panel.
 *
 * @param what a state or a severity
 * @param names of the campuses (or feeds, agreements) that it is said of
 * @param since empty when there is nothing to count from
 */
record Row(Tone tone, String mark, String what, List<String> names, String since, String why) {
    /** The mark of a line about an incident; campuses have none. */
    static final String INCIDENT = "!";

    Row {
        names = List.copyOf(names);
    }

    boolean isIncident() {
        return mark.equals(INCIDENT);
    }

    Row of(List<String> others) {
        return new Row(tone, mark, what, others, since, why);
    }
}
