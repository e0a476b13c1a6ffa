package org.postwatch.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A secret that is shown once and kept as a hash: {@code postwatch_feed_}, 43 characters of base64url for
 * {@value #RANDOM_BYTES} random bytes, and a CRC-32 of all that in eight hexadecimal digits. The prefix and the checksum let a
 * scanner find a token in a repository or a log without false alarms; neither adds to its strength.
 */
public final class AccessToken {
    /** 256 bits: nobody finds the token of a hash by trying. */
    public static final int RANDOM_BYTES = 32;

    private static final String PREFIX = "postwatch_";
    private static final int CHECKSUM_DIGITS = 8;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[a-z]{1,20}_[A-Za-z0-9_-]{43}[0-9a-f]{8}");

    private final String text;

    private AccessToken(String text) {
        this.text = text;
    }

    /**
     * A new token.
     *
     * @param random {@value #RANDOM_BYTES} bytes from a secure source
     * @throws IllegalArgumentException for another number of bytes
     */
    public static AccessToken of(AccessKind kind, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException(
                    "a token has " + random.length + " random bytes; expected " + RANDOM_BYTES);
        }
        String secret = PREFIX + kind.wireName() + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new AccessToken(secret + checksum(secret));
    }

    /** The token that a client sent; empty if the text has another form or a wrong checksum. */
    public static Optional<AccessToken> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int end = text.length() - CHECKSUM_DIGITS;
        return checksum(text.substring(0, end)).equals(text.substring(end))
                ? Optional.of(new AccessToken(text))
                : Optional.empty();
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits(crc.getValue(), CHECKSUM_DIGITS);
    }

    /** What the client sends. */
    public String text() {
        return text;
    }

    /**
     * The SHA-256 of the token, in hexadecimal. A slow hash with a salt protects passwords, which come from a dictionary. A
     * token has 256 random bits, so that one fast hash is enough, and a request costs no more than a microsecond.
     */
    public String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the secret: it may be logged. */
    @Override
    public String toString() {
        return "AccessToken";
    }
}
