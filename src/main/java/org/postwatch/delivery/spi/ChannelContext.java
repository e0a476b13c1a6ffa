package org.postwatch.delivery.spi;

import java.util.Optional;
import java.util.function.Supplier;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.ConfigValue;
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
    /**
     * The endpoint that a URL names, or the secret that it refers to.
     *
     * @throws IllegalStateException when it must not be called: in the clear, or in a denied domain
     */
    public HttpEndpoint endpoint(ConfigValue url) {
        return HttpEndpoint.of(url, secrets, routing.policy().deniedDomains());
    }
}
