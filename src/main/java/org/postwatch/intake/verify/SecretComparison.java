package org.postwatch.intake.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;
import org.postwatch.intake.verify.VerificationMethod.VerificationOutcome;

/** Comparisons whose time says nothing about the secrets, neither their length nor which of them is nearly right. */
final class SecretComparison {
    private SecretComparison() {}

    /** Whether any secret, in the form in which it is sent, is what was sent. Every secret is compared. */
    static VerificationOutcome matchAny(String found, List<String> secrets, Function<String, String> form) {
        boolean matches = false;
        for (String secret : secrets) {
            matches |= !secret.isEmpty()
                    && isEqual(found.getBytes(UTF_8), form.apply(secret).getBytes(UTF_8));
        }
        return matches ? VerificationOutcome.VERIFIED : VerificationOutcome.UNVERIFIED;
    }

    static boolean isEqual(byte[] found, byte[] expected) {
        // The digests have one length, so that the length of the expected bytes does not show.
        return MessageDigest.isEqual(sha256(found), sha256(expected));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
