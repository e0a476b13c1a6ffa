package org.postwatch.access;

import org.postwatch.text.WireName;

/** What access is for, and what its subject is. */
public enum AccessKind implements WireName {
    /** A feed, which sends events over HTTP with a token. */
    FEED("feed", false),
    /** A code that enrols one device as the front desk of a campus. */
    DESK_CODE("campus", false),
    /** A device that was enrolled as the front desk of a campus. */
    DESK("campus", true),
    /** A printed sheet with a code, with which officers check in by phone at a campus. */
    SHEET("campus", false),
    /** A code with which an officer chooses a PIN. */
    PIN_CODE("officer", false),
    /** The PIN of an officer who checks in by phone. */
    PIN("officer", true);

    private final String noun;
    private final boolean enrolled;

    AccessKind(String noun, boolean enrolled) {
        this.noun = noun;
        this.enrolled = enrolled;
    }

    /** Whether such a grant follows from the code of another one, which works once. */
    public boolean isEnrolled() {
        return enrolled;
    }

    /** What the subject of such a grant is, for people: {@code feed}, {@code campus} or {@code officer}. */
    public String noun() {
        return noun;
    }
}
