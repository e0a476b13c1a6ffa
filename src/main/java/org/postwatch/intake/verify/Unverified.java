package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import org.postwatch.intake.IntakeMessage;

/** Everybody may send. The address of the source is its only protection. */
public record Unverified() implements VerificationMethod {
    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        return VerificationOutcome.VERIFIED;
    }

    @Override
    public boolean needsSecret() {
        return false;
    }
}
