package org.postwatch.delivery.channels;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Couriers;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.Outlet;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.alertmanager.AlertmanagerChannel;
import org.postwatch.delivery.cap.CapChannel;
import org.postwatch.delivery.chat.ChatChannel;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.delivery.log.LogChannel;
import org.postwatch.delivery.mail.MailChannel;
import org.postwatch.delivery.pagerduty.PagerDutyChannel;
import org.postwatch.delivery.web.Web;
import org.postwatch.delivery.webhook.WebhookChannel;
import org.postwatch.network.HostResolver;
import org.postwatch.routing.Address;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;

/** Opens the way to a recipient, by the kind of its address. */
public final class Channels implements Couriers.Opener {
    private final DeliveryAccess access;
    private final Outlet outlet;
    private final Web web;
    private final Supplier<Optional<String>> hello;

    /**
     * @param outlet recipients' own topics
     * @param hello the fully qualified name of this host for mail servers; used only when there is mail to send
     */
    public Channels(DeliveryAccess access, Clock clock, Outlet outlet, Supplier<Optional<String>> hello) {
        this.hello = hello;
        this.access = access;
        this.outlet = outlet;
        this.web = new Web(clock, access.outgoing());
    }

    @Override
    public Channel open(Routing routing, Recipient recipient) {
        routing.policy().barred(recipient).ifPresent(refused -> {
            throw new IllegalStateException(refused.reason());
        });
        Collection<String> barred = routing.policy().barredDomains();
        Address address = recipient.address();
        Secrets secrets = Secrets.of(routing.district(), access.secrets());
        if (address instanceof Address.Kafka) {
            return new KafkaChannel(routing.district(), recipient.id(), outlet);
        } else if (address instanceof Address.Webhook webhook) {
            return new WebhookChannel(webhook, secrets, barred, web);
        } else if (address instanceof Address.Alertmanager alertmanager) {
            return new AlertmanagerChannel(alertmanager, secrets, barred, web);
        } else if (address instanceof Address.PagerDuty pager) {
            return new PagerDutyChannel(pager, routing.severities(), secrets, barred, web);
        } else if (address instanceof Address.Chat chat) {
            return new ChatChannel(chat, secrets, barred, web);
        } else if (address instanceof Address.Mail mail) {
            return new MailChannel(mail, secrets, hello.get(), HostResolver.SYSTEM.within(access.outgoing()));
        } else if (address instanceof Address.Cap cap) {
            return new CapChannel(routing, recipient, cap, secrets, web, outlet, access.outgoing());
        } else if (address instanceof Address.Log) {
            return new LogChannel();
        }
        throw new IllegalStateException("nothing here speaks " + address.type());
    }
}
