package org.postwatch.delivery;

import java.time.Duration;
import java.util.Optional;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;

/**
 * The way to one recipient. One that cannot be opened is opened again at the next attempt: the secret that is missing, or the name
 * of the host, may be there by then.
 */
final class Way {
    final Routing routing;
    final Recipient recipient;
    boolean inUse;
    boolean abandoned;
    private final Couriers.Opener opener;
    private volatile Channel channel;

    Way(Routing routing, Recipient recipient, Couriers.Opener opener) {
        this.routing = routing;
        this.recipient = recipient;
        this.opener = opener;
    }

    /** Opens it if it is not open, and says why it cannot be. Called by one thread at a time. */
    Optional<String> open() {
        if (channel != null) {
            return Optional.empty();
        }
        try {
            channel = opener.open(routing, recipient);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("cannot be opened: " + e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of("cannot be opened: " + e.getClass().getSimpleName());
        }
    }

    /** Open by now. */
    Channel channel() {
        return channel;
    }

    /** As {@link Channel#refresh}; nothing is sent again where nothing could be sent. */
    Optional<Duration> refresh(Notice notice, Duration known) {
        return channel == null ? Optional.empty() : channel.refresh(notice, known);
    }

    /** Of the rest of the documents a channel knows only the names, the severities and what is barred. */
    boolean isUpToDate(Routing now, Recipient wanted) {
        return channel != null
                && recipient.equals(wanted)
                && routing.severities().equals(now.severities())
                && routing.name().equals(now.name())
                && routing.policy().barred(recipient).equals(now.policy().barred(recipient))
                && routing.policy().barredDomains().equals(now.policy().barredDomains())
                && routing.zone().equals(now.zone());
    }

    void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
