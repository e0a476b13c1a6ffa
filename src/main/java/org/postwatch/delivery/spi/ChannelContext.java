package org.postwatch.delivery.spi;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/**
 * What a channel may use of its district and of the instance that delivers.
 *
 * @param heloName the fully qualified name of this host for mail servers; called only when there is mail to send
 * @param outgoing the addresses and folders that may be used
 */
public record ChannelContext(
        RoutingConfig routing,
        Recipient recipient,
        DistrictSecrets secrets,
        HttpSender http,
        RecipientTopicWriter topicWriter,
        Supplier<Optional<String>> heloName,
        OutgoingPolicy outgoing) {
    /** The domains in or below which nothing may be called. */
    public Collection<String> deniedDomains() {
        return routing.policy().deniedDomains();
    }
}
