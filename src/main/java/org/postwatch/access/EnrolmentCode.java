package org.postwatch.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code that somebody reads from a terminal and types into a device, once: ten characters of Crockford's base 32 in two groups,
 * as {@code 7K2QM-9XR4T}. It has 50 random bits. Requests with wrong codes are limited, and a code is over long before anybody
 * who reads its hash could have tried all codes.
 */
public final class EnrolmentCode {
    /** How long a code is valid. */
    public static final Duration VALID_FOR = Duration.ofMinutes(15);

    /** The random bytes that a code is made of; their last bits are not used. */
    public static final int RANDOM_BYTES = 7;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;
    private static final int CHARACTERS = 10;
    private static final int GROUP = 5;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + CHARACTERS + "}");

    private final String characters;

    private EnrolmentCode(String characters) {
        this.characters = characters;
    }

    /**
     * A new code.
     *
     * @param random {@value #RANDOM_BYTES} bytes from a secure source
     * @throws IllegalArgumentException for another number of bytes
     */
    public static EnrolmentCode of(byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException(
                    "a code is made of " + random.length + " random bytes; expected " + RANDOM_BYTES);
        }
        long bits = 0;
        for (byte one : random) {
            bits = bits << Byte.SIZE | one & 0xff;
        }
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            characters.append(ALPHABET.charAt((int) (bits >>> i * BITS & 31)));
        }
        return new EnrolmentCode(characters.toString());
    }

    /** The code that somebody typed, in whatever case, with O for 0 and I or L for 1; empty if it has another form. */
    public static Optional<EnrolmentCode> parse(String text) {
        String characters = text.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return FORM.matcher(characters).matches() ? Optional.of(new EnrolmentCode(characters)) : Optional.empty();
    }

    /** As it is shown: two groups. */
    public String text() {
        return characters.substring(0, GROUP) + "-" + characters.substring(GROUP);
    }

    /** The SHA-256 of the code, in hexadecimal. */
    public String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(("enrolment " + characters).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the code: it may be logged. */
    @Override
    public String toString() {
        return "EnrolmentCode";
    }
}
