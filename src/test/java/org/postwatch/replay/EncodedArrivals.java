package org.postwatch.replay;

import java.time.Instant;
import java.util.Arrays;
import org.postwatch.event.Event;
import org.postwatch.oracle.Arrival;
import org.postwatch.wire.EventWriter;

/** Arrivals in the bytes that go over the wire; spaces behind JSON mean nothing, and make other bytes of the same. */
final class EncodedArrivals {
    private EncodedArrivals() {}

    static Arrival of(Event event, Instant stamp, int padding) {
        byte[] bytes = new EventWriter().write(event);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + padding);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return new Arrival(event, stamp, padded);
    }
}
