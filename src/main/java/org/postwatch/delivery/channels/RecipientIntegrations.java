package org.postwatch.delivery.channels;

import java.util.List;
import org.postwatch.delivery.alertmanager.AlertmanagerIntegration;
import org.postwatch.delivery.cap.CapIntegration;
import org.postwatch.delivery.chat.ChatIntegration;
import org.postwatch.delivery.kafka.KafkaIntegration;
import org.postwatch.delivery.log.LogIntegration;
import org.postwatch.delivery.mail.MailIntegration;
import org.postwatch.delivery.pagerduty.PagerDutyIntegration;
import org.postwatch.delivery.spi.RecipientIntegration;
import org.postwatch.delivery.webhook.WebhookIntegration;
import org.postwatch.notification.model.RecipientAddress;

/** The kinds of recipients. */
public final class RecipientIntegrations {
    /** All, in the order of the documentation. A new kind is a package of its own and a line here. */
    public static final List<RecipientIntegration<?>> ALL = List.of(
            LogIntegration.INTEGRATION,
            KafkaIntegration.INTEGRATION,
            WebhookIntegration.INTEGRATION,
            AlertmanagerIntegration.INTEGRATION,
            PagerDutyIntegration.INTEGRATION,
            ChatIntegration.INTEGRATION,
            MailIntegration.INTEGRATION,
            CapIntegration.INTEGRATION);

    private RecipientIntegrations() {}

    /** @throws IllegalArgumentException when there is no kind with that {@link RecipientAddress#type()} */
    public static RecipientIntegration<?> ofType(String type) {
        return ALL.stream()
                .filter(integration -> integration.key().name().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of address: '" + type + "'"));
    }
}
