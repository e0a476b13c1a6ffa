package org.postwatch.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.mail.SmtpHeloName;
import org.postwatch.http.HttpAddress;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.secrets.SecretLocation;
import org.postwatch.secrets.SecretSources;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.text.WireName;

/**
 * The configuration of one instance. {@code config/postwatch.yaml} explains every key. Without a file every key has
 * its default and the broker is embedded.
 *
 * @param data the directory of the embedded broker and of the Kafka Streams state; never shared between instances
 * @param roles what this instance does
 * @param front where the front server listens, if the instance has the role intake
 * @param secrets which secrets each district may use, and where they are
 * @param outgoingPolicy the addresses and folders that documents may use
 * @param logFormat {@code text} or {@code json}
 * @param agencyClasses the classes that documents may name: the shipped ones and those of the file
 * @param security the signing of feeds and instances
 */
public record Configuration(
        Path dataDirectory,
        KafkaOptions kafka,
        EmbeddedBrokerOptions broker,
        TopicProvisioner topics,
        StreamsOptions streams,
        Set<InstanceRole> roles,
        NotificationOptions notification,
        ManagementOptions management,
        HttpAddress front,
        SecretSources secrets,
        OutgoingPolicy outgoingPolicy,
        String logFormat,
        AgencyClasses agencyClasses,
        SecurityOptions security) {
    private static final Set<InstanceRole> ALL_ROLES = Collections.unmodifiableSet(EnumSet.allOf(InstanceRole.class));

    /**
     * @param bootstrapServers of a cluster that is there; empty for the embedded broker
     * @param clientProperties passed to every client unchanged, such as the security settings
     * @param commandWaitSeconds how long a command waits for a broker that does not answer or has no topics yet
     */
    public record KafkaOptions(
            Optional<String> bootstrapServers, Map<String, String> clientProperties, int commandWaitSeconds) {
        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers.orElse("inside") + ", " + keyNames(clientProperties) + ", "
                    + commandWaitSeconds + "]";
        }
    }

    /** The embedded broker.
     *
     * @param port on 127.0.0.1; 0 takes any free one
     * @param properties server settings that override the ones that Postwatch sets
     */
    public record EmbeddedBrokerOptions(int port, Map<String, String> overrides) {
        @Override
        public String toString() {
            return "Broker[" + port + ", " + keyNames(overrides) + "]";
        }
    }

    /**
     * @param threads 0 for one per core; at most one per partition
     * @param standbys standby replicas of the state on other instances
     * @param properties Kafka Streams settings that override the ones that Postwatch sets
     */
    public record StreamsOptions(
            String applicationId,
            int threads,
            int commitIntervalMs,
            int sessionTimeoutMs,
            int standbys,
            Map<String, String> overrides) {
        @Override
        public String toString() {
            return "Streams[" + applicationId + ", " + threads + ", " + commitIntervalMs + ", " + sessionTimeoutMs
                    + ", " + standbys + ", " + keyNames(overrides) + "]";
        }
    }

    /**
     * The application that decides who is notified.
     *
     * @param threads 0 for one per core; at most one per partition
     * @param watchdog whether canaries are sent, so that recipients with {@code watchdog: true} get a notice each
     * minute
     * @param smtpHeloName the fully qualified host name to send to mail servers; default: the name of the host
     */
    public record NotificationOptions(
            String applicationId, int threads, boolean isWatchdogEnabled, Optional<String> smtpHeloName) {
        public static final NotificationOptions DEFAULT =
                new NotificationOptions("postwatch-notification", 1, true, Optional.empty());
    }

    /**
     * Health and metrics.
     *
     * @param host the address to listen on
     * @param port 0 takes any free one
     * @param clockLagMaxSeconds how far the clock of a partition may be behind while the instance is ready
     */
    public record ManagementOptions(boolean isEnabled, String host, int port, int maxClockLagSeconds) {
        public static final ManagementOptions DEFAULT = new ManagementOptions(true, "127.0.0.1", 8080, 30);
    }

    /**
     * Who must sign records.
     *
     * @param feedSigning whether feeds without a key are rejected
     * @param instanceKey the location of the instances' key; with the embedded broker a key is created if none is given
     */
    public record SecurityOptions(
            RecordAuthentication.FeedSigningMode feedSigning, Optional<SecretLocation> instanceKey) {}

    private static SecurityOptions security(ConfigurationFile file, boolean inside) {
        String feeds = file.oneOf("security.feeds", inside ? List.of("open", "signed") : List.of("signed", "open"));
        Optional<SecretLocation> location =
                file.parsed("security.instance-key", SecretLocation::of, SecretLocation.EXPECTED_FORMAT);
        return new SecurityOptions(
                feeds.equals("signed")
                        ? RecordAuthentication.FeedSigningMode.SIGNED
                        : RecordAuthentication.FeedSigningMode.OPEN,
                location);
    }

    private static Set<InstanceRole> roles(ConfigurationFile file) {
        List<String> names = file.list(
                "roles",
                name -> WireName.find(InstanceRole.class, name).isPresent(),
                "some of " + ALL_ROLES.stream().map(WireName::wireName).collect(Collectors.joining(", ")));
        return names.isEmpty()
                ? ALL_ROLES
                : names.stream()
                        .flatMap(name -> WireName.find(InstanceRole.class, name).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(InstanceRole.class)));
    }

    /** The names of pass-through settings; their values may be secrets. */
    private static Set<String> keyNames(Map<String, String> settings) {
        return new TreeSet<>(settings.keySet());
    }

    /** The defaults. */
    public static Configuration defaults() {
        return parse("defaults", "", name -> null);
    }

    /** @throws ConfigurationException with all errors, or if the file cannot be read */
    public static Configuration read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file), System::getenv);
        } catch (IOException e) {
            throw new ConfigurationException(List.of(
                    "cannot read the configuration " + file.toAbsolutePath().normalize() + ": " + FileProblem.of(e)));
        }
    }

    public static Configuration parse(String name, String text, UnaryOperator<String> environment) {
        ConfigurationFile file = new ConfigurationFile(name, text, environment);
        Path data = Path.of(file.text("data.directory").orElse("data"))
                .toAbsolutePath()
                .normalize();
        Map<String, String> client = file.subtree("kafka.client");
        KafkaOptions kafka = new KafkaOptions(
                file.text("kafka.bootstrap.servers").filter(servers -> !servers.isBlank()),
                client,
                file.number("kafka.command-wait-seconds", 60, 1, 3_600));
        EmbeddedBrokerOptions broker = new EmbeddedBrokerOptions(
                file.number("broker.port", 9092, 0, 65535), file.subtree("broker.properties"));
        boolean inside = kafka.bootstrapServers().isEmpty();
        TopicProvisioner topics = new TopicProvisioner(
                file.number("topics.partitions", 4, 1, 1000),
                file.number("topics.replication", inside ? 1 : 3, 1, inside ? 1 : 15));
        StreamsOptions streams = new StreamsOptions(
                file.text("streams.application-id").orElse("postwatch-coverage"),
                file.number("streams.threads", 0, 0, 256),
                file.number("streams.commit-interval-ms", 100, 10, 60_000),
                file.number("streams.session-timeout-ms", 6_000, 1_000, 300_000),
                file.number("streams.standbys", 0, 0, 10),
                file.subtree("streams.properties"));
        Set<InstanceRole> roles = roles(file);
        NotificationOptions routing = new NotificationOptions(
                file.text("notification.application-id").orElse(NotificationOptions.DEFAULT.applicationId()),
                file.number("notification.threads", NotificationOptions.DEFAULT.threads(), 0, 256),
                file.flag("watchdog.enabled", true),
                file.text(
                        "delivery.smtp-helo-name",
                        SmtpHeloName::isFullyQualified,
                        "a full host name such as postwatch.district.example"));
        ManagementOptions management = HttpConfigReader.management(file);
        HttpAddress front = HttpConfigReader.front(file);
        SecretSources secrets = SecretsConfigReader.read(file);
        OutgoingPolicy outgoing = OutgoingConfigReader.read(file);
        String logFormat = file.oneOf("log.format", List.of("text", "json"));
        SecurityOptions security = security(file, inside);
        AgencyClasses agencyClasses = AgencyClasses.SHIPPED.with(file.names("policy.agency-classes"));
        file.throwIfInvalid();
        return new Configuration(
                data,
                kafka,
                broker,
                topics,
                streams,
                roles,
                routing,
                management,
                front,
                secrets,
                outgoing,
                logFormat,
                agencyClasses,
                security);
    }

    /** A copy with another data directory, the embedded broker on the given port, and the HTTP servers on any free port. */
    public Configuration relocatedTo(Path directory, int port) {
        return new Configuration(
                directory,
                kafka,
                new EmbeddedBrokerOptions(port, broker.overrides()),
                topics,
                streams,
                roles,
                notification,
                new ManagementOptions(management.isEnabled(), management.host(), 0, management.maxClockLagSeconds()),
                new HttpAddress(front.name(), front.host(), 0, front.tls(), front.proxies()),
                secrets,
                outgoingPolicy,
                logFormat,
                agencyClasses,
                security);
    }

    /** Whether this instance has a role. */
    public boolean has(InstanceRole role) {
        return roles.contains(role);
    }

    /** The resources of this instance that documents may use in delivery. */
    public DeliveryAccess deliveryAccess() {
        return new DeliveryAccess(secrets.resolver(), outgoingPolicy);
    }

    /** Whether the broker is embedded. */
    public boolean usesEmbeddedBroker() {
        return kafka.bootstrapServers().isEmpty();
    }

    /** The broker address for clients in other processes. */
    public String bootstrapServers() {
        return kafka.bootstrapServers().orElse("127.0.0.1:" + broker.port());
    }
}
