package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.notification.model.Notice;
import org.postwatch.streams.CanaryDistricts;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.NoticeJson;

/** Both applications run; things happen, operators speak, and notices say who knows. */
class NotificationIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final String DISTRICT = SmallDistrict.DOCUMENT
            .replace("officers:", "agencies:\n  - { id: city, class: municipal-police }\nofficers:")
            .replace(
                    "feeds:",
                    "feeds:\n  - { source: cameras, types: [weapon], limit: 60m }\n"
                            + "  - { source: staff, types: [conduct], limit: 60m }");
    private static final String ROUTING = """
            recipients:
              - { id: board, agency: district, kafka: {}, watchdog: true }
              - { id: office, log: {} }
              - { id: desk, agency: city, log: {} }
            policy:
              grants:
                - { class: municipal-police, kinds: [weapon-seen], fields: [kind, campus] }
            routes:
              to: []
              routes:
                - match: { kind: [weapon-seen, conduct] }
                  to: [board, desk]
                  escalate: [{ after: 10s, to: [office] }]
            """;

    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    private PostwatchServer server;
    private String config;
    private ClientSettings clients;

    @BeforeEach
    void start() throws Exception {
        run();
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        CliResult applied =
                CliResult.run("plan", "apply", folder.toString(), "-c", config, "--author", "m", "--reason", "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    private void run() throws Exception {
        server = PostwatchServer.start(
                configuration(),
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())),
                () -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n");
        config = file.toString();
        clients = ClientSettings.of(Configuration.read(file));
    }

    /** Of an instance with the embedded broker; anyone who has another one says so. */
    Configuration configuration() throws IOException {
        return Configuration.defaults().relocatedTo(directory.resolve("data"), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_weapon_is_notified_escalated_unless_acknowledged_and_closed_by_an_operator() throws Exception {
        send(weapon("e-1"));
        Notice told = await("d/board/weapon-seen/a/cameras/e-1", notice -> true);
        assertThat(told.stage()).isEqualTo(Notice.NoticeStage.OPENED);
        assertThat(await("d/desk/weapon-seen/a/cameras/e-1", notice -> true)
                        .items()
                        .get(0)
                        .fields())
                .containsOnlyKeys("kind", "campus");

        assertThat(CliResult.run("incidents", "-c", config).out().lines())
                .filteredOn(line -> line.contains("weapon-seen"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("open URGENT", "nobody", "A weapon was seen", "weapon-seen/a/cameras/e-1"));

        CliResult ack = CliResult.run("ack", "weapon-seen/a/cameras/e-1", "--by", "dana", "-c", config);
        assertThat(ack.out()).as(ack.err()).isEqualTo("accepted: acknowledged weapon-seen/a/cameras/e-1\n");
        await("d/board/weapon-seen/a/cameras/e-1", notice -> notice.stage() == Notice.NoticeStage.ACKNOWLEDGED);
        // As the key of the incident's record has it.
        CliResult note = CliResult.run("note", "d/weapon-seen/a/cameras/e-1", "--text", "seen by all", "-c", config);
        assertThat(note.out()).as(note.err()).isEqualTo("accepted: note on weapon-seen/a/cameras/e-1\n");

        awaitTrue(() -> CliResult.run("incident", "weapon-seen/a/cameras/e-1", "-c", config)
                .out()
                .contains("note by"));
        CliResult all = CliResult.run("incident", "d/weapon-seen/a/cameras/e-1", "-c", config);
        assertThat(all.out())
                .as(all.err())
                .startsWith("d/weapon-seen/a/cameras/e-1: open")
                .contains("Handled by  dana", "acknowledged by dana", "seen by all", "opened")
                .containsPattern("board +open")
                .containsPattern("desk +open");

        server.close();
        run();

        send(weapon("e-2"));
        Notice escalated = await("d/office/weapon-seen/a/cameras/e-2", notice -> true);
        assertThat(escalated.stage()).isEqualTo(Notice.NoticeStage.ESCALATED);
        assertThat(notices()).doesNotContainKey("d/office/weapon-seen/a/cameras/e-1");

        CliResult resolved =
                CliResult.run("resolve", "weapon-seen/a/cameras/e-2", "--district", "d", "--by", "dana", "-c", config);
        assertThat(resolved.exitCode()).as(resolved.err()).isZero();
        await("d/office/weapon-seen/a/cameras/e-2", notice -> notice.stage() == Notice.NoticeStage.CLOSED);

        awaitTrue(() -> CliResult.run("incidents", "--all", "-c", config)
                .out()
                .lines()
                .anyMatch(line -> line.contains("closed") && line.contains("weapon-seen/a/cameras/e-2")));
        assertThat(CliResult.run("incidents", "-c", config).out()).doesNotContain("cameras/e-2");
        CliResult unknown = CliResult.run("incident", "weapon-seen/a/cameras/e-3", "-c", config);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no incident 'weapon-seen/a/cameras/e-3'");

        assertThat(CliResult.run("disclosures", "-c", config).out().lines())
                .anySatisfy(line -> assertThat(line).contains("notified  d/desk (municipal-police)", "[campus, kind]"))
                .anySatisfy(
                        line -> assertThat(line).contains("operator-action  d  weapon-seen/a/cameras/e-1", "by dana"))
                .anySatisfy(
                        line -> assertThat(line).contains("operator-action  d  weapon-seen/a/cameras/e-2", "resolves"));
        assertThat(CliResult.run("deliveries", "-c", config).out().lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("d +office +weapon-seen/a/cameras/e-2 +closed \\(2\\) +(waiting|delivered).*"));
        assertThat(CliResult.run("deliveries", "--failed", "-c", config).out()).isEmpty();
        CliResult again = CliResult.run("deliveries", "--resend", "d/desk/weapon-seen/a/cameras/e-1", "-c", config);
        assertThat(again.out()).as(again.err()).contains("accepted");
        assertThat(CompactedTopicReader.readLatest(clients, Topics.DEAD_LETTERS))
                .isEmpty();
    }

    @Test
    void conduct_reaches_the_school_alone() throws Exception {
        EventOrigin origin = new EventOrigin("d", "staff", "e-1", now());
        send(new ConductEvent(origin, "a", "fight", false, Optional.empty()));
        await("d/board/conduct/a/staff/e-1", notice -> true);
        assertThat(notices().keySet()).noneMatch(key -> key.startsWith("d/desk/"));
        assertThat(CliResult.run("disclosures", "-c", config).out())
                .contains("denied  d/desk (municipal-police)  conduct/a/staff/e-1");

        assertThat(CliResult.run("emergency", "conduct/a/staff/e-1", "-c", config)
                        .exitCode())
                .isZero();
        Notice desk = await("d/desk/conduct/a/staff/e-1", notice -> true);
        assertThat(desk.items().get(0).fields()).containsOnlyKeys("kind", "campus");
        assertThat(CliResult.run("resolve", "conduct/a/staff/e-1", "-c", config).exitCode())
                .isZero();
        await("d/desk/conduct/a/staff/e-1", notice -> notice.stage() == Notice.NoticeStage.CLOSED);
    }

    @Test
    void operator_commands_are_answered() {
        CliResult unknown = CliResult.run("ack", "coverage/b", "weapon-seen/b", "-c", config);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("rejected (unknown-incident): acknowledged"));
        CliResult resolve = CliResult.run("resolve", "weapon-seen/a/cameras/e-9", "-c", config);
        assertThat(resolve.err()).startsWith("rejected (unknown-incident)");

        CliResult silence = CliResult.run(
                "silence", "--match", "kind=coverage,campus=a", "--for", "2h", "--reason", "x", "-c", config);
        assertThat(silence.out()).as(silence.err()).matches("accepted: silence [0-9a-f]{8} from .* until .*\\R");
        String id = silence.out().split(" ")[2];
        assertThat(CliResult.run("unsilence", id, "-c", config).out())
                .isEqualTo("accepted: silence " + id + " is over\n");
        assertThat(CliResult.run("unsilence", id, "-c", config).exitCode()).isEqualTo(1);
    }

    @Test
    void canaries_come_through_from_every_partition() throws Exception {
        awaitTrue(() -> CompactedTopicReader.readLatest(clients, Topics.CANARIES, key -> key.startsWith("canary-"))
                        .size()
                == Configuration.defaults().topics().partitions());
        // The one of the next minute, a little early: this one's may have come before the district did.
        int partitions = Configuration.defaults().topics().partitions();
        String canary = CanaryDistricts.of(partitions)
                .get(CoverageTopology.partition("d".getBytes(UTF_8), partitions))
                .id();
        Instant minute = now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        send(new CanaryEvent(new EventOrigin(canary, CanaryDistricts.FEED, "canary-" + minute, minute)));

        Notice alive = await("d/board/~watchdog", notice -> true);
        assertThat(alive.stage()).isEqualTo(Notice.NoticeStage.WATCHDOG);
        assertThat(notices().keySet()).noneMatch(key -> key.startsWith("d/office/~") || key.startsWith("canary-"));
        assertThat(CliResult.run("status", "-c", config).out()).doesNotContain("canary-");
    }

    private DetectionEvent weapon(String id) {
        return new DetectionEvent(
                new EventOrigin("d", "cameras", id, now()), EventType.WEAPON_SEEN, "a", Optional.empty());
    }

    private void send(Event event) {
        byte[] bytes = writer.write(event);
        try (EventProducer sender = EventProducer.open(clients)) {
            sender.send((EventAddressing.EventDestination) EventAddressing.resolve(bytes), bytes, failure -> {
                throw new AssertionError(failure);
            });
            assertThat(sender.flushAndCount()).hasSize(1);
        }
    }

    private Map<String, String> notices() {
        return CompactedTopicReader.readLatest(clients, Topics.NOTICES);
    }

    private Notice await(String key, Predicate<Notice> wanted) throws Exception {
        awaitTrue(() -> Optional.ofNullable(notices().get(key))
                .map(value -> NoticeJson.read(value.getBytes(UTF_8)))
                .filter(wanted)
                .isPresent());
        return NoticeJson.read(notices().get(key).getBytes(UTF_8));
    }

    private void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> notices().keySet() + "\n" + CompactedTopicReader.readLatest(clients, Topics.DISCLOSURES)
                            + "\n" + CompactedTopicReader.readLatest(clients, Topics.DEAD_LETTERS))
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
