package org.postwatch.checkin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of codes and tickets, the same on each instance. It is derived from a secret (HKDF-Expand of RFC 5869, one block), so that
 * codes say nothing of what else the secret signs. Safe for threads.
 */
public final class CheckInKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "postwatch/v1/check-in\u0001";

    private final SecretKeySpec key;

    private CheckInKey(SecretKeySpec key) {
        this.key = key;
    }

    /** @param secret of all instances, of 32 bytes or more if it is to be as strong as the HMAC */
    public static CheckInKey derive(byte[] secret) {
        byte[] derived = mac(new SecretKeySpec(secret, ALGORITHM), LABEL);
        return new CheckInKey(new SecretKeySpec(derived, ALGORITHM));
    }

    /**
     * A signature of some fields in base64url.
     *
     * @param purpose signatures of one purpose are not valid for another
     * @param fields none has a line break
     */
    String sign(String purpose, int bytes, String... fields) {
        byte[] whole = mac(key, purpose + "\n" + String.join("\n", fields));
        byte[] part = new byte[bytes];
        System.arraycopy(whole, 0, part, 0, bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }

    /** Whether two texts are equal. It takes the same time wherever they differ. */
    static boolean isEqual(String expected, String found) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
