package org.postwatch.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.mail.Hello;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.secrets.SecretLocation;
import org.postwatch.secrets.SecretSources;
import org.postwatch.topology.Trust;

/**
 * How one instance runs. {@code config/postwatch.yaml} explains every key; without a file everything has its default, and the
 * broker runs inside.
 *
 * @param data where the broker inside and the state of Kafka Streams are kept; never shared between instances
 * @param secrets which secrets each district may use, and where they are
 * @param outgoing which addresses may be called and which folders written to on behalf of documents
 * @param logFormat {@code text} or {@code json}
 * @param agencyClasses that documents may name: those that ship with Postwatch, and those that the file adds
 * @param security who must sign
 */
public record Configuration(
        Path data,
        Kafka kafka,
        Broker broker,
        Provisioning topics,
        Streams streams,
        Routing routing,
        Http http,
        SecretSources secrets,
        OutgoingPolicy outgoing,
        String logFormat,
        AgencyClasses agencyClasses,
        Security security) {

    /**
     * @param bootstrapServers of a cluster that is there; empty for the broker inside
     * @param client handed on to every client as it is: security above all
     */
    public record Kafka(Optional<String> bootstrapServers, Map<String, String> client) {
        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers.orElse("inside") + ", " + names(client) + "]";
        }
    }

    /**
     * The broker inside.
     *
     * @param port on 127.0.0.1; 0 takes any free one
     * @param properties of the server, over the ones that Postwatch chooses
     */
    public record Broker(int port, Map<String, String> properties) {
        @Override
        public String toString() {
            return "Broker[" + port + ", " + names(properties) + "]";
        }
    }

    /**
     * @param threads 0 for one a core, at most one a partition
     * @param standbys warm copies of the state on other instances
     * @param properties of Kafka Streams, over the ones that Postwatch chooses
     */
    public record Streams(
            String applicationId,
            int threads,
            int commitIntervalMs,
            int sessionTimeoutMs,
            int standbys,
            Map<String, String> properties) {
        @Override
        public String toString() {
            return "Streams[" + applicationId + ", " + threads + ", " + commitIntervalMs + ", " + sessionTimeoutMs
                    + ", " + standbys + ", " + names(properties) + "]";
        }
    }

    /**
     * The application that decides who is told.
     *
     * @param enabled whether this instance runs it
     * @param threads 0 for one a core, at most one a partition
     * @param watchdog whether canaries are sent, so that recipients who ask for it have a sign of life each minute
     * @param delivery whether this instance brings notices out to the world
     * @param smtpHello the fully qualified name that it sends to mail servers; absent: the host's own
     */
    public record Routing(
            boolean enabled,
            String applicationId,
            int threads,
            boolean watchdog,
            boolean delivery,
            Optional<String> smtpHello) {
        public static final Routing USUAL = new Routing(true, "postwatch-routing", 1, true, true, Optional.empty());
    }

    /**
     * Health and metrics.
     *
     * @param host the address to listen on
     * @param port 0 takes any free one
     * @param clockLagMaxSeconds how far the clock of a partition may be behind while the instance is ready
     */
    public record Http(boolean enabled, String host, int port, int clockLagMaxSeconds) {
        public static final Http USUAL = new Http(true, "127.0.0.1", 8080, 30);
    }

    /**
     * Who must sign what.
     *
     * @param feeds whether feeds without a key are refused
     * @param instanceKey where the key of the instances is; with the broker inside one is created if none is given
     */
    public record Security(Trust.Feeds feeds, Optional<SecretLocation> instanceKey) {}

    private static Security security(ConfigurationFile file, boolean inside) {
        String feeds = file.oneOf("security.feeds", inside ? List.of("open", "signed") : List.of("signed", "open"));
        Optional<SecretLocation> location =
                file.parsed("security.instance-key", SecretLocation::of, SecretLocation.EXPECTED);
        return new Security(feeds.equals("signed") ? Trust.Feeds.SIGNED : Trust.Feeds.OPEN, location);
    }

    /** Of settings that are handed on, of which some are secrets: their names only. */
    private static Set<String> names(Map<String, String> settings) {
        return new TreeSet<>(settings.keySet());
    }

    /** Everything default. */
    public static Configuration embedded() {
        return parse("defaults", "", name -> null);
    }

    /** @throws ConfigurationException with every fault, or when the file cannot be read */
    public static Configuration read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file), System::getenv);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(
                    "cannot read the configuration " + file.toAbsolutePath().normalize() + ": " + FileProblem.of(e)));
        }
    }

    static Configuration parse(String name, String text, UnaryOperator<String> environment) {
        ConfigurationFile file = new ConfigurationFile(name, text, environment);
        Path data = Path.of(file.text("data.directory").orElse("data"))
                .toAbsolutePath()
                .normalize();
        Map<String, String> client = file.below("kafka.client");
        Kafka kafka = new Kafka(file.text("kafka.bootstrap.servers").filter(servers -> !servers.isBlank()), client);
        Broker broker = new Broker(file.number("broker.port", 9092, 0, 65535), file.below("broker.properties"));
        boolean inside = kafka.bootstrapServers().isEmpty();
        Provisioning topics = new Provisioning(
                file.number("topics.partitions", 4, 1, 1000),
                file.number("topics.replication", inside ? 1 : 3, 1, inside ? 1 : 15));
        Streams streams = new Streams(
                file.text("streams.application-id").orElse("postwatch-coverage"),
                file.number("streams.threads", 0, 0, 256),
                file.number("streams.commit-interval-ms", 100, 10, 60_000),
                file.number("streams.session-timeout-ms", 6_000, 1_000, 300_000),
                file.number("streams.standbys", 0, 0, 10),
                file.below("streams.properties"));
        Routing routing = new Routing(
                file.flag("routing.enabled", true),
                file.text("routing.application-id").orElse(Routing.USUAL.applicationId()),
                file.number("routing.threads", Routing.USUAL.threads(), 0, 256),
                file.flag("watchdog.enabled", true),
                file.flag("delivery.enabled", true),
                file.text("delivery.smtp-hello", Hello::isFull, "a full host name as postwatch.district.example"));
        Http http = new Http(
                file.flag("http.enabled", Http.USUAL.enabled()),
                file.text("http.host").orElse(Http.USUAL.host()),
                file.number("http.port", Http.USUAL.port(), 0, 65535),
                file.number("health.clock-lag-max-s", Http.USUAL.clockLagMaxSeconds(), 1, 3_600));
        SecretSources secrets = SecretKeys.read(file);
        OutgoingPolicy outgoing = OutgoingKeys.read(file);
        String logFormat = file.oneOf("log.format", List.of("text", "json"));
        Security security = security(file, inside);
        AgencyClasses agencyClasses = AgencyClasses.SHIPPED.with(file.names("policy.agency-classes"));
        file.done();
        return new Configuration(
                data,
                kafka,
                broker,
                topics,
                streams,
                routing,
                http,
                secrets,
                outgoing,
                logFormat,
                agencyClasses,
                security);
    }

    /** The same with its data elsewhere, the broker inside on the given port, and health and metrics on any free one. */
    public Configuration at(Path directory, int port) {
        return new Configuration(
                directory,
                kafka,
                new Broker(port, broker.properties()),
                topics,
                streams,
                routing,
                new Http(http.enabled(), http.host(), 0, http.clockLagMaxSeconds()),
                secrets,
                outgoing,
                logFormat,
                agencyClasses,
                security);
    }

    /** What documents may use of this instance when their notices are delivered. */
    public DeliveryAccess deliveryAccess() {
        return new DeliveryAccess(secrets.resolver(), outgoing);
    }

    /** Whether the broker runs inside. */
    public boolean brokerInside() {
        return kafka.bootstrapServers().isEmpty();
    }

    /** Where clients of another process find the broker. */
    public String bootstrapServers() {
        return kafka.bootstrapServers().orElse("127.0.0.1:" + broker.port());
    }
}
