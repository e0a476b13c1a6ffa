package org.postwatch.access;

import org.postwatch.text.WireName;

/** What access is for, and what its subject is. */
public enum AccessKind implements WireName {
    /** A feed, which sends events over HTTP with a token. */
    FEED("feed"),
    /** A code that enrols one device as the front desk of a campus. */
    DESK_CODE("campus"),
    /** A device that was enrolled as the front desk of a campus. */
    DESK("campus");

    private final String noun;

    AccessKind(String noun) {
        this.noun = noun;
    }

    /** What the subject of such a grant is, for people: {@code feed} or {@code campus}. */
    public String noun() {
        return noun;
    }
}
