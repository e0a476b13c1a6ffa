package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.broker.SecuredBroker;
import org.postwatch.codec.EventWriter;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.event.Sighting;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.DeliveryWorker;
import org.postwatch.runtime.Node;
import org.postwatch.runtime.Provisioning;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Topics;

/**
 * Everybody logs in over TLS and SCRAM, with a password out of a file, at a broker whose authorizer knows just what
 * {@code postwatch acls --apply} told it: each can do their work, and nothing else. All the while every logger says all it can.
 */
class SecuredClusterIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final String TOKEN = "w3bhook-s3cret-token";
    private static final String BOARD = "postwatch.recipient.d.board";
    private static final String OFFICE = "postwatch.recipient.d.office";
    private static final List<String> ROLES = List.of(
            "instance",
            "delivery",
            "provisioner",
            "planner",
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
              - { id: board, kafka: {} }
              - { id: office, kafka: {} }
              - { id: hook, webhook: { url: "http://127.0.0.1:9/none", secrets: ["file:%s"] } }
            routes:
              to: []
              routes:
                - match: { kind: [weapon-seen] }
                  to: [board, hook]
                - match: { kind: [conduct] }
                  to: [office]
            """;

    private static final EventWriter WRITER = new EventWriter();
    private static final Map<String, String> PASSWORDS = new TreeMap<>();

    @TempDir
    static Path directory;

    private static SecuredBroker broker;
    private static Eavesdropper ear;
    private static Path district;
    private static Node node;
    private static DeliveryWorker delivery;

    @BeforeAll
    static void start() throws Exception {
        ROLES.forEach(role -> PASSWORDS.put("postwatch-" + role, "s3cret-of-" + role));
        PASSWORDS.put(BOARD, "s3cret-of-board");
        PASSWORDS.put(OFFICE, "s3cret-of-office");
        List<String> secrets = new ArrayList<>(PASSWORDS.values());
        secrets.addAll(List.of(TOKEN, SecuredBroker.KEYSTORE_PASSWORD));
        ear = Eavesdropper.listen(secrets);
        broker = SecuredBroker.start(directory);
        broker.users(PASSWORDS);
        Files.write(
                directory.resolve("passwords"),
                PASSWORDS.entrySet().stream()
                        .map(login -> login.getKey() + "=" + login.getValue())
                        .toList());
        Path token = Files.writeString(directory.resolve("token"), TOKEN);
        district = Files.createDirectory(directory.resolve("d"));
        Files.writeString(district.resolve("district.yaml"), DISTRICT);
        Files.writeString(district.resolve("routing.yaml"), ROUTING.formatted(token));
        Files.writeString(
                directory.resolve("admin.yaml"),
                "kafka.bootstrap.servers: " + broker.administrators() + "\ndelivery.enabled: false\n");

        Said applied = Said.by("acls", "-c", admin(), "--districts", district.toString(), "--apply");
        assertThat(applied.status()).as(applied.err()).isZero();
        try (Admin provisioner = Admin.create(clients("provisioner").admin())) {
            new Provisioning(4, 1).ensure(provisioner, Topics.live());
        }
        node = Node.start(
                Configuration.read(Path.of(config("instance"))),
                () -> CoverageTopology.build(StateIn.MEMORY),
                () -> RoutingTopology.build(StateIn.MEMORY));
        delivery = DeliveryWorker.start(clients("delivery"), 1);
        assertThat(node.awaitRunning(WAIT_MAX)).isTrue();
        Said plans = Said.by(
                "plan", "apply", district.toString(), "-c", config("planner"), "--author", "m", "--reason", "first");
        assertThat(plans.status()).as(plans.err()).isZero();
    }

    @AfterAll
    static void stop() {
        if (delivery != null) {
            delivery.close();
        }
        if (node != null) {
            node.close();
        }
        if (broker != null) {
            broker.close();
        }
        List<String> overheard = List.copyOf(ear.overheard());
        ear.close();
        assertThat(overheard).isEmpty();
    }

    @Test
    void from_a_feed_to_a_recipient_everybody_does_their_work() throws Exception {
        Event weapon = new Sighting(origin("cameras", "w-1"), EventType.WEAPON_SEEN, "a", Optional.empty());
        assertThat(send("feed-camera", weapon)).isEqualTo("");
        Event fight = new ConductSeen(origin("staff", "f-1"), "a", "fight", false, Optional.empty());
        assertThat(send("feed-conduct", fight)).isEqualTo("");

        awaitRecord(BOARD, BOARD, BOARD + ".1", "weapon-seen");
        awaitRecord(OFFICE, OFFICE, OFFICE + ".1", "conduct");
        awaitRecord("postwatch-operations-center", Topics.INCIDENTS, "postwatch.operations-center.1", "weapon-seen");
        awaitRecord("postwatch-school-administration", Topics.CONDUCT_EVENTS, null, "fight");
        awaitRecord("postwatch-analytics", Topics.INTERVALS, "postwatch.analytics.1", "UNKNOWN");
        assertThat(Said.by("status", "-c", config("operations-center")).out()).contains("UNKNOWN");

        Said ack = Said.by("ack", "weapon-seen/a/cameras/w-1", "--by", "dana", "-c", config("operations-center"));
        assertThat(ack.out()).as(ack.err()).isEqualTo("taken: acknowledged weapon-seen/a/cameras/w-1\n");
        awaitRecord(BOARD, BOARD, null, "acknowledged");
        assertThat(Said.by("disclosures", "-c", config("auditor")).out())
                .contains("d/board", "by dana (logged in as postwatch-operations-center)");
        assertThat(Said.by("deliveries", "-c", config("auditor")).out()).contains("d", "board", "delivered");

        Said wrong = Said.by("resolve", "weapon-seen/a/cameras/none", "-c", config("operations-center"));
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("not known: ").contains("which this login may not read");
        awaitRecord("postwatch-feed-support", Topics.DEAD_LETTERS, "postwatch.feed-support.1", "none");
    }

    /** What the authorizer answers about every topic, for every login. */
    @Test
    void each_reads_and_writes_this_and_nothing_else() throws Exception {
        // Recipients' topics are made with their first notices.
        send("feed-camera", new Sighting(origin("cameras", "w-3"), EventType.WEAPON_SEEN, "a", Optional.empty()));
        send("feed-conduct", new ConductSeen(origin("staff", "f-3"), "a", "fight", false, Optional.empty()));
        awaitRecord(BOARD, BOARD, BOARD + ".2", "w-3");
        awaitRecord(OFFICE, OFFICE, OFFICE + ".2", "f-3");
        List<String> inputs = List.of(
                Topics.PLANS, Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);
        may(
                "instance",
                with(inputs, Topics.COMMANDS, Topics.CONDUCT_EVENTS, Topics.TRANSITIONS, Topics.DELIVERIES),
                List.of(
                        Topics.COVERAGE,
                        Topics.INTERVALS,
                        Topics.INCIDENTS,
                        Topics.TRANSITIONS,
                        Topics.DEAD_LETTERS,
                        Topics.NOTICES,
                        Topics.DISCLOSURES,
                        Topics.CLOCK,
                        Topics.PLANS,
                        Topics.STAFFING_EVENTS));
        may(
                "delivery",
                List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS),
                List.of(Topics.DELIVERIES, BOARD, OFFICE));
        may("provisioner", List.of(), List.of());
        may("planner", List.of(Topics.PLANS), List.of(Topics.PLANS));
        may("feed-entrance", List.of(), List.of(Topics.ENTRANCE_EVENTS));
        may("feed-camera", List.of(), List.of(Topics.CAMERA_EVENTS));
        may("feed-staffing", List.of(), List.of(Topics.STAFFING_EVENTS));
        may("feed-conduct", List.of(), List.of(Topics.CONDUCT_EVENTS));
        may(
                "operations-center",
                List.of(Topics.COVERAGE, Topics.INTERVALS, Topics.INCIDENTS, Topics.TRANSITIONS, Topics.PLANS),
                List.of(Topics.COMMANDS));
        may("school-administration", List.of(Topics.CONDUCT_EVENTS), List.of());
        may("analytics", List.of(Topics.INTERVALS), List.of());
        may("auditor", List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.DISCLOSURES), List.of());
        may("feed-support", List.of(Topics.DEAD_LETTERS), List.of());
        mayAs(BOARD, List.of(BOARD), List.of());
        mayAs(OFFICE, List.of(OFFICE), List.of());
    }

    @Test
    void whoever_tries_more_is_refused() throws Exception {
        assertThatThrownBy(() -> read(BOARD, OFFICE, null)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(BOARD, BOARD, "another-group")).isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> read(BOARD, BOARD, OFFICE + ".1")).isInstanceOf(GroupAuthorizationException.class);
        for (String login : List.of("feed-camera", "feed-conduct", "operations-center", "analytics", "planner")) {
            assertThatThrownBy(() -> read("postwatch-" + login, Topics.CONDUCT_EVENTS, null))
                    .as(login)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> read("postwatch-feed-camera", Topics.INCIDENTS, null))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("postwatch-analytics", Topics.COMMANDS, null))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("postwatch-operations-center", Topics.DEAD_LETTERS, null))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write("postwatch-feed-camera", Topics.ENTRANCE_EVENTS))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        // One that may write nowhere is not even let begin.
        assertThatThrownBy(() -> write("postwatch-analytics", Topics.INTERVALS))
                .hasCauseInstanceOf(ClusterAuthorizationException.class);
        assertThat(send("feed-camera", new ConductSeen(origin("staff", "f-2"), "a", "fight", false, Optional.empty())))
                .contains("Not authorized to access topics: [postwatch.conduct.events]");
        Said plan = Said.by(
                "plan",
                "apply",
                district.toString(),
                "-c",
                config("operations-center"),
                "--author",
                "m",
                "--reason",
                "none");
        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("Transactional Id authorization failed");
        Said acls = Said.by("acls", "-c", config("instance"), "--apply");
        assertThat(acls.status()).isEqualTo(1);
        assertThat(acls.err()).contains("a login that may describe and alter the cluster");
    }

    @Test
    void a_wrong_password_is_said_without_it() throws Exception {
        Path file = Files.writeString(
                directory.resolve("wrong.yaml"),
                Files.readString(Path.of(config("analytics"))).replace("${file:", "x-${file:"));
        Said said = Said.by("status", "-v", "-c", file.toString());
        ear.everything();
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("invalid credentials").doesNotContain("s3cret");
    }

    @Test
    void no_secret_is_in_any_log_or_topic() throws Exception {
        Said verbose = Said.by("status", "-v", "-c", config("operations-center"));
        ear.everything();
        assertThat(verbose.out() + verbose.err()).doesNotContain("s3cret");
        // The webhook is asked for, with its token; nobody is there.
        assertThat(send(
                        "feed-camera",
                        new Sighting(origin("cameras", "w-2"), EventType.WEAPON_SEEN, "a", Optional.empty())))
                .isEqualTo("");
        awaitRecord("postwatch-auditor", Topics.NOTICES, null, "w-2");

        assertThat(ear.lines()).isGreaterThan(1_000);
        assertThat(ear.overheard()).isEmpty();
        int looked = 0;
        try (Admin all = Admin.create(broker.administrator());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        broker.administrator(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = all
                    .listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(false))
                    .names()
                    .get(30, TimeUnit.SECONDS)
                    .stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + WAIT_MAX.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    looked++;
                    assertThat(words(record)).as(record.topic()).doesNotContain("s3cret");
                }
            }
        }
        assertThat(looked).isGreaterThan(20);
    }

    @Test
    void rights_are_set_once_and_those_that_are_stale_go_only_when_asked_to() {
        String[] again = {"acls", "-c", admin(), "--districts", district.toString(), "--apply", "--dry-run"};
        assertThat(Said.by(again).out()).isEmpty();

        Said fewer = Said.by("acls", "-c", admin(), "--in-force", "--apply", "--dry-run");
        assertThat(fewer.out()).as(fewer.err()).isEmpty();

        String other = "delivery=User:somebody-else";
        Said moved = Said.by("acls", "-c", admin(), "--role", "delivery", "--principal", other, "--apply");
        assertThat(moved.out().lines()).hasSize(7).allMatch(line -> line.startsWith("+ User:somebody-else  "));
        Said stale = Said.by(again);
        assertThat(stale.out().lines()).hasSize(7).allMatch(line -> line.startsWith("? User:somebody-else  "));
        assertThat(stale.err()).contains("stale and kept (?) 7; --prune removes them");

        Said pruned =
                Said.by("acls", "-c", admin(), "--districts", district.toString(), "--apply", "--prune", "--json");
        assertThat(pruned.out().lines().filter(line -> line.contains("\"removed\"")))
                .hasSize(7);
        assertThat(pruned.out().lines().filter(line -> line.contains("\"added\"")))
                .isEmpty();
        assertThat(Said.by(again).out()).isEmpty();
    }

    private static void may(String role, List<String> read, List<String> write) throws Exception {
        mayAs("postwatch-" + role, read, write);
    }

    private static void mayAs(String login, List<String> read, List<String> write) throws Exception {
        Set<String> reads = new TreeSet<>();
        Set<String> writes = new TreeSet<>();
        try (Admin admin = Admin.create(clientsOf(login).admin())) {
            List<String> topics =
                    with(Topics.live().stream().map(spec -> spec.name()).toList(), BOARD, OFFICE);
            admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues()
                    .forEach((topic, future) -> {
                        try {
                            TopicDescription found = future.get(30, TimeUnit.SECONDS);
                            if (found.authorizedOperations().contains(AclOperation.READ)) {
                                reads.add(topic);
                            }
                            if (found.authorizedOperations().contains(AclOperation.WRITE)) {
                                writes.add(topic);
                            }
                        } catch (ExecutionException e) {
                            assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    });
        }
        assertThat(reads).as("%s reads", login).isEqualTo(new TreeSet<>(read));
        assertThat(writes).as("%s writes", login).isEqualTo(new TreeSet<>(write));
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }

    /** What the feed was told; empty when all is well. */
    private static String send(String role, Event event) throws Exception {
        Path file = Files.write(directory.resolve("e-" + event.origin().id() + ".ndjson"), WRITER.write(event));
        return Said.by("send", file.toString(), "-c", config(role)).err();
    }

    private static void write(String login, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                clientsOf(login).producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[0])).get(30, TimeUnit.SECONDS);
        }
    }

    private static void read(String login, String topic, String group) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(login, topic, group)) {
            consumer.poll(Duration.ofSeconds(10));
        }
    }

    private static void awaitRecord(String login, String topic, String group, String holding) throws Exception {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(login, topic, group)) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (words(record).contains(holding)) {
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
    private static KafkaConsumer<byte[], byte[]> consumer(String login, String topic, String group) throws Exception {
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

    private static String words(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder words = new StringBuilder();
        Stream.of(record.key(), record.value())
                .filter(bytes -> bytes != null)
                .forEach(bytes -> words.append(new String(bytes, UTF_8)).append(' '));
        record.headers()
                .forEach(header ->
                        words.append(new String(header.value() == null ? new byte[0] : header.value(), UTF_8)));
        return words.toString();
    }

    private static Origin origin(String source, String id) {
        return new Origin("d", source, id, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static String admin() {
        return directory.resolve("admin.yaml").toString();
    }

    private static ClientSettings clients(String role) throws Exception {
        return clientsOf("postwatch-" + role);
    }

    private static ClientSettings clientsOf(String login) throws Exception {
        return ClientSettings.of(Configuration.read(Path.of(configOf(login))));
    }

    private static String config(String role) throws Exception {
        return configOf("postwatch-" + role);
    }

    private static String configOf(String login) throws Exception {
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
                    delivery.enabled: false
                    """.formatted(directory, broker.bootstrapServers(), broker.certificate(), login, password));
        }
        return file.toString();
    }
}
