package org.postwatch.intake.connection;

/** Whether this instance owns the sources that only one instance may read. */
public enum Ownership {
    /** The instances' group counts on this one. */
    CONFIRMED,
    /** This instance was the owner, and cannot reach the group to learn whether it still is. Another one may be by now. */
    UNCONFIRMED,
    /** Another instance is the owner, or none. */
    NONE
}
