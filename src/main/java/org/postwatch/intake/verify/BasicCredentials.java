package org.postwatch.intake.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.postwatch.intake.IntakeMessage;

/** {@code Authorization: Basic …} (RFC 7617). The secret is {@code USER:PASSWORD}. */
public record BasicCredentials() implements VerificationMethod {
    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        return BearerToken.credentials(message, "Basic ")
                .map(sent -> SecretComparison.matchAny(
                        sent, secrets, secret -> Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))))
                .orElse(VerificationOutcome.UNVERIFIED);
    }

    @Override
    public List<String> credentialHeaders() {
        return List.of("authorization");
    }
}
