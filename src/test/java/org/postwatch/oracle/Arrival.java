package org.postwatch.oracle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.postwatch.event.Event;

/**
 * One event as it arrives, to be admitted or not.
 *
 * @param stamp the record's timestamp
 * @param bytes as they came over the wire: equal bytes are copies of one event
 */
public record Arrival(Event event, Instant stamp, byte[] bytes) {

    /** An arrival whose bytes are made up from what the event says. */
    public static Arrival of(Event event, Instant stamp) {
        return new Arrival(event, stamp, event.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same bytes at another instant. */
    public Arrival withStamp(Instant other) {
        return new Arrival(event, other, bytes);
    }

    /** The same event in other bytes: so many spaces behind, which mean nothing. */
    public Arrival withPadding(int spaces) {
        return new Arrival(event, stamp, (event + " ".repeat(spaces)).getBytes(StandardCharsets.UTF_8));
    }

    /** How many spaces stand behind; anyone who writes the bytes again in another format keeps them, and so what differs. */
    public int padding() {
        return bytes.length - event.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
