package org.postwatch.replay;

import java.time.Instant;
import java.util.Arrays;
import org.postwatch.codec.EventWriter;
import org.postwatch.event.Event;
import org.postwatch.oracle.Arrival;

/** Arrivals in the bytes that go over the wire; spaces behind JSON mean nothing, and make other bytes of the same. */
final class Wired {
    private Wired() {}

    static Arrival arrival(Event event, Instant stamp, int padding) {
        byte[] bytes = new EventWriter().write(event);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + padding);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return new Arrival(event, stamp, padded);
    }
}
