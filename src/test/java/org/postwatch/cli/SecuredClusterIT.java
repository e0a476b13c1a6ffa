package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.cli.SecuredCluster.BOARD;
import static org.postwatch.cli.SecuredCluster.MAX_WAIT;
import static org.postwatch.cli.SecuredCluster.OFFICE;
import static org.postwatch.cli.SecuredCluster.origin;
import static org.postwatch.cli.SecuredCluster.toText;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.streams.Topics;

/** At a cluster with an authorizer each can do their work, and nothing else; and no secret is shown or written. */
class SecuredClusterIT {
    @TempDir
    static Path directory;

    private static SecuredCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = SecuredCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void every_role_can_do_its_work() throws Exception {
        Event weapon = new DetectionEvent(origin("cameras", "w-1"), EventType.WEAPON_SEEN, "a", Optional.empty());
        assertThat(cluster.send("feed-camera", weapon)).isEqualTo("");
        Event fight = new ConductEvent(origin("staff", "f-1"), "a", "fight", false, Optional.empty());
        assertThat(cluster.send("feed-conduct", fight)).isEqualTo("");

        cluster.awaitRecord(BOARD, BOARD, BOARD + ".1", "weapon-seen");
        cluster.awaitRecord(OFFICE, OFFICE, OFFICE + ".1", "conduct");
        cluster.awaitRecord(
                "postwatch-operations-center", Topics.INCIDENTS, "postwatch.operations-center.1", "weapon-seen");
        cluster.awaitRecord("postwatch-school-administration", Topics.CONDUCT_EVENTS, null, "fight");
        cluster.awaitRecord("postwatch-analytics", Topics.INTERVALS, "postwatch.analytics.1", "UNCOVERED");
        assertThat(CliResult.run("status", "-c", cluster.config("operations-center"))
                        .out())
                .contains("UNCOVERED");

        CliResult ack = CliResult.run(
                "ack", "weapon-seen/a/cameras/w-1", "--by", "dana", "-c", cluster.config("operations-center"));
        assertThat(ack.out()).as(ack.err()).isEqualTo("accepted: acknowledged weapon-seen/a/cameras/w-1\n");
        cluster.awaitRecord(BOARD, BOARD, null, "acknowledged");
        assertThat(CliResult.run("disclosures", "-c", cluster.config("auditor")).out())
                .contains("d/board", "by dana");
        assertThat(CliResult.run("deliveries", "-c", cluster.config("auditor")).out())
                .contains("d", "board", "delivered");

        CliResult wrong =
                CliResult.run("resolve", "weapon-seen/a/cameras/none", "-c", cluster.config("operations-center"));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("unknown result: ").contains("this login may not read");
        cluster.awaitRecord("postwatch-feed-support", Topics.DEAD_LETTERS, "postwatch.feed-support.1", "none");
    }

    /** What the authorizer answers about every topic, for every login. */
    @Test
    void every_role_reads_and_writes_its_topics_only() throws Exception {
        // Recipients' topics are made with their first notices.
        cluster.send(
                "feed-camera",
                new DetectionEvent(origin("cameras", "w-3"), EventType.WEAPON_SEEN, "a", Optional.empty()));
        cluster.send("feed-conduct", new ConductEvent(origin("staff", "f-3"), "a", "fight", false, Optional.empty()));
        cluster.awaitRecord(BOARD, BOARD, BOARD + ".2", "w-3");
        cluster.awaitRecord(OFFICE, OFFICE, OFFICE + ".2", "f-3");
        List<String> inputs = List.of(
                Topics.PLANS, Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);
        assertRoleMay(
                "instance",
                with(
                        inputs,
                        Topics.COMMANDS,
                        Topics.CONDUCT_EVENTS,
                        Topics.TRANSITIONS,
                        Topics.CANARIES,
                        Topics.DELIVERIES,
                        Topics.PENDING_DELIVERIES,
                        Topics.COVERAGE,
                        Topics.SECRETS,
                        Topics.ACCESS,
                        Topics.ROSTERS,
                        Topics.DEAD_LETTERS,
                        Topics.MISPLACED),
                List.of(
                        Topics.COVERAGE,
                        Topics.INTERVALS,
                        Topics.INCIDENTS,
                        Topics.TRANSITIONS,
                        Topics.CANARIES,
                        Topics.DEAD_LETTERS,
                        Topics.ALERTS,
                        Topics.NOTICES,
                        Topics.DISCLOSURES,
                        Topics.SECRETS,
                        Topics.CLOCK,
                        Topics.PLANS,
                        Topics.ENTRANCE_EVENTS,
                        Topics.CAMERA_EVENTS,
                        Topics.STAFFING_EVENTS,
                        Topics.CONDUCT_EVENTS,
                        Topics.ACCESS,
                        Topics.INTAKE_SOURCES,
                        Topics.ROSTERS,
                        Topics.MISPLACED));
        assertRoleMay(
                "delivery",
                List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.PLANS),
                List.of(Topics.DELIVERIES, Topics.PENDING_DELIVERIES, BOARD, OFFICE));
        assertRoleMay(
                "intake",
                List.of(Topics.PLANS, Topics.ACCESS, Topics.COVERAGE, Topics.DEAD_LETTERS, Topics.ROSTERS),
                List.of(
                        Topics.ENTRANCE_EVENTS,
                        Topics.CAMERA_EVENTS,
                        Topics.STAFFING_EVENTS,
                        Topics.CONDUCT_EVENTS,
                        Topics.ACCESS,
                        Topics.INTAKE_SOURCES,
                        Topics.ROSTERS));
        assertRoleMay("provisioner", List.of(), List.of());
        assertRoleMay("planner", List.of(Topics.PLANS), List.of(Topics.PLANS));
        assertRoleMay("access-administrator", List.of(Topics.PLANS, Topics.ACCESS), List.of(Topics.ACCESS));
        assertRoleMay("feed-entrance", List.of(), List.of(Topics.ENTRANCE_EVENTS));
        assertRoleMay("feed-camera", List.of(), List.of(Topics.CAMERA_EVENTS));
        assertRoleMay("feed-staffing", List.of(), List.of(Topics.STAFFING_EVENTS));
        assertRoleMay("feed-conduct", List.of(), List.of(Topics.CONDUCT_EVENTS));
        assertRoleMay(
                "operations-center",
                List.of(
                        Topics.COVERAGE,
                        Topics.INTERVALS,
                        Topics.INCIDENTS,
                        Topics.TRANSITIONS,
                        Topics.ALERTS,
                        Topics.INTAKE_SOURCES,
                        Topics.ROSTERS,
                        Topics.PLANS),
                List.of(Topics.COMMANDS));
        assertRoleMay("school-administration", List.of(Topics.CONDUCT_EVENTS), List.of());
        assertRoleMay("analytics", List.of(Topics.INTERVALS), List.of());
        assertRoleMay(
                "auditor",
                List.of(Topics.NOTICES, Topics.DELIVERIES, Topics.PENDING_DELIVERIES, Topics.DISCLOSURES, Topics.PLANS),
                List.of());
        assertRoleMay(
                "feed-support",
                List.of(Topics.DEAD_LETTERS, Topics.INTAKE_SOURCES, Topics.ROSTERS, Topics.PLANS),
                List.of());
        assertLoginMay(BOARD, List.of(BOARD), List.of());
        assertLoginMay(OFFICE, List.of(OFFICE), List.of());
    }

    @Test
    void other_access_is_denied() throws Exception {
        assertThatThrownBy(() -> cluster.read(BOARD, OFFICE, null)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> cluster.read(BOARD, BOARD, "another-group"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> cluster.read(BOARD, BOARD, OFFICE + ".1"))
                .isInstanceOf(GroupAuthorizationException.class);
        for (String login : List.of("feed-camera", "feed-conduct", "operations-center", "analytics", "planner")) {
            assertThatThrownBy(() -> cluster.read("postwatch-" + login, Topics.CONDUCT_EVENTS, null))
                    .as(login)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> cluster.read("postwatch-feed-camera", Topics.INCIDENTS, null))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> cluster.read("postwatch-analytics", Topics.COMMANDS, null))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> cluster.read("postwatch-operations-center", Topics.DEAD_LETTERS, null))
                .isInstanceOf(TopicAuthorizationException.class);
        // Its headers say when a record arrived.
        for (String login : List.of("feed-camera", "operations-center", "planner")) {
            assertThatThrownBy(() -> cluster.write("postwatch-" + login, Topics.MISPLACED))
                    .as(login)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> cluster.write("postwatch-feed-camera", Topics.ENTRANCE_EVENTS))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        // One that may write nowhere is not even let begin.
        assertThatThrownBy(() -> cluster.write("postwatch-analytics", Topics.INTERVALS))
                .hasCauseInstanceOf(ClusterAuthorizationException.class);
        assertThat(cluster.send(
                        "feed-camera", new ConductEvent(origin("staff", "f-2"), "a", "fight", false, Optional.empty())))
                .contains("Not authorized to access topics: [postwatch.conduct.events]");
        CliResult plan = CliResult.run(
                "plan",
                "apply",
                cluster.district(),
                "-c",
                cluster.config("operations-center"),
                "--author",
                "m",
                "--reason",
                "none");
        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.err()).contains("Transactional Id authorization failed");
        CliResult acls = CliResult.run("acls", "-c", cluster.config("instance"), "--apply");
        assertThat(acls.exitCode()).isEqualTo(1);
        assertThat(acls.err()).contains("a login that may describe and alter the cluster");
    }

    @Test
    void a_wrong_password_is_reported_without_its_value() throws Exception {
        Path file = Files.writeString(
                cluster.directory().resolve("wrong.yaml"),
                Files.readString(Path.of(cluster.config("analytics"))).replace("${file:", "x-${file:"));
        CliResult said = CliResult.run("status", "-v", "-c", file.toString());
        cluster.leakDetector().enableAllLoggers();
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("invalid credentials").doesNotContain("s3cret");
    }

    @Test
    void no_secret_is_in_any_log_or_topic() throws Exception {
        CliResult verbose = CliResult.run("status", "-v", "-c", cluster.config("operations-center"));
        cluster.leakDetector().enableAllLoggers();
        assertThat(verbose.out() + verbose.err()).doesNotContain("s3cret");
        // The webhook is asked for, with its token; nobody is there.
        assertThat(cluster.send(
                        "feed-camera",
                        new DetectionEvent(origin("cameras", "w-2"), EventType.WEAPON_SEEN, "a", Optional.empty())))
                .isEqualTo("");
        cluster.awaitRecord("postwatch-auditor", Topics.NOTICES, null, "w-2");

        assertThat(cluster.leakDetector().lineCount()).isGreaterThan(1_000);
        assertThat(cluster.leakDetector().leaks()).isEmpty();
        int looked = 0;
        try (Admin all = Admin.create(cluster.broker().adminSettings());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        cluster.broker().adminSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
            long deadline = System.nanoTime() + MAX_WAIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    looked++;
                    assertThat(toText(record)).as(record.topic()).doesNotContain("s3cret");
                }
            }
        }
        assertThat(looked).isGreaterThan(20);
    }

    @Test
    void acls_are_set_once_and_stale_ones_are_removed_only_on_request() {
        String[] again = {"acls", "-c", cluster.admin(), "--districts", cluster.district(), "--apply", "--dry-run"};
        assertThat(CliResult.run(again).out()).isEmpty();

        CliResult fewer = CliResult.run("acls", "-c", cluster.admin(), "--in-force", "--apply", "--dry-run");
        assertThat(fewer.out()).as(fewer.err()).isEmpty();

        String other = "delivery=User:somebody-else";
        CliResult moved =
                CliResult.run("acls", "-c", cluster.admin(), "--role", "delivery", "--principal", other, "--apply");
        assertThat(moved.out().lines()).hasSize(8).allMatch(line -> line.startsWith("+ User:somebody-else  "));
        CliResult stale = CliResult.run(again);
        assertThat(stale.out().lines()).hasSize(8).allMatch(line -> line.startsWith("? User:somebody-else  "));
        assertThat(stale.err()).contains("stale and kept (?) 8; --prune removes them");

        CliResult pruned = CliResult.run(
                "acls", "-c", cluster.admin(), "--districts", cluster.district(), "--apply", "--prune", "--json");
        assertThat(pruned.out().lines().filter(line -> line.contains("\"removed\"")))
                .hasSize(8);
        assertThat(pruned.out().lines().filter(line -> line.contains("\"added\"")))
                .isEmpty();
        assertThat(CliResult.run(again).out()).isEmpty();
    }

    private static void assertRoleMay(String role, List<String> read, List<String> write) throws Exception {
        assertLoginMay("postwatch-" + role, read, write);
    }

    private static void assertLoginMay(String login, List<String> read, List<String> write) throws Exception {
        Set<String> reads = new TreeSet<>();
        Set<String> writes = new TreeSet<>();
        try (Admin admin = Admin.create(cluster.clientsOf(login).admin())) {
            List<String> topics =
                    with(Topics.liveSpecs().stream().map(spec -> spec.name()).toList(), BOARD, OFFICE);
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
}
