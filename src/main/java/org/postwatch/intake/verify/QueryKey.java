package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postwatch.intake.IntakeMessage;

/**
 * The secret stands in the address. For vendors that can do nothing better: addresses are written to the logs of proxies.
 *
 * @param parameter the name of the parameter, as {@code key}
 */
public record QueryKey(String parameter) implements VerificationMethod {
    public QueryKey {
        Objects.requireNonNull(parameter);
    }

    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        return Optional.ofNullable(message.query().get(parameter))
                .map(sent -> SecretComparison.matchAny(sent, secrets, secret -> secret))
                .orElse(VerificationOutcome.UNVERIFIED);
    }

    @Override
    public List<String> credentialParameters() {
        return List.of(parameter);
    }
}
