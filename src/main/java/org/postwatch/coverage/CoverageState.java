package org.postwatch.coverage;

import org.postwatch.text.WireName;

/** A post's state, from the best to the worst; a campus is as bad as its worst post. */
public enum CoverageState implements WireName {
    NOT_REQUIRED,
    COVERED,
    ALTERNATIVE,
    UNKNOWN,
    UNCOVERED;

    /** As {@code NOT_REQUIRED}, in topics, metrics and on the command line. */
    @Override
    public String wireName() {
        return name();
    }

    /** @throws IllegalArgumentException when no state has that wire name */
    public static CoverageState of(String wireName) {
        return WireName.find(CoverageState.class, wireName)
                .orElseThrow(() -> new IllegalArgumentException("no state is named '" + wireName + "'"));
    }

    /** UNCOVERED or UNKNOWN: no officer is known to be on post. */
    public boolean isGap() {
        return this == UNCOVERED || this == UNKNOWN;
    }
}
