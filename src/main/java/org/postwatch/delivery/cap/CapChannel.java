package org.postwatch.delivery.cap;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.RecipientTopicWriter;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.route.RoutingConfig;

/** Puts notices as CAP messages where they are wanted: into a folder, to an HTTP endpoint, into the recipient's topic. */
public final class CapChannel implements NotificationChannel {
    private final CapAlertFactory alertFactory;
    private final CapDestination destination;
    private final Clock clock;

    /**
     * @param web for endpoints
     * @param outlet for topics
     * @param policy for folders
     * @throws IllegalStateException if the address cannot make valid messages, or is none that may be posted to
     */
    public CapChannel(
            RoutingConfig routing,
            Recipient recipient,
            CapAddress address,
            DistrictSecrets secrets,
            HttpSender web,
            RecipientTopicWriter outlet,
            OutgoingPolicy policy) {
        this(
                address,
                routing.severities(),
                destination(routing, recipient, address, secrets, web, outlet, policy),
                web.clock());
    }

    CapChannel(CapAddress address, List<String> severities, CapDestination destination, Clock clock) {
        this.clock = clock;
        this.alertFactory = new CapAlertFactory(address, severities);
        this.destination = destination;
    }

    private static CapDestination destination(
            RoutingConfig routing,
            Recipient recipient,
            CapAddress address,
            DistrictSecrets secrets,
            HttpSender web,
            RecipientTopicWriter outlet,
            OutgoingPolicy policy) {
        ConfigValue setting = address.to();
        // A secret may hold where to go.
        String to = setting.isSecretReference() ? secrets.resolve(setting) : setting.text();
        if (to.equals(CapAddress.TOPIC_TARGET)) {
            return new TopicDestination(KafkaChannel.topicName(routing.district(), recipient.id()), outlet);
        }
        if (to.startsWith(CapAddress.FOLDER_PREFIX)) {
            return folder(to.substring(CapAddress.FOLDER_PREFIX.length()), policy);
        }
        return new HttpDestination(
                HttpEndpoint.of(setting, secrets, routing.policy().deniedDomains()), web);
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
