package org.postwatch.notification.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that tests know, and references worked out from it by another hand. */
public final class FixedDistrictSecret {
    public static final DistrictSecret SECRET = new DistrictSecret("00112233445566778899aabbccddeeff".repeat(2));

    private FixedDistrictSecret() {}

    /** HKDF-Expand (RFC 5869) of one block, then HMAC-SHA256; 16 digits of it. */
    public static String ref(DistrictSecret secret, String subject) {
        byte[] info = "postwatch/v1/reference".getBytes(StandardCharsets.US_ASCII);
        byte[] block = java.util.Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        byte[] key = hmac(HexFormat.of().parseHex(secret.hex()), block);
        return HexFormat.of()
                .formatHex(hmac(key, subject.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 16);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
