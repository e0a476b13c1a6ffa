package org.postwatch.intake.mqtt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The name of a source's session at its broker: the same on each instance, and another one for each source and installation. It has
 * {@value #LENGTH} letters and digits, which is all that a broker of MQTT 3.1.1 must accept.
 */
final class ClientId {
    static final int LENGTH = 23;

    private static final String PREFIX = "postwatch";
    private static final int DIGITS = 36;

    private ClientId() {}

    /** @param installation what distinguishes this installation of Postwatch from others, as the id of its Kafka cluster */
    static String of(String installation, String district, String source) {
        // No id contains a NUL: parts cannot move from one to the next.
        byte[] parts = String.join("\0", installation, district, source).getBytes(StandardCharsets.UTF_8);
        try {
            String hash = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(parts)).toString(DIGITS);
            // The last digits: the first ones are not equally probable.
            return PREFIX + hash.substring(hash.length() - (LENGTH - PREFIX.length()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JVM has SHA-256", e);
        }
    }
}
