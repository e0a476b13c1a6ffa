package org.postwatch.delivery.channels;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Opens the channel of a recipient, by the kind of its address. */
public final class DefaultChannelFactory implements DeliveryExecutor.ChannelFactory {
    private final DeliveryAccess access;
    private final RecipientTopicWriter topicWriter;
    private final HttpSender http;
    private final Supplier<Optional<String>> heloName;

    /**
     * @param topicWriter for the topics of recipients
     * @param heloName the fully qualified name of this host for mail servers; used only when there is mail to send
     */
    public DefaultChannelFactory(
            DeliveryAccess access, Clock clock, RecipientTopicWriter topicWriter, Supplier<Optional<String>> heloName) {
        this.heloName = heloName;
        this.access = access;
        this.topicWriter = topicWriter;
        this.http = new HttpSender(clock, access.outgoing());
    }

    @Override
    public NotificationChannel open(RoutingConfig routing, Recipient recipient) {
        routing.policy().findMandatoryDenial(recipient).ifPresent(denial -> {
            throw new IllegalStateException(denial.reason());
        });
        ChannelContext context = new ChannelContext(
                routing,
                recipient,
                DistrictSecrets.of(routing.district(), access.secrets()),
                http,
                topicWriter,
                heloName,
                access.outgoing());
        return RecipientIntegrations.ofType(recipient.address().type()).open(context);
    }
}
