package org.postwatch.watch;

import java.time.Instant;

/**
 * How an event arrived.
 *
 * @param stamp when (milliseconds)
 * @param bytes as they came
 * @param offset where in its partition they lie, for whoever looks for them later
 */
public record Receipt(Instant stamp, byte[] bytes, long offset) {

    /** As much of a SHA-256 as tells two apart. */
    private static final int DIGEST_BYTES = 16;

    /** Of two events that claim one source and id the one whose bytes have the smaller digest stands. */
    public byte[] digest() {
        return Sha256.of(bytes, DIGEST_BYTES);
    }

    @Override
    public String toString() {
        return "Receipt[" + stamp + ", " + bytes.length + " bytes at " + offset + "]";
    }
}
