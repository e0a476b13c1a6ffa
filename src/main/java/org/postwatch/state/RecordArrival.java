package org.postwatch.state;

import java.time.Instant;

/**
 * How an event arrived.
 *
 * @param stamp when (milliseconds)
 * @param bytes as they came
 * @param offset where they lie in this partition of the event's topic; {@link #NO_OFFSET} when they lie in another one
 */
public record RecordArrival(Instant stamp, byte[] bytes, long offset) {

    /** Of an event whose bytes lie in another partition of its topic. */
    public static final long NO_OFFSET = -1;

    /** As much of a SHA-256 as nobody finds two events for. */
    private static final int DIGEST_BYTES = 16;

    /** The first bytes of the SHA-256 of the bytes: events with equal digests are copies of one event. */
    public byte[] digest() {
        return Sha256.truncated(bytes, DIGEST_BYTES);
    }

    @Override
    public String toString() {
        return "Receipt[" + stamp + ", " + bytes.length + " bytes at " + offset + "]";
    }
}
