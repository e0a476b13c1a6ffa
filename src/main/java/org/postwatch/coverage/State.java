package org.postwatch.coverage;

/** A post's state, from the best to the worst; a campus is as bad as its worst post. */
public enum State {
    NOT_REQUIRED,
    COVERED,
    ALTERNATIVE,
    UNKNOWN,
    UNCOVERED;

    /** UNCOVERED or UNKNOWN: nobody is known to be there. */
    public boolean isGap() {
        return this == UNCOVERED || this == UNKNOWN;
    }
}
