package org.postwatch.intake;

import java.util.Objects;

/**
 * An id of a vendor that the district has not mapped. An event would have come of the message otherwise.
 *
 * @param id as the vendor sent it; one of more than {@value #MAX_ID_LENGTH} characters ends with an ellipsis, since no map can
 *     have it
 */
public record UnmappedId(String kind, String id) {
    /** Ids of a map are not longer either. */
    public static final int MAX_ID_LENGTH = 256;

    private static final String ELLIPSIS = "…";

    public UnmappedId {
        Objects.requireNonNull(kind);
        id = WholeCharacters.limit(
                id.length() <= MAX_ID_LENGTH ? id : id.substring(0, MAX_ID_LENGTH - 1) + ELLIPSIS, MAX_ID_LENGTH);
    }
}
