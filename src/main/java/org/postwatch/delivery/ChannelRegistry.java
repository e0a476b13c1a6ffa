package org.postwatch.delivery;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.model.RecipientKey;
import org.postwatch.notification.route.RoutingConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open channels to the recipients of the documents in force; sets the delivery policy of each in a reconciler.
 * Not thread-safe.
 */
final class ChannelRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryExecutor.class);

    private final DeliveryExecutor.ChannelFactory channelFactory;
    private final Clock clock;
    private final DeliveryReconciler reconciler;
    private final Map<String, RoutingConfig> routingConfigs = new HashMap<>();
    private final Map<String, RecipientChannel> channels = new HashMap<>();

    ChannelRegistry(DeliveryExecutor.ChannelFactory opener, Clock clock, DeliveryReconciler reconciler) {
        this.channelFactory = opener;
        this.clock = clock;
        this.reconciler = reconciler;
    }

    /** A district's documents; the ways follow at {@link #refresh}. */
    void updateRouting(String district, Optional<RoutingConfig> routing) {
        routing.ifPresentOrElse(now -> routingConfigs.put(district, now), () -> routingConfigs.remove(district));
    }

    /** The way to a recipient, named {@code district/recipient}. */
    RecipientChannel get(String line) {
        return channels.get(line);
    }

    /** Opens the ways of all districts. */
    void refresh() {
        List.copyOf(routingConfigs.keySet()).forEach(this::refresh);
    }

    /** Reopens channels whose settings changed; keeps the others. */
    void refresh(String district) {
        Optional<RoutingConfig> routing = Optional.ofNullable(routingConfigs.get(district));
        Set<String> gone = new TreeSet<>();
        channels.keySet().stream()
                .filter(line -> RecipientKey.parse(line).district().equals(district))
                .forEach(gone::add);
        routing.ifPresent(now -> now.recipients().values().forEach(recipient -> {
            String line = new RecipientKey(district, recipient.id()).text();
            gone.remove(line);
            RecipientChannel way = channels.get(line);
            if (way == null || !way.isUpToDate(now, recipient)) {
                open(line, now, recipient);
            }
        }));
        for (String line : gone) {
            close(channels.remove(line));
            reconciler.setPolicy(line, Optional.empty(), clock.instant());
        }
    }

    private void open(String line, RoutingConfig routing, Recipient recipient) {
        Optional.ofNullable(channels.get(line)).ifPresent(ChannelRegistry::close);
        RecipientChannel way = new RecipientChannel(routing, recipient, channelFactory);
        way.open().ifPresent(why -> LOG.error("RECIPIENT REFUSED: recipient={} reason={}", line, why));
        channels.put(line, way);
        reconciler.setPolicy(
                line,
                Optional.of(new DeliveryPolicy(
                        recipient.giveUpAfter(),
                        recipient.address().isPager(),
                        recipient.address().acceptsUpdates(),
                        way::resendAfter)),
                clock.instant());
    }

    /** All are closed, those in use as soon as they are not. */
    void close() {
        List.copyOf(channels.values()).forEach(ChannelRegistry::close);
        channels.clear();
    }

    private static void close(RecipientChannel way) {
        if (way.inUse) {
            way.closeWhenIdle = true;
        } else {
            way.close();
        }
    }
}
