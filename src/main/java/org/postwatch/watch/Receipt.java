package org.postwatch.watch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

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
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Receipt[" + stamp + ", " + bytes.length + " bytes at " + offset + "]";
    }
}
