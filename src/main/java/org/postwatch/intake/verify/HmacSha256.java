package org.postwatch.intake.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postwatch.intake.IntakeMessage;

/**
 * A signature with HMAC-SHA-256 (RFC 2104) in a header. The key is the secret's UTF-8 text.
 *
 * @param header the header of the signature, in lower case
 * @param form what that header holds
 * @param timestampHeader the header of the time, in lower case, if the form has no {@code {t}}
 * @param signed the text that is signed: {@code {body}}, {@code {t}} as sent, {@code {header.NAME}}, and anything else as it
 *     stands
 * @param tolerance how far the time may be from the arrival, earlier or later; of no effect without a time
 */
public record HmacSha256(
        String header, SignatureForm form, Optional<String> timestampHeader, String signed, Duration tolerance)
        implements VerificationMethod {
    /** Unix times above this are milliseconds: as seconds they are in the year 5138. */
    private static final long MAX_SECONDS = 99_999_999_999L;

    private static final Pattern TIME = Pattern.compile("[0-9]{1,15}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(t|body|header\\.([A-Za-z0-9-]+))}");

    public HmacSha256 {
        Objects.requireNonNull(header);
        Objects.requireNonNull(form);
        Objects.requireNonNull(timestampHeader);
        Objects.requireNonNull(tolerance);
        if (!signed.contains("{body}")) {
            throw new IllegalArgumentException("a signature that is not over {body}");
        }
        boolean isTimeSigned = signed.contains("{t}")
                || timestampHeader
                        .filter(name -> signed.toLowerCase(Locale.ROOT).contains("{header." + name + "}"))
                        .isPresent();
        if ((form.hasTime() || timestampHeader.isPresent()) && !isTimeSigned) {
            // Otherwise a message that somebody has seen could be sent again later, with a new time.
            throw new IllegalArgumentException("a time that is not signed; expected {t} in 'signed', as {t}.{body}");
        }
    }

    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        VerificationOutcome outcome = VerificationOutcome.UNVERIFIED;
        for (SignatureForm.SentSignature found :
                form.parse(message.header(header).orElse(""))) {
            Optional<String> time = found.time().or(() -> timestampHeader.flatMap(message::header));
            if (isSigned(message, secrets, found, time.orElse(""))) {
                VerificationOutcome checked = checkTime(message, time);
                outcome = checked == VerificationOutcome.VERIFIED || outcome == VerificationOutcome.UNVERIFIED
                        ? checked
                        : outcome;
            }
        }
        return outcome;
    }

    private boolean isSigned(
            IntakeMessage message, List<String> secrets, SignatureForm.SentSignature found, String time) {
        byte[] text = signedBytes(message, time);
        boolean signed = false;
        for (String secret : secrets) {
            signed |= !secret.isEmpty() && SecretComparison.isEqual(found.bytes(), mac(secret, text));
        }
        return signed;
    }

    private boolean hasTime() {
        return form.hasTime() || timestampHeader.isPresent();
    }

    private VerificationOutcome checkTime(IntakeMessage message, Optional<String> time) {
        if (!hasTime()) {
            return VerificationOutcome.VERIFIED;
        }
        String text = time.orElse("").strip();
        if (!TIME.matcher(text).matches()) {
            return VerificationOutcome.UNVERIFIED;
        }
        long number = Long.parseLong(text);
        Instant at = number > MAX_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        boolean near = Duration.between(at, message.arrival()).abs().compareTo(tolerance) <= 0;
        return near ? VerificationOutcome.VERIFIED : VerificationOutcome.EXPIRED;
    }

    private byte[] signedBytes(IntakeMessage message, String time) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(signed.length() + message.body().length);
        Matcher placeholders = PLACEHOLDER.matcher(signed);
        int next = 0;
        while (placeholders.find()) {
            bytes.writeBytes(signed.substring(next, placeholders.start()).getBytes(UTF_8));
            bytes.writeBytes(
                    switch (placeholders.group(1)) {
                        case "t" -> time.getBytes(UTF_8);
                        case "body" -> message.body();
                        default ->
                            message.header(placeholders.group(2).toLowerCase(Locale.ROOT))
                                    .orElse("")
                                    .getBytes(UTF_8);
                    });
            next = placeholders.end();
        }
        bytes.writeBytes(signed.substring(next).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] mac(String secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public boolean isOverBody() {
        return true;
    }

    @Override
    public List<String> credentialHeaders() {
        return List.of(header);
    }
}
