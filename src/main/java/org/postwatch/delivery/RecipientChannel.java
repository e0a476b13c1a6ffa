package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/**
 * The way to one recipient. One that cannot be opened is opened again at the next attempt: the secret that is missing, or the name
 * of the host, may be there by then.
 */
final class RecipientChannel {
    final RoutingConfig routing;
    final Recipient recipient;
    boolean inUse;
    boolean closeWhenIdle;
    private final DeliveryExecutor.ChannelFactory channelFactory;
    private volatile NotificationChannel channel;

    RecipientChannel(RoutingConfig routing, Recipient recipient, DeliveryExecutor.ChannelFactory opener) {
        this.routing = routing;
        this.recipient = recipient;
        this.channelFactory = opener;
    }

    /** Opens it if it is not open, and says why it cannot be. Called by one thread at a time. */
    Optional<String> open() {
        if (channel != null) {
            return Optional.empty();
        }
        try {
            channel = channelFactory.open(routing, recipient);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("cannot be opened: " + e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of("cannot be opened: " + e.getClass().getSimpleName());
        }
    }

    /** Open by now. */
    NotificationChannel channel() {
        return channel;
    }

    /** As {@link NotificationChannel#resendAfter}; nothing is sent again where nothing could be sent. */
    Optional<Duration> resendAfter(Notice notice, Duration known) {
        return channel == null ? Optional.empty() : channel.resendAfter(notice, known);
    }

    /** Of the rest of the documents a channel knows only the names, the severities and what is denied. */
    boolean isUpToDate(RoutingConfig now, Recipient wanted) {
        return channel != null
                && recipient.equals(wanted)
                && routing.severities().equals(now.severities())
                && routing.name().equals(now.name())
                && routing.policy()
                        .findMandatoryDenial(recipient)
                        .equals(now.policy().findMandatoryDenial(recipient))
                && routing.policy().deniedDomains().equals(now.policy().deniedDomains())
                && routing.zone().equals(now.zone());
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
