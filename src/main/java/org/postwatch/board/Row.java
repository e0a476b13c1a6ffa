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
    Row {
        names = List.copyOf(names);
    }

    Row of(List<String> others) {
        return new Row(tone, mark, what, others, since, why);
    }
}
