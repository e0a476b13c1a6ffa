package org.postwatch.watch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The first bytes of a SHA-256. To look the algorithm up costs as much as to use it, so each thread keeps one. */
final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    });

    private Sha256() {}

    /** @param length up to 32 bytes */
    static byte[] of(byte[] bytes, int length) {
        return Arrays.copyOf(DIGEST.get().digest(bytes), length);
    }
}
