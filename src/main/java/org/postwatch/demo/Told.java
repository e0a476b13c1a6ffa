package org.postwatch.demo;

import java.time.Instant;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.EventReader;
import org.postwatch.topology.Topics;

/**
 * One line of a recording.
 *
 * @param stamp when it arrived
 * @param topic where it arrived
 */
record Told(Instant stamp, String topic, byte[] value) {

    /** @param before the stamp of what arrived before it, for a line that does not tell when it came */
    static Told of(byte[] line, byte[] key, EventReader reader, Instant before) {
        Decoded decoded = reader.read(key, line);
        Instant time = before;
        String topic = Topics.STAFFING_EVENTS;
        if (decoded instanceof Decoded.Of of) {
            time = of.event().time();
            topic = Topics.of(of.event().type());
        } else if (decoded instanceof Decoded.Resolve resolve) {
            time = resolve.origin().time();
            topic = Topics.COMMANDS;
        }
        return new Told(reader.recordedTime(line).orElse(time), topic, line);
    }
}
