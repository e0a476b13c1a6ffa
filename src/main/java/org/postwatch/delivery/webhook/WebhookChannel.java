package org.postwatch.delivery.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NoticeBody;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Signs with every secret there is, so that a receiver can change over in its own time. */
final class WebhookChannel implements NotificationChannel {
    private static final String TYPE = "postwatch.notice";

    private final HttpSender http;
    private final HttpEndpoint endpoint;
    private final List<Webhook> signers = new ArrayList<>();
    private final List<String> masked = new ArrayList<>();

    /** @throws IllegalStateException when the URL must not be called, or a secret is missing or malformed */
    WebhookChannel(WebhookAddress address, ChannelContext context) {
        this.http = context.http();
        this.endpoint = context.endpoint(address.url());
        for (ConfigValue setting : address.secrets()) {
            String secret = context.secrets().resolve(setting);
            signers.add(signer(secret, setting));
            masked.add(secret);
        }
        if (signers.isEmpty()) {
            throw new IllegalStateException("a webhook needs a secret");
        }
    }

    private static Webhook signer(String secret, ConfigValue setting) {
        try {
            return new Webhook(secret);
        } catch (IllegalArgumentException | EmptyWebhookSecretException e) {
            // The cause would quote it.
            throw new IllegalStateException((setting.isSecretReference() ? setting.text() : "a webhook's secret")
                    + " is no secret of Standard Webhooks: 'whsec_' and base64");
        }
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        String body = body(notice);
        long timestamp = http.clock().instant().getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "webhook-id", notice.idempotencyKey(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signatures(notice.idempotencyKey(), timestamp, body));
        return http.post(endpoint, headers, body.getBytes(StandardCharsets.UTF_8), masked);
    }

    private static String body(Notice notice) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", TYPE);
        body.put("timestamp", notice.at().toString());
        body.set("data", NoticeBody.of(notice));
        return body.toString();
    }

    private String signatures(String id, long timestamp, String body) {
        List<String> signatures = new ArrayList<>();
        for (Webhook signer : signers) {
            try {
                signatures.add(signer.sign(id, timestamp, body));
            } catch (WebhookSigningException e) {
                throw new IllegalStateException("cannot sign", e);
            }
        }
        return String.join(" ", signatures);
    }
}
