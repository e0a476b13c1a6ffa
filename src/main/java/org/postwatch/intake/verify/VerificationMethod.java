package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import org.postwatch.intake.IntakeMessage;

/** One way in which a sender proves who it is. Implementations compare in constant time and keep nothing. */
public sealed interface VerificationMethod
        permits BasicCredentials,
                BearerToken,
                ClientCertificate,
                HeaderKey,
                HmacSha256,
                QueryKey,
                StandardWebhooks,
                Unverified {
    /** What a method says about a message. */
    enum VerificationOutcome {
        VERIFIED,
        UNVERIFIED,
        /** The signature is right and its time is too far from the arrival. */
        EXPIRED
    }

    /**
     * Whether the message proves its sender.
     *
     * @param secrets all that are valid now, as text; each of them suffices
     * @param parameters the source's {@code with}
     */
    VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters);

    /**
     * Whether it may verify the message, as its address and headers say, before the body is there.
     *
     * @param head the message with an empty body
     */
    default boolean mayVerify(IntakeMessage head, List<String> secrets, Map<String, String> parameters) {
        return isOverBody()
                ? credentialHeaders().stream()
                        .anyMatch(header -> head.header(header).isPresent())
                : check(head, secrets, parameters) == VerificationOutcome.VERIFIED;
    }

    /** Whether it needs the message's body, so that a first message without a body cannot pass. */
    default boolean isOverBody() {
        return false;
    }

    /** Whether a source must name a secret for it. */
    default boolean needsSecret() {
        return true;
    }

    /** Headers in lower case that hold a credential. Expressions do not see them. */
    default List<String> credentialHeaders() {
        return List.of();
    }

    /** Parameters of the address that hold a credential. Expressions do not see them. */
    default List<String> credentialParameters() {
        return List.of();
    }
}
