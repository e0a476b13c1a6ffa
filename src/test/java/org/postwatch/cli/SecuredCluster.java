package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.broker.SecuredBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;
import org.postwatch.wire.EventWriter;

/**
 * Everybody logs in over TLS and SCRAM, with a password out of a file, at a broker whose authorizer knows just what
 * {@code postwatch acls --apply} granted. All the while every logger says all it can.
 */
final class SecuredCluster implements AutoCloseable {
    static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final String TOKEN = "w3bhook-s3cret-token";
    static final String BOARD = "postwatch.recipient.d.board";
    static final String OFFICE = "postwatch.recipient.d.office";
    private static final List<String> ROLES = List.of(
            "instance",
            "delivery",
            "intake",
            "provisioner",
            "planner",
            "access-administrator",
            "feed-entrance",
            "feed-camera",
            "feed-staffing",
            "feed-conduct",
            "operations-center",
            "school-administration",
            "analytics",
            "auditor",
            "feed-support");
    private static final String DISTRICT = SmallDistrict.DOCUMENT.replace(
            "feeds:",
            "feeds:\n  - { source: cameras, types: [weapon], limit: 60m }\n"
                    + "  - { source: staff, types: [conduct], limit: 60m }");
    private static final String ROUTING = """
            recipients:
              - { id: board, agency: district, kafka: {} }
              - { id: office, agency: district, kafka: {} }
              - { id: hook, agency: district, webhook: { url: "http://127.0.0.1:9/none", secrets: ["secret:hook"] } }
            routes:
              to: []
              routes:
                - match: { kind: [weapon-seen] }
                  to: [board, hook]
                - match: { kind: [conduct] }
                  to: [office]
            """;

    private static final EventWriter WRITER = new EventWriter();
    private static final Map<String, String> PASSWORDS = passwords();

    private final Path directory;
    private final Path district;
    private final SecuredBroker broker;
    private final SecretLeakDetector leakDetector;
    private PostwatchServer server;
    private DeliveryWorker delivery;

    /** Makes the broker, the logins and their files. */
    private SecuredCluster(Path directory) throws Exception {
        this.directory = directory;
        List<String> secrets = new ArrayList<>(PASSWORDS.values());
        secrets.addAll(List.of(TOKEN, SecuredBroker.KEYSTORE_PASSWORD));
        leakDetector = SecretLeakDetector.start(secrets);
        broker = SecuredBroker.start(directory);
        broker.createUsers(PASSWORDS);
        Files.write(
                directory.resolve("passwords"),
                PASSWORDS.entrySet().stream()
                        .map(login -> login.getKey() + "=" + login.getValue())
                        .toList());
        district = Files.createDirectory(directory.resolve("d"));
        Files.writeString(district.resolve("district.yaml"), DISTRICT);
        Files.writeString(district.resolve("routing.yaml"), ROUTING);
        Files.writeString(
                directory.resolve("admin.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + broker.adminBootstrapServers()
                        + "\nroles: [coverage, notification, intake]\n");
    }

    /** Returns when everybody has their rights, and an instance and delivery run on theirs. */
    static SecuredCluster start(Path directory) throws Exception {
        SecuredCluster cluster = new SecuredCluster(directory);
        try {
            cluster.run();
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private void run() throws Exception {
        CliResult applied = CliResult.run("acls", "-c", admin(), "--districts", district.toString(), "--apply");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        try (Admin provisioner = Admin.create(clients("provisioner").admin())) {
            new TopicProvisioner(4, 1).ensure(provisioner, Topics.liveSpecs());
        }
        server = PostwatchServer.start(
                Configuration.read(Path.of(config("instance"))),
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())),
                () -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        delivery = DeliveryWorker.start(clients("delivery"), 1, SampleRecipients.access((district, name) -> TOKEN));
        assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
        CliResult plans = CliResult.run(
                "plan", "apply", district.toString(), "-c", config("planner"), "--author", "m", "--reason", "first");
        assertThat(plans.exitCode()).as(plans.err()).isZero();
    }

    private static Map<String, String> passwords() {
        Map<String, String> passwords = new TreeMap<>();
        ROLES.forEach(role -> passwords.put("postwatch-" + role, "s3cret-of-" + role));
        passwords.put(BOARD, "s3cret-of-board");
        passwords.put(OFFICE, "s3cret-of-office");
        return passwords;
    }

    /** Asked again when all has stopped: nobody may have said a secret in their last words either. */
    @Override
    public void close() {
        if (delivery != null) {
            delivery.close();
        }
        if (server != null) {
            server.close();
        }
        broker.close();
        List<String> overheard = List.copyOf(leakDetector.leaks());
        leakDetector.close();
        assertThat(overheard).isEmpty();
    }

    SecuredBroker broker() {
        return broker;
    }

    SecretLeakDetector leakDetector() {
        return leakDetector;
    }

    Path directory() {
        return directory;
    }

    /** The folder of its one district. */
    String district() {
        return district.toString();
    }

    /** What the feed was notified; empty when all is well. */
    String send(String role, Event event) throws Exception {
        Path file = Files.write(directory.resolve("e-" + event.origin().id() + ".ndjson"), WRITER.write(event));
        return CliResult.run("send", file.toString(), "-c", config(role)).err();
    }

    void write(String login, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                clientsOf(login).producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[0])).get(30, TimeUnit.SECONDS);
        }
    }

    void read(String login, String topic, String group) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(login, topic, group)) {
            consumer.poll(Duration.ofSeconds(10));
        }
    }

    void awaitRecord(String login, String topic, String group, String holding) throws Exception {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(login, topic, group)) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (toText(record).contains(holding)) {
                        return;
                    }
                }
                assertThat(System.nanoTime())
                        .as("'%s' on %s, as %s", holding, topic, login)
                        .isLessThan(deadline);
            }
        }
    }

    /** In a group, or without any. */
    KafkaConsumer<byte[], byte[]> consumer(String login, String topic, String group) throws Exception {
        Map<String, Object> settings = new HashMap<>(clientsOf(login).consumer());
        if (group != null) {
            settings.put("group.id", group);
        }
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            if (group != null) {
                consumer.subscribe(List.of(topic));
            } else {
                consumer.assign(consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList());
                consumer.seekToBeginning(consumer.assignment());
            }
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    static String toText(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder words = new StringBuilder();
        Stream.of(record.key(), record.value())
                .filter(bytes -> bytes != null)
                .forEach(bytes -> words.append(new String(bytes, UTF_8)).append(' '));
        record.headers()
                .forEach(header ->
                        words.append(new String(header.value() == null ? new byte[0] : header.value(), UTF_8)));
        return words.toString();
    }

    static EventOrigin origin(String source, String id) {
        return new EventOrigin("d", source, id, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    String admin() {
        return directory.resolve("admin.yaml").toString();
    }

    ClientSettings clients(String role) throws Exception {
        return clientsOf("postwatch-" + role);
    }

    ClientSettings clientsOf(String login) throws Exception {
        return ClientSettings.of(Configuration.read(Path.of(configOf(login))));
    }

    String config(String role) throws Exception {
        return configOf("postwatch-" + role);
    }

    String configOf(String login) throws Exception {
        Path file = directory.resolve(login + ".yaml");
        if (!Files.exists(file)) {
            // Where it stands in the file itself, or comes out of the environment, settings hold it as it is.
            String password = login.equals("postwatch-instance")
                    ? PASSWORDS.get(login)
                    : "${file:%s/passwords:%s}".formatted(directory, login);
            Files.writeString(
                    file, """
                    data.directory: %1$s/data
                    kafka:
                      bootstrap.servers: %2$s
                      client:
                        security.protocol: SASL_SSL
                        ssl.truststore.type: PEM
                        ssl.truststore.location: %3$s
                        sasl.mechanism: SCRAM-SHA-512
                        sasl.jaas.config: >-
                          org.apache.kafka.common.security.scram.ScramLoginModule required
                          username="%4$s" password="%5$s";
                        config.providers: file
                        config.providers.file.class: org.apache.kafka.common.config.provider.FileConfigProvider
                    topics.replication: 1
                    roles: [coverage, notification, intake]
                    security.feeds: open
                    outgoing.allow: [127.0.0.1]
                    """.formatted(directory, broker.bootstrapServers(), broker.certificate(), login, password));
        }
        return file.toString();
    }
}
