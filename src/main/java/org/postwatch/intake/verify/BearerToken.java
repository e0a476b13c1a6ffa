package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwatch.intake.IntakeMessage;

/** {@code Authorization: Bearer SECRET} (RFC 6750, 2.1). */
public record BearerToken() implements VerificationMethod {
    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        return credentials(message, "Bearer ")
                .map(token -> SecretComparison.matchAny(token, secrets, secret -> secret))
                .orElse(VerificationOutcome.UNVERIFIED);
    }

    /** What stands after the scheme, whose case does not matter (RFC 9110, 11.1). */
    static Optional<String> credentials(IntakeMessage message, String scheme) {
        return message.header("authorization")
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).strip());
    }

    @Override
    public List<String> credentialHeaders() {
        return List.of("authorization");
    }
}
