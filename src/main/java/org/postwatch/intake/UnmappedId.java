package org.postwatch.intake;

import java.util.Objects;

/** An id of a vendor that the district has not mapped. An event would have come of the message otherwise. */
public record UnmappedId(String kind, String id) {
    /** Characters of an id that is kept; more are cut off. */
    public static final int MAX_ID_LENGTH = 128;

    public UnmappedId {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
    }
}
