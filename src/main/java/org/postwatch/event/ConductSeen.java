package org.postwatch.event;

import java.util.Objects;
import java.util.Optional;

/**
 * Conduct was seen at a campus. Who was seen is never kept.
 *
 * @param what it was, as {@code fight}
 * @param emergency whether it is to be treated as a weapon is
 * @param device the camera; absent when staff saw it
 */
public record ConductSeen(Origin origin, String campus, String what, boolean emergency, Optional<String> device) {
    public ConductSeen {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(campus);
        Objects.requireNonNull(what);
        Objects.requireNonNull(device);
    }
}
