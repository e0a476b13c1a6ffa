package org.postwatch.intake.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwatch.intake.IntakeMessage;

/**
 * Standard Webhooks: {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, with the secret as {@code
 * whsec_…} or Base64. The library compares the time with the wall clock: 5 minutes to either side.
 */
public record StandardWebhooks() implements VerificationMethod {
    @Override
    public VerificationOutcome check(IntakeMessage message, List<String> secrets, Map<String, String> parameters) {
        HttpHeaders headers = HttpHeaders.of(
                message.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                (name, value) -> true);
        String body = new String(message.body(), UTF_8);
        boolean verified = false;
        for (String secret : secrets) {
            verified |= isSigned(body, headers, secret);
        }
        return verified ? VerificationOutcome.VERIFIED : VerificationOutcome.UNVERIFIED;
    }

    private static boolean isSigned(String body, HttpHeaders headers, String secret) {
        try {
            new Webhook(secret).verify(body, headers);
            return true;
        } catch (WebhookVerificationException | EmptyWebhookSecretException | IllegalArgumentException e) {
            // The last: a secret that is not Base64. Other secrets may be of another kind.
            return false;
        }
    }

    @Override
    public boolean isOverBody() {
        return true;
    }

    @Override
    public List<String> credentialHeaders() {
        return List.of("webhook-signature");
    }
}
