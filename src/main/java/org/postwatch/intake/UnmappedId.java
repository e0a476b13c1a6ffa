package org.postwatch.intake;

import java.util.Objects;

/**
 * An id of a vendor that the district has not mapped. An event would have come of the message otherwise.
 *
 * @param id as the vendor sent it, cut off after {@value #MAX_ID_LENGTH} characters
 */
public record UnmappedId(String kind, String id) {
    /** An id of an event, of a device or of anything else in Postwatch is not longer either. */
    public static final int MAX_ID_LENGTH = 128;

    public UnmappedId {
        Objects.requireNonNull(kind);
        id = WholeCharacters.limit(id, MAX_ID_LENGTH);
    }
}
