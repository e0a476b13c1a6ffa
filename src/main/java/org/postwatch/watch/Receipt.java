package org.postwatch.watch;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How an event arrived.
 *
 * @param stamp when (milliseconds)
 * @param sha256 of its bytes
 * @param offset where in its partition it lies, for whoever looks for its bytes
 */
public record Receipt(Instant stamp, byte[] sha256, long offset) {
    /** Smaller stands when two events claim one source and id. */
    public int compareDigest(byte[] other) {
        return Arrays.compareUnsigned(sha256, other);
    }

    @Override
    public String toString() {
        return "Receipt[" + stamp + ", " + HexFormat.of().formatHex(sha256, 0, 4) + "…, " + offset + "]";
    }
}
