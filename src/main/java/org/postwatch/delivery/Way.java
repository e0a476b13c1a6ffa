package org.postwatch.delivery;

import java.time.Instant;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;

/** The way to one recipient; without a channel when it could not be opened. */
final class Way {
    final Routing routing;
    final Recipient recipient;
    final Channel channel;
    final Instant opened;
    boolean inUse;
    boolean abandoned;

    Way(Routing routing, Recipient recipient, Channel channel, Instant opened) {
        this.routing = routing;
        this.recipient = recipient;
        this.channel = channel;
        this.opened = opened;
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
