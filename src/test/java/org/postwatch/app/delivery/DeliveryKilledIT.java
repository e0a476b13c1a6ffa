package org.postwatch.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.cli.Main;
import org.postwatch.delivery.FakeHttpServer;
import org.postwatch.delivery.FakeHttpServer.FakeResponse;
import org.postwatch.delivery.FakeHttpServer.ReceivedRequest;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.streams.Topics;

/** A whole instance in a JVM of its own is killed, as by {@code kill -9}, and another takes its place. */
class DeliveryKilledIT {
    /** A JVM starts, and the group learns by six seconds of silence that the other one is dead; on a busy machine more. */
    private static final Duration MAX_START_TIME = Duration.ofSeconds(120);

    private static final int EACH = 40;
    private static final List<String> WHO = List.of("one", "two", "three");

    @TempDir
    Path directory;

    private final Map<String, FakeHttpServer> sides = new TreeMap<>();
    private final List<Process> instances = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private EmbeddedBroker broker;
    private DeliveryTopicsClient outside;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        ClientSettings clients = new ClientSettings(broker.bootstrapServers(), Map.of());
        try (Admin admin = clients.openAdmin()) {
            new TopicProvisioner(2, 1).ensure(admin, Topics.liveSpecs());
        }
        outside = new DeliveryTopicsClient(clients);
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        for (Process instance : instances) {
            instance.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        sides.values().forEach(FakeHttpServer::close);
        outside.close();
        broker.close();
    }

    @Test
    void an_instance_killed_amid_its_deliveries_loses_nothing_and_repeats_under_the_same_id() throws Exception {
        for (String who : WHO) {
            FakeHttpServer side = new FakeHttpServer();
            // Each has some, and then does not answer: so the kill finds some on record, one on its way, the rest not
            // begun.
            side.respondWith(words -> {
                if (side.requests().size() == 10) {
                    await(over);
                }
                return FakeResponse.of(200);
            });
            sides.put(who, side);
        }
        outside.publishRouting(SampleRecipients.routing(
                "kill",
                sides.entrySet().stream()
                        .map(side -> SampleRecipients.recipient(
                                side.getKey(),
                                SampleRecipients.webhook(side.getValue().url("/" + side.getKey()))))
                        .toArray(Recipient[]::new)));
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < EACH; i++) {
            for (String who : WHO) {
                Notice notice = outside.publishNotice("kill", who, "coverage/" + i, SampleNotices.opened(1));
                expected.put(notice.key(), notice.idempotencyKey());
            }
        }

        Process first = instance("first");
        waitUntil(
                "each has one on its way",
                () -> sides.values().stream().allMatch(side -> side.requests().size() == 10));
        assertThat(first.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
        over.countDown();
        assertThat(delivered()).as("the kill came in the middle").isBetween(1L, WHO.size() * 9L);

        instance("second");
        waitUntil("all is on record", MAX_START_TIME, () -> delivered() == expected.size());
        assertThat(outside.deliveries("kill/").values()).allMatch(d -> d.outcome() == DeliveryStatus.DELIVERED);
        sides.forEach((who, side) -> {
            Map<String, Integer> times = new HashMap<>();
            Map<String, String> bodies = new HashMap<>();
            for (ReceivedRequest said : side.requests()) {
                times.merge(said.header("webhook-id"), 1, Integer::sum);
                assertThat(bodies.merge(said.header("webhook-id"), said.body(), (a, b) -> a.equals(b) ? a : "another"))
                        .as("what comes under the same id is the same")
                        .isNotEqualTo("another");
            }
            assertThat(times.keySet())
                    .as("each was notified all, and under no second id")
                    .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                            .filter(notice -> notice.getKey().startsWith("kill/" + who + "/"))
                            .map(Map.Entry::getValue)
                            .toList());
            assertThat(side.requests().size() - EACH)
                    .as("notified again was what was on its way, and at most one more that was not yet on record")
                    .isBetween(1, 2);
        });
    }

    private long delivered() {
        return outside.deliveries("kill/").values().stream()
                .map(DeliveryResult::revision)
                .filter(revision -> revision == 1)
                .count();
    }

    private Process instance(String name) throws Exception {
        Path config = Files.writeString(
                directory.resolve(name + ".yaml"),
                "data.directory: " + directory.resolve(name) + "\nsecurity.feeds: open\nkafka.bootstrap.servers: "
                        + broker.bootstrapServers()
                        + "\ntopics.partitions: 2\ntopics.replication: 1\nwatchdog.enabled: false\nmanagement.port: 0\nfront.port: 0\n"
                        + "secrets.shared: { hook-new: env:HOOK_NEW, hook-old: env:HOOK_OLD }\noutgoing.allow: 127.0.0.1\n");
        File log = directory.resolve(name + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().put("HOOK_NEW", SampleRecipients.SECRET);
        builder.environment().put("HOOK_OLD", SampleRecipients.OLD_SECRET);
        Process process = builder.start();
        instances.add(process);
        return process;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
