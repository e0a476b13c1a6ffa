package org.postwatch.watch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * How an event arrived.
 *
 * @param stamp when (milliseconds)
 * @param bytes as they came
 * @param offset where in its partition they lie, for whoever looks for them later
 */
public record Receipt(Instant stamp, byte[] bytes, long offset) {

    /** Of two events that claim one source and id the one whose bytes have the smaller digest stands. */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Receipt[" + stamp + ", " + bytes.length + " bytes at " + offset + "]";
    }
}
