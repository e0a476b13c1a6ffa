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
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.NoticeJson;
import org.postwatch.event.Canary;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.event.Sighting;
import org.postwatch.routing.Notice;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.EventSender;
import org.postwatch.runtime.Latest;
import org.postwatch.runtime.Node;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.CanaryDistricts;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Topics;

/** Both applications run; things happen, operators speak, and notices say who knows. */
class RoutingIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
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

    private Node node;
    private String config;
    private ClientSettings clients;

    @BeforeEach
    void start() throws Exception {
        run();
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        Said applied = Said.by("plan", "apply", folder.toString(), "-c", config, "--author", "m", "--reason", "first");
        assertThat(applied.status()).as(applied.err()).isZero();
    }

    private void run() throws Exception {
        node = Node.start(
                configuration(),
                () -> CoverageTopology.build(StateIn.MEMORY, InstantSource.system()),
                () -> RoutingTopology.build(StateIn.MEMORY, InstantSource.system()));
        assertThat(node.awaitRunning(WAIT_MAX)).isTrue();
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n");
        config = file.toString();
        clients = ClientSettings.of(Configuration.read(file));
    }

    /** Of an instance with the broker inside; whoever has another one says so. */
    Configuration configuration() throws IOException {
        return Configuration.embedded().at(directory.resolve("data"), 0);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_weapon_is_told_escalated_unless_acknowledged_and_over_when_an_operator_says_so() throws Exception {
        tell(weapon("e-1"));
        Notice told = await("d/board/weapon-seen/a/cameras/e-1", notice -> true);
        assertThat(told.stage()).isEqualTo(Notice.Stage.OPENED);
        assertThat(await("d/desk/weapon-seen/a/cameras/e-1", notice -> true)
                        .items()
                        .get(0)
                        .fields())
                .containsOnlyKeys("kind", "campus");

        Said ack = Said.by("ack", "weapon-seen/a/cameras/e-1", "--by", "dana", "-c", config);
        assertThat(ack.out()).as(ack.err()).isEqualTo("taken: acknowledged weapon-seen/a/cameras/e-1\n");
        await("d/board/weapon-seen/a/cameras/e-1", notice -> notice.stage() == Notice.Stage.ACKNOWLEDGED);
        // As the key of the incident's record has it.
        Said note = Said.by("note", "d/weapon-seen/a/cameras/e-1", "--text", "seen by all", "-c", config);
        assertThat(note.out()).as(note.err()).isEqualTo("taken: noted of weapon-seen/a/cameras/e-1\n");

        node.close();
        run();

        tell(weapon("e-2"));
        Notice escalated = await("d/office/weapon-seen/a/cameras/e-2", notice -> true);
        assertThat(escalated.stage()).isEqualTo(Notice.Stage.ESCALATED);
        assertThat(notices()).doesNotContainKey("d/office/weapon-seen/a/cameras/e-1");

        Said resolved =
                Said.by("resolve", "weapon-seen/a/cameras/e-2", "--district", "d", "--by", "dana", "-c", config);
        assertThat(resolved.status()).as(resolved.err()).isZero();
        await("d/office/weapon-seen/a/cameras/e-2", notice -> notice.stage() == Notice.Stage.CLOSED);

        assertThat(Said.by("disclosures", "-c", config).out().lines())
                .anySatisfy(line -> assertThat(line).contains("told  d/desk (municipal-police)", "[campus, kind]"))
                .anySatisfy(line -> assertThat(line).contains("commanded  d  weapon-seen/a/cameras/e-1", "by dana"))
                .anySatisfy(line -> assertThat(line).contains("commanded  d  weapon-seen/a/cameras/e-2", "resolves"));
        assertThat(Said.by("deliveries", "-c", config).out().lines())
                .anySatisfy(line -> assertThat(line)
                        .matches("d +office +weapon-seen/a/cameras/e-2 +closed \\(2\\) +(waiting|delivered).*"));
        assertThat(Said.by("deliveries", "--failed", "-c", config).out()).isEmpty();
        Said again = Said.by("deliveries", "--resend", "d/desk/weapon-seen/a/cameras/e-1", "-c", config);
        assertThat(again.out()).as(again.err()).contains("taken");
        assertThat(Latest.of(clients, Topics.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void conduct_reaches_the_school_alone() throws Exception {
        Origin origin = new Origin("d", "staff", "e-1", now());
        tell(new ConductSeen(origin, "a", "fight", false, Optional.empty()));
        await("d/board/conduct/a/staff/e-1", notice -> true);
        assertThat(notices().keySet()).noneMatch(key -> key.startsWith("d/desk/"));
        assertThat(Said.by("disclosures", "-c", config).out())
                .contains("refused  d/desk (municipal-police)  conduct/a/staff/e-1");

        assertThat(Said.by("emergency", "conduct/a/staff/e-1", "-c", config).status())
                .isZero();
        Notice desk = await("d/desk/conduct/a/staff/e-1", notice -> true);
        assertThat(desk.items().get(0).fields()).containsOnlyKeys("kind", "campus");
        assertThat(Said.by("resolve", "conduct/a/staff/e-1", "-c", config).status())
                .isZero();
        await("d/desk/conduct/a/staff/e-1", notice -> notice.stage() == Notice.Stage.CLOSED);
    }

    @Test
    void what_operators_say_is_answered() {
        Said unknown = Said.by("ack", "coverage/b", "weapon-seen/b", "-c", config);
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("set aside (unknown-incident): acknowledged"));
        Said resolve = Said.by("resolve", "weapon-seen/a/cameras/e-9", "-c", config);
        assertThat(resolve.err()).startsWith("set aside (unknown-incident)");

        Said silence =
                Said.by("silence", "--match", "kind=coverage,campus=a", "--for", "2h", "--reason", "x", "-c", config);
        assertThat(silence.out()).as(silence.err()).matches("taken: silence [0-9a-f]{8} from .* until .*\\R");
        String id = silence.out().split(" ")[2];
        assertThat(Said.by("unsilence", id, "-c", config).out()).isEqualTo("taken: silence " + id + " is over\n");
        assertThat(Said.by("unsilence", id, "-c", config).status()).isEqualTo(1);
    }

    @Test
    void canaries_come_through_from_every_partition() throws Exception {
        awaitTrue(() -> Latest.of(clients, Topics.INCIDENTS, key -> key.startsWith("canary-"))
                        .size()
                == Configuration.embedded().topics().partitions());
        // The one of the next minute, a little early: this one's may have come before the district did.
        int partitions = Configuration.embedded().topics().partitions();
        String canary = CanaryDistricts.of(partitions)
                .get(CoverageTopology.partition("d".getBytes(UTF_8), partitions))
                .id();
        Instant minute = now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        tell(new Canary(new Origin(canary, CanaryDistricts.FEED, "canary-" + minute, minute)));

        Notice alive = await("d/board/~watchdog", notice -> true);
        assertThat(alive.stage()).isEqualTo(Notice.Stage.WATCHDOG);
        assertThat(notices().keySet()).noneMatch(key -> key.startsWith("d/office/~") || key.startsWith("canary-"));
        assertThat(Said.by("status", "-c", config).out()).doesNotContain("canary-");
    }

    private Sighting weapon(String id) {
        return new Sighting(new Origin("d", "cameras", id, now()), EventType.WEAPON_SEEN, "a", Optional.empty());
    }

    private void tell(Event event) {
        byte[] bytes = writer.write(event);
        try (EventSender sender = EventSender.open(clients)) {
            sender.send((Addressed.To) Addressed.of(bytes), bytes, failure -> {
                throw new AssertionError(failure);
            });
            assertThat(sender.confirmed()).hasSize(1);
        }
    }

    private Map<String, String> notices() {
        return Latest.of(clients, Topics.NOTICES);
    }

    private Notice await(String key, Predicate<Notice> wanted) throws Exception {
        awaitTrue(() -> Optional.ofNullable(notices().get(key))
                .map(value -> NoticeJson.read(value.getBytes(UTF_8)))
                .filter(wanted)
                .isPresent());
        return NoticeJson.read(notices().get(key).getBytes(UTF_8));
    }

    private void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> notices().keySet() + "\n" + Latest.of(clients, Topics.DISCLOSURES) + "\n"
                            + Latest.of(clients, Topics.DEAD_LETTERS))
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
