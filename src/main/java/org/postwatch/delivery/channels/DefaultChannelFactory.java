package org.postwatch.delivery.channels;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.alertmanager.AlertmanagerChannel;
import org.postwatch.delivery.cap.CapChannel;
import org.postwatch.delivery.chat.ChatChannel;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.delivery.log.LogChannel;
import org.postwatch.delivery.mail.MailChannel;
import org.postwatch.delivery.pagerduty.PagerDutyChannel;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.delivery.webhook.WebhookChannel;
import org.postwatch.network.HostResolver;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientAddress;
import org.postwatch.notification.route.RoutingConfig;

/** Opens the way to a recipient, by the kind of its address. */
public final class DefaultChannelFactory implements DeliveryExecutor.ChannelFactory {
    private final DeliveryAccess access;
    private final RecipientTopicWriter topicWriter;
    private final HttpSender http;
    private final Supplier<Optional<String>> heloName;

    /**
     * @param outlet recipients' own topics
     * @param hello the fully qualified name of this host for mail servers; used only when there is mail to send
     */
    public DefaultChannelFactory(
            DeliveryAccess access, Clock clock, RecipientTopicWriter outlet, Supplier<Optional<String>> hello) {
        this.heloName = hello;
        this.access = access;
        this.topicWriter = outlet;
        this.http = new HttpSender(clock, access.outgoing());
    }

    @Override
    public NotificationChannel open(RoutingConfig routing, Recipient recipient) {
        routing.policy().findMandatoryDenial(recipient).ifPresent(refused -> {
            throw new IllegalStateException(refused.reason());
        });
        Collection<String> barred = routing.policy().deniedDomains();
        RecipientAddress address = recipient.address();
        DistrictSecrets secrets = DistrictSecrets.of(routing.district(), access.secrets());
        if (address instanceof RecipientAddress.KafkaTopic) {
            return new KafkaChannel(routing.district(), recipient.id(), topicWriter);
        } else if (address instanceof RecipientAddress.Webhook webhook) {
            return new WebhookChannel(webhook, secrets, barred, http);
        } else if (address instanceof RecipientAddress.Alertmanager alertmanager) {
            return new AlertmanagerChannel(alertmanager, secrets, barred, http);
        } else if (address instanceof RecipientAddress.PagerDuty pager) {
            return new PagerDutyChannel(pager, routing.severities(), secrets, barred, http);
        } else if (address instanceof RecipientAddress.Chat chat) {
            return new ChatChannel(chat, secrets, barred, http);
        } else if (address instanceof RecipientAddress.Mail mail) {
            return new MailChannel(mail, secrets, heloName.get(), HostResolver.SYSTEM.restrictedBy(access.outgoing()));
        } else if (address instanceof RecipientAddress.Cap cap) {
            return new CapChannel(routing, recipient, cap, secrets, http, topicWriter, access.outgoing());
        } else if (address instanceof RecipientAddress.Log) {
            return new LogChannel();
        }
        throw new IllegalStateException("nothing here speaks " + address.type());
    }
}
