package org.postwatch.board;

import java.util.List;

/**
 * One line of a panel.
 *
 * @param what a state or a severity
 * @param names of the campuses, feeds or agreements in the row
 * @param since empty without a start
 */
record PanelRow(TextStyle style, String mark, String label, List<String> names, String since, String explanation) {
    /** The mark of an incident's row; rows of campuses have none. */
    static final String INCIDENT = "!";

    PanelRow {
        names = List.copyOf(names);
    }

    boolean isIncident() {
        return mark.equals(INCIDENT);
    }

    PanelRow withNames(List<String> others) {
        return new PanelRow(style, mark, label, others, since, explanation);
    }
}
