package org.postwatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * Where an event comes from: its district, the feed that tells it, its id within that feed and its own time
 * (milliseconds). An event <em>is</em> its source and id.
 */
public record EventOrigin(String district, String source, String id, Instant time) {
    /** Characters of every id, source and district. */
    public static final int MAX_ID_LENGTH = 128;

    public EventOrigin {
        Objects.requireNonNull(district);
        Objects.requireNonNull(source);
        Objects.requireNonNull(id);
        Objects.requireNonNull(time);
    }
}
