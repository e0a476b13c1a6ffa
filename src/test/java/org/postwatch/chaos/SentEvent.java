package org.postwatch.chaos;

import java.nio.ByteBuffer;
import org.postwatch.event.Event;
import org.postwatch.oracle.Arrival;

/**
 * An event that is sent over HTTP until it is accepted.
 *
 * @param dueNanos since when it is to be sent, by {@link System#nanoTime}
 */
record SentEvent(String topic, String district, String source, String id, byte[] bytes, long dueNanos) {
    static SentEvent of(Arrival arrival) {
        Event event = arrival.event();
        return new SentEvent(
                event.type().topic().topicName(),
                event.origin().district(),
                event.source(),
                event.id(),
                arrival.bytes(),
                System.nanoTime());
    }

    /** What it is equal to on its topic. */
    ByteBuffer content() {
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public String toString() {
        return district + " " + source + " " + id;
    }
}
