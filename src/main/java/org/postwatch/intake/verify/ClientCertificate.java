package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import org.postwatch.intake.IntakeMessage;

/**
 * A certificate of the client that TLS verified. Its subject (RFC 2253) must be the source's parameter {@code subject}.
 */
public record ClientCertificate() implements VerificationMethod {
    /** The parameter of the source that holds the subject. */
    public static final String SUBJECT = "subject";

    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        String expected = parameters.getOrDefault(SUBJECT, "");
        boolean same = !expected.isEmpty()
                && message.clientSubject().filter(expected::equals).isPresent();
        return same ? VerificationOutcome.VERIFIED : VerificationOutcome.UNVERIFIED;
    }

    @Override
    public boolean needsSecret() {
        return false;
    }
}
