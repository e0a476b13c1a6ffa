package org.postwatch.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Digests by SHA-256 and their text form. Looking up the algorithm costs as much as using it, so each thread keeps one. */
public final class Sha256 {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    });

    private Sha256() {}

    /** @param length up to 32 bytes */
    public static byte[] truncated(byte[] bytes, int length) {
        return Arrays.copyOf(DIGEST.get().digest(bytes), length);
    }

    /** The first 12 bytes of the SHA-256 of a text, as 16 characters of base64url. */
    public static String digest(String text) {
        return base64Url(truncated(text.getBytes(StandardCharsets.UTF_8), 12));
    }

    /** Bytes as base64url without padding. */
    public static String base64Url(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }
}
