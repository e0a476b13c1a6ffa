package org.postwatch.delivery.cap;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Outlet;
import org.postwatch.delivery.Secrets;
import org.postwatch.delivery.kafka.KafkaChannel;
import org.postwatch.delivery.web.Endpoint;
import org.postwatch.delivery.web.Web;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.routing.Address;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.routing.Setting;

/** Puts notices as CAP messages where they are wanted: into a folder, to an HTTP endpoint, into the recipient's topic. */
public final class CapChannel implements Channel {
    /** What stands for the recipient's own topic as the place to put messages. */
    public static final String TOPIC = "topic";

    /** What comes before the path of a folder. */
    public static final String FOLDER = "folder:";

    private final Composer composer;
    private final Destination destination;
    private final Clock clock;

    /**
     * @param web for endpoints
     * @param outlet for topics
     * @param policy for folders
     * @throws IllegalStateException if the address cannot make valid messages, or is none that may be posted to
     */
    public CapChannel(
            Routing routing,
            Recipient recipient,
            Address.Cap address,
            Secrets secrets,
            Web web,
            Outlet outlet,
            OutgoingPolicy policy) {
        this(
                address,
                routing.severities(),
                destination(routing, recipient, address, secrets, web, outlet, policy),
                web.clock());
    }

    CapChannel(Address.Cap address, List<String> severities, Destination destination, Clock clock) {
        this.clock = clock;
        this.composer = new Composer(address, severities);
        this.destination = destination;
    }

    private static Destination destination(
            Routing routing,
            Recipient recipient,
            Address.Cap address,
            Secrets secrets,
            Web web,
            Outlet outlet,
            OutgoingPolicy policy) {
        Setting setting = address.to();
        // A secret may hold where to go.
        String to = setting.isReference() ? secrets.get(setting) : setting.text();
        if (to.equals(TOPIC)) {
            return new Topic(KafkaChannel.topic(routing.district(), recipient.id()), outlet);
        }
        if (to.startsWith(FOLDER)) {
            return folder(to.substring(FOLDER.length()), policy);
        }
        return new Posted(Endpoint.of(setting, secrets, routing.policy().barredDomains()), web);
    }

    private static Destination folder(String path, OutgoingPolicy policy) {
        try {
            return new Folder(Path.of(path), policy);
        } catch (InvalidPathException e) {
            throw new IllegalStateException("cap: no folder can be named " + path, e);
        }
    }

    @Override
    public Answer send(Notice notice) throws InterruptedException {
        Alert alert = composer.compose(news(notice), clock.instant());
        return destination.put(alert, AlertXml.write(alert));
    }

    @Override
    public Optional<Duration> refresh(Notice notice, Duration known) {
        return switch (notice.status()) {
            case OPEN, EXPECTED -> Optional.of(Renewals.untilNext(news(notice), clock.instant()));
            case CLOSED, WITHDRAWN -> Optional.empty();
        };
    }

    /** No message is sent for an update; the next renewal contains its content, under the name of the news. */
    private static Notice news(Notice notice) {
        return notice.isUpdate() ? notice.asNews() : notice;
    }

    @Override
    public boolean isKept() {
        return destination instanceof Topic;
    }
}
