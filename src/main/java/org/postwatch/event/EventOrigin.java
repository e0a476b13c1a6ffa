package org.postwatch.event;

import java.time.Instant;
import java.util.Objects;

/**
 * The origin of an event: its district, the feed that reports it, its id within that feed and its time
 * (milliseconds). Source and id identify an event.
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
