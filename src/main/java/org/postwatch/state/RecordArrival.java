package org.postwatch.state;

import java.time.Instant;

/**
 * How an event arrived.
 *
 * @param stamp when (milliseconds)
 * @param bytes as they arrived
 * @param offset of the bytes in this partition of the event's topic; {@link #NO_OFFSET} if they are in another one
 */
public record RecordArrival(Instant stamp, byte[] bytes, long offset) {

    /** The offset of an event whose bytes are in another partition of its topic. */
    public static final long NO_OFFSET = -1;

    /** Long enough a part of a SHA-256 that two events do not share it. */
    private static final int DIGEST_BYTES = 16;

    /** The first bytes of the SHA-256 of the bytes: events with equal digests are copies of one event. */
    public byte[] digest() {
        return Sha256.truncated(bytes, DIGEST_BYTES);
    }

    @Override
    public String toString() {
        return "RecordArrival[" + stamp + ", " + bytes.length + " bytes at " + offset + "]";
    }
}
