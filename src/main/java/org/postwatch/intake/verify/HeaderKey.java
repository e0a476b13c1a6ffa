package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postwatch.intake.IntakeMessage;

/**
 * A header whose value is the secret.
 *
 * @param header in lower case
 * @param form the value with {@code {secret}} in it, as {@code key={secret}}
 */
public record HeaderKey(String header, String form) implements VerificationMethod {
    /** Stands for the secret. */
    public static final String SECRET = "{secret}";

    public HeaderKey {
        Objects.requireNonNull(header);
        if (!form.contains(SECRET)) {
            throw new IllegalArgumentException("a form without " + SECRET);
        }
    }

    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        return message.header(header)
                .map(sent -> SecretComparison.matchAny(sent, secrets, secret -> form.replace(SECRET, secret)))
                .orElse(VerificationOutcome.UNVERIFIED);
    }

    @Override
    public List<String> credentialHeaders() {
        return List.of(header);
    }
}
