package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a record: {@code v1=} and, in lower-case hexadecimal digits, the HMAC-SHA256 (RFC 2104) over its topic, a line
 * feed, its key, a line feed and its value. Not safe for threads.
 */
public final class RecordSigner {
    /** The header that has the signature. A record may have several; one that is right is enough. */
    public static final String HEADER = "postwatch-signature";

    /** Shorter secrets can be guessed (RFC 2104 advises 32 bytes, the length of the hash). */
    public static final int MIN_SECRET_BYTES = 16;

    private static final String VERSION_PREFIX = "v1=";
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** @param secret at least {@value #MIN_SECRET_BYTES} bytes of UTF-8, else IllegalArgumentException */
    public RecordSigner(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "expected at least " + MIN_SECRET_BYTES + " bytes, found " + bytes.length);
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Of a record with these bytes; a key or value that is absent counts as empty. */
    public String sign(String topic, byte[] key, byte[] value) {
        mac.update(topic.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '\n');
        if (key != null) {
            mac.update(key);
        }
        mac.update((byte) '\n');
        return VERSION_PREFIX + HexFormat.of().formatHex(value == null ? mac.doFinal() : mac.doFinal(value));
    }
}
