package org.postwatch.coverage;

import java.util.stream.Stream;

/** A post's state, from the best to the worst; a campus is as bad as its worst post. */
public enum CoverageState {
    NOT_REQUIRED("NOT_REQUIRED"),
    COVERED("COVERED"),
    ALTERNATIVE("ALTERNATIVE"),
    UNKNOWN("UNKNOWN"),
    UNCOVERED("UNCOVERED");

    private final String wireName;

    CoverageState(String wireName) {
        this.wireName = wireName;
    }

    /** As {@code NOT_REQUIRED}, in topics, metrics and on the command line. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException when no state has that wire name */
    public static CoverageState of(String wireName) {
        return Stream.of(values())
                .filter(state -> state.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state is named '" + wireName + "'"));
    }

    /** UNCOVERED or UNKNOWN: nobody is known to be there. */
    public boolean isGap() {
        return this == UNCOVERED || this == UNKNOWN;
    }
}
