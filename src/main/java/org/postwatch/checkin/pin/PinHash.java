package org.postwatch.checkin.pin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The Argon2id hash of a PIN (RFC 9106). The parameters are the first choice of the OWASP Password Storage Cheat Sheet for 19 MiB:
 * m=19456, t=2, p=1. A hash takes tens of milliseconds and 19 MiB.
 */
final class PinHash {
    static final int SALT_BYTES = 16;

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ITERATIONS + ",p=" + LANES + "$";
    private static final Pattern FORM =
            Pattern.compile(Pattern.quote(PREFIX) + "([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /** A hash that no PIN has. To compare with it takes as long as with another. */
    static final String OF_NOBODY = PREFIX + "A".repeat(22) + "$" + "A".repeat(43);

    private PinHash() {}

    /** The hash in the string format of the Password Hashing Competition, with its parameters and its salt. */
    static String of(String pin, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + base64.encodeToString(salt) + "$" + base64.encodeToString(compute(pin, salt));
    }

    /** Whether a PIN has that hash; not, if the hash is of another form or has other parameters. */
    static boolean isOf(String pin, String hash) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            return false;
        }
        byte[] found = compute(pin, Base64.getDecoder().decode(form.group(1)));
        return MessageDigest.isEqual(Base64.getDecoder().decode(form.group(2)), found);
    }

    private static byte[] compute(String pin, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(ITERATIONS)
                .withParallelism(LANES)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(pin.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
