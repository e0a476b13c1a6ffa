package org.postwatch.intake.verify;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwatch.intake.IntakeMessage;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.VerificationResult;
import org.postwatch.intake.VerificationResult.HandshakeReply;
import org.postwatch.intake.VerificationResult.Refused;
import org.postwatch.intake.VerificationResult.Refused.RefusalReason;
import org.postwatch.intake.VerificationResult.Verified;
import org.postwatch.intake.verify.VerificationMethod.VerificationOutcome;

/**
 * Decides whether a webhook's message is from its vendor.
 *
 * @param methods one of them must verify the message
 * @param handshakeHeader the header in lower case, as {@code x-hook-secret}, that a first message without a body carries and
 *     that the answer must repeat
 */
public record Verifier(List<VerificationMethod> methods, Optional<String> handshakeHeader) {
    /**
     * Shorter secrets are not used. Who sees one signed message can try all secrets of that length without asking anybody; 16
     * random hexadecimal digits are 64 bits.
     */
    public static final int MIN_SECRET_CHARS = 16;

    /** What may be repeated in a header of the answer. */
    private static final Pattern ECHO = Pattern.compile("[!-~]{1,256}");

    public Verifier {
        methods = List.copyOf(methods);
        Objects.requireNonNull(handshakeHeader);
    }

    /** Whether a secret is long enough to be used. */
    public static boolean isLongEnough(String secret) {
        return secret.length() >= MIN_SECRET_CHARS;
    }

    /**
     * Why a message cannot be verified whatever its body is; empty if it may be.
     *
     * @param head the message with an empty body
     * @param secrets the values of the source's secrets, all that are valid now
     */
    public Optional<Refused> refuse(IntakeMessage head, IntakeSource source, List<String> secrets) {
        List<String> usable = usable(secrets);
        boolean possible = handshakeHeader.flatMap(head::header).isPresent()
                || methods.stream().anyMatch(method -> method.mayVerify(head, usable, source.parameters()));
        return possible ? Optional.empty() : Optional.of(unverified(secrets));
    }

    private static List<String> usable(List<String> secrets) {
        return secrets.stream().filter(Verifier::isLongEnough).toList();
    }

    /** @param secrets the values of the source's secrets, all that are valid now */
    public VerificationResult verify(IntakeMessage message, IntakeSource source, List<String> secrets) {
        Optional<String> echo = handshakeHeader
                .filter(header -> message.body().length == 0)
                .flatMap(message::header)
                .filter(value -> ECHO.matcher(value).matches());
        if (echo.isPresent() && methods.stream().allMatch(VerificationMethod::isOverBody)) {
            // Nothing is signed yet. The answer says what the sender said, and nothing is done.
            return new HandshakeReply(200, Map.of(handshakeHeader.orElseThrow(), echo.get()));
        }
        VerificationResult result = check(message, source, secrets);
        return echo.isPresent() && result instanceof Verified
                ? new HandshakeReply(200, Map.of(handshakeHeader.orElseThrow(), echo.get()))
                : result;
    }

    private VerificationResult check(IntakeMessage message, IntakeSource source, List<String> secrets) {
        List<String> usable = usable(secrets);
        VerificationOutcome best = VerificationOutcome.UNVERIFIED;
        for (VerificationMethod method : methods) {
            VerificationOutcome outcome = method.check(message, usable, source.parameters());
            best = outcome == VerificationOutcome.VERIFIED || best == VerificationOutcome.UNVERIFIED ? outcome : best;
        }
        return switch (best) {
            case VERIFIED -> new Verified();
            case EXPIRED ->
                new Refused(
                        RefusalReason.EXPIRED,
                        "the time of the signature is too far from the arrival: check the sender's clock");
            case UNVERIFIED -> unverified(secrets);
        };
    }

    private Refused unverified(List<String> secrets) {
        String detail = "no valid credential: compare the vendor's secret with that of the source";
        if (needsSecret() && secrets.isEmpty()) {
            detail = "the source has no secret: add 'secret' to it";
        } else if (needsSecret() && usable(secrets).isEmpty()) {
            detail = "the secret of the source is too short; expected at least " + MIN_SECRET_CHARS + " characters";
        }
        return new Refused(RefusalReason.UNVERIFIED, detail);
    }

    /** Whether no method works without a secret. */
    public boolean needsSecret() {
        return methods.stream().allMatch(VerificationMethod::needsSecret);
    }

    /** Headers in lower case that expressions must not see. */
    public List<String> credentialHeaders() {
        return methods.stream()
                .flatMap(each -> each.credentialHeaders().stream())
                .distinct()
                .toList();
    }

    /** Parameters of the address that expressions must not see. */
    public List<String> credentialParameters() {
        return methods.stream()
                .flatMap(each -> each.credentialParameters().stream())
                .distinct()
                .toList();
    }
}
