package org.postwatch.delivery.cap;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.delivery.spi.ChannelContext;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;

/** Puts notices as CAP messages where they are wanted: into a folder, to an HTTP endpoint, into the recipient's topic. */
final class CapChannel implements NotificationChannel {
    private final CapAlertFactory alertFactory;
    private final CapDestination destination;
    private final Clock clock;

    /** @throws IllegalStateException if the address cannot make valid messages, or must not be used */
    CapChannel(CapAddress address, ChannelContext context) {
        this(
                address,
                context.routing().severities(),
                destination(address.to(), context),
                context.http().clock());
    }

    CapChannel(CapAddress address, List<String> severities, CapDestination destination, Clock clock) {
        this.clock = clock;
        this.alertFactory = new CapAlertFactory(address, severities);
        this.destination = destination;
    }

    private static CapDestination destination(ConfigValue to, ChannelContext context) {
        // A secret may hold a URL, a folder or the word for the topic.
        String text = context.secrets().resolve(to);
        if (text.equals(CapAddress.TOPIC_TARGET)) {
            return new TopicDestination(
                    KafkaChannel.topicName(
                            context.routing().district(), context.recipient().id()),
                    context.topicWriter());
        }
        if (text.startsWith(CapAddress.FOLDER_PREFIX)) {
            return folder(text.substring(CapAddress.FOLDER_PREFIX.length()), context.outgoing());
        }
        return new HttpDestination(context.endpoint(to), context.http());
    }

    private static CapDestination folder(String path, OutgoingPolicy policy) {
        try {
            return new FolderDestination(Path.of(path), policy);
        } catch (InvalidPathException e) {
            throw new IllegalStateException("cap: no folder can be named " + path, e);
        }
    }

    @Override
    public AttemptResult send(Notice notice) throws InterruptedException {
        CapAlert alert = alertFactory.create(asNotification(notice), clock.instant());
        return destination.put(alert, CapAlertWriter.write(alert));
    }

    @Override
    public Optional<Duration> resendAfter(Notice notice, Duration known) {
        return switch (notice.status()) {
            case OPEN, EXPECTED -> Optional.of(CapRenewals.untilNext(asNotification(notice), clock.instant()));
            case CLOSED, WITHDRAWN -> Optional.empty();
        };
    }

    /** No message is sent for an update; the next renewal contains its content, under the name of the news. */
    private static Notice asNotification(Notice notice) {
        return notice.isUpdate() ? notice.asOriginalNotification() : notice;
    }

    @Override
    public boolean isRetained() {
        return destination instanceof TopicDestination;
    }
}
