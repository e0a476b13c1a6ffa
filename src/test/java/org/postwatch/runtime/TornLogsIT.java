package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.runtime.Outside.until;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.codec.CoverageJson;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.IncidentJson;
import org.postwatch.codec.IntervalsJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.coverage.State;
import org.postwatch.delivery.Answer;
import org.postwatch.delivery.Channel;
import org.postwatch.delivery.Recipients;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.event.Sighting;
import org.postwatch.event.Sign;
import org.postwatch.incident.Incident;
import org.postwatch.plan.Applied;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.Effect;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Routing;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Topics;

/**
 * The machine loses power, and one log has lost its end: each log by itself. What stood before stands again under its key, nobody
 * is notified twice but under the same key and revision, and the next event is handled. All logs with {@code -Dlogs=all}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TornLogsIT {
    private static final String DISTRICT = """
            district: e2e
            name: End to end
            zone: Etc/UTC
            first-day: 2024-01-01
            settings: { grace: 0m }
            calendar:
              terms: [{ from: 2024-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
            feeds:
              - { source: hr, agencies: [district], types: [staffing], limit: 60m }
              - { source: cameras, types: [weapon], limit: 60m }
            campuses:
              - id: a
                posts:
                  - { id: sro, kinds: [police] }
            """;

    private static final List<String> SOME = List.of(
            "postwatch.transitions-0",
            "postwatch.notices-0",
            "postwatch-coverage-watch-changelog-0",
            "postwatch-routing-desk-changelog-0",
            "__transaction_state-");

    @TempDir
    static Path directory;

    private Path stopped;
    private final List<Notice> before = new ArrayList<>();
    private Instance instance;
    private int ids;

    /** An instance and a recipient that takes notices; another one is away. */
    private final class Instance implements AutoCloseable {
        final List<Notice> taken = new CopyOnWriteArrayList<>();
        final Node node;
        final ClientSettings clients;
        final DeliveryWorker worker;

        Instance(Path data) throws Exception {
            this(data, true);
            assertThat(node.awaitRunning(Outside.WAIT_MAX)).isTrue();
        }

        Instance(Path data, boolean delivers) throws Exception {
            Path file = Files.writeString(
                    directory.resolve("node.yaml"),
                    "data.directory: " + data
                            + "\nbroker.port: 0\ntopics.partitions: 1\nwatchdog.enabled: false\ndelivery.enabled: "
                            + !delivers + "\n");
            node = Node.start(
                    Configuration.read(file),
                    () -> CoverageTopology.build(StateIn.MEMORY, InstantSource.system()),
                    () -> RoutingTopology.build(StateIn.MEMORY, InstantSource.system()));
            clients = ClientSettings.of(Configuration.read(file), node.bootstrapServers());
            worker = delivers
                    ? DeliveryWorker.start(clients, (routing, recipient) -> channel(recipient), key -> Optional.empty())
                    : null;
        }

        String awaitFailure() {
            try {
                return node.awaitFailure();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private Channel channel(Recipient recipient) {
            return notice -> {
                if (recipient.id().equals("away")) {
                    return new Answer.Later("nobody is in", Optional.empty(), false);
                }
                taken.add(notice);
                return new Answer.Taken("200");
            };
        }

        Map<String, byte[]> topic(String topic) {
            Map<String, byte[]> values = new TreeMap<>();
            Latest.of(clients, topic, key -> key.startsWith("e2e/"))
                    .forEach((key, value) -> values.put(key, value.getBytes(StandardCharsets.UTF_8)));
            return values;
        }

        boolean holds(String topic, Predicate<Map.Entry<String, byte[]>> what) {
            return topic(topic).entrySet().stream().anyMatch(what);
        }

        boolean isOpen(String incident) {
            return holds(
                    Topics.INCIDENTS,
                    entry -> entry.getKey().startsWith("e2e/" + incident)
                            && IncidentJson.read(entry.getValue()).incident().status() == Incident.Status.OPEN);
        }

        boolean isCampus(State state) {
            return holds(
                    Topics.COVERAGE,
                    entry -> CoverageJson.read(entry.getValue()).state() == state);
        }

        Map<String, Notice> notices() {
            Map<String, Notice> notices = new TreeMap<>();
            topic(Topics.NOTICES).forEach((key, value) -> notices.put(key, NoticeJson.read(value)));
            return notices;
        }

        boolean hasNotice(String recipient, String incident, Matter.Status status) {
            return notices().entrySet().stream()
                    .anyMatch(entry -> entry.getKey().startsWith("e2e/" + recipient + "/" + incident)
                            && entry.getValue().status() == status);
        }

        boolean isDelivered(String incident, Matter.Status status) {
            return notices().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("e2e/center/" + incident))
                    .filter(entry -> entry.getValue().status() == status)
                    .anyMatch(entry -> Optional.ofNullable(
                                    topic(Topics.DELIVERIES).get(entry.getKey()))
                            .map(DeliveryJson::read)
                            .filter(delivery -> delivery.outcome() == Delivery.Outcome.DELIVERED)
                            .filter(delivery ->
                                    delivery.revision() == entry.getValue().revision())
                            .isPresent());
        }

        void send(Event event) {
            byte[] bytes = new EventWriter().write(event);
            try (EventSender sender = EventSender.open(clients)) {
                sender.send((Addressed.To) Addressed.of(bytes), bytes, failure -> {});
                assertThat(sender.confirmed()).hasSize(1);
            }
        }

        @Override
        public void close() {
            if (worker != null) {
                worker.close();
            }
            node.close();
        }
    }

    @BeforeAll
    void aGapAndAWeapon() throws Exception {
        stopped = directory.resolve("stopped");
        instance = new Instance(stopped);
        try (Instance first = instance) {
            apply(first);
            until("nobody has come", () -> first.isCampus(State.UNCOVERED));
            first.send(sign(Sign.Kind.CHECKED_IN));
            until("covered", () -> first.isCampus(State.COVERED));
            first.send(sign(Sign.Kind.CALLED_AWAY));
            first.send(new Sighting(origin("cameras"), EventType.WEAPON_SEEN, "a", Optional.empty()));
            until("notified", () -> stands(first));
            before.addAll(first.taken);
        }
    }

    /** All that has to be so after every loss. */
    private static boolean stands(Instance one) {
        return one.isCampus(State.UNCOVERED)
                && one.isOpen("coverage/a/sro/")
                && one.isOpen("weapon-seen/a/")
                && one.holds(
                        Topics.INTERVALS,
                        entry ->
                                IntervalsJson.read(entry.getValue()).intervals().size() > 1)
                && one.hasNotice("away", "coverage/a/sro/", Matter.Status.OPEN)
                && one.hasNotice("away", "weapon-seen/a/", Matter.Status.OPEN)
                && one.isDelivered("coverage/a/sro/", Matter.Status.OPEN)
                && one.isDelivered("weapon-seen/a/", Matter.Status.OPEN);
    }

    Stream<String> logs() throws Exception {
        List<String> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(stopped.resolve("broker/log"))) {
            folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(log -> !log.startsWith("__cluster_metadata"))
                    .filter(log -> Batches.of(stopped.resolve("broker/log").resolve(log))
                                    .size()
                            > 0)
                    .sorted()
                    .forEach(all::add);
        }
        boolean every = "all".equals(System.getProperty("logs"));
        assertThat(all).anyMatch(log -> log.startsWith("__consumer_offsets-"));
        return all.stream().filter(log -> every || SOME.stream().anyMatch(log::startsWith));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void whichever_log_has_lost_its_end_all_that_stood_stands_again(String log) throws Exception {
        Path data = directory.resolve("torn-" + log);
        Copy.of(stopped, data);
        Batches.of(data.resolve("broker/log").resolve(log)).tear();
        losePower(data);
        try (Instance again = new Instance(data)) {
            until("recovered", () -> !Files.exists(data.resolve("broker/unclean-stop")));
            until("what stood stands again", () -> stands(again));
            boolean revisions = !log.contains("-watch-changelog");
            assertThat(keys(again.taken, revisions))
                    .as("notified of more than was notified before the stop")
                    .isSubsetOf(keys(before, revisions));
            again.send(sign(Sign.Kind.RETURNED));
            until("covered", () -> again.isCampus(State.COVERED) && !again.isOpen("coverage/a/sro/"));
            until("notified of that", () -> again.isDelivered("coverage/a/sro/", Matter.Status.CLOSED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postwatch-coverage-watch-changelog", "postwatch-routing-desk-changelog", "postwatch.plans"})
    void a_corrupt_record_stops_the_instance_at_once_and_the_reason_names_the_log(String topic) throws Exception {
        Path data = directory.resolve("corrupt-" + topic);
        Copy.of(stopped, data);
        Batches.of(data.resolve("broker/log/" + topic + "-0")).corrupt(1);
        // Its files on the disk are as good as the changelog; without them it is read.
        try (Instance again = new Instance(data, false)) {
            CompletableFuture<String> failure = CompletableFuture.supplyAsync(again::awaitFailure);
            assertThat(failure.get(30, TimeUnit.SECONDS))
                    .contains("partition 0 of topic " + topic + " is corrupt at offset ")
                    .contains("Restore a backup")
                    .contains("'A corrupt log' in docs/operations-running.md");
        }
    }

    @Test
    void what_kafka_cuts_off_after_an_unclean_stop_though_it_was_on_the_disk_is_not_passed_over() throws Exception {
        Path data = directory.resolve("cut");
        Copy.of(stopped, data);
        Batches.of(data.resolve("broker/log/postwatch-coverage-watch-changelog-0"))
                .corrupt(1);
        Files.delete(data.resolve("broker/log/.kafka_cleanshutdown"));
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> new Instance(data, false).close())
                    .isInstanceOf(MachineException.class)
                    .hasMessageStartingWith("corrupt logs: ")
                    .hasMessageContaining("partition 0 of topic postwatch-coverage-watch-changelog: records ")
                    .hasMessageContaining("accept the loss with 'mv ");
        }
        Path found = data.resolve("broker/corrupt-logs");
        Files.move(found, found.resolveSibling("corrupt-logs.accepted"));
        try (Instance again = new Instance(data)) {
            until("recovered", () -> !Files.exists(data.resolve("broker/unclean-stop")));
            until("worked out again from the inputs", () -> stands(again));
            assertThat(found.resolveSibling("corrupt-logs.accepted")).doesNotExist();
        }
    }

    /**
     * @param revisions what COVERAGE has to work out again it also says again, in new revisions, as events of different topics come
     *     in another order
     */
    private static Set<String> keys(List<Notice> notices, boolean revisions) {
        Set<String> keys = new TreeSet<>();
        notices.forEach(
                notice -> keys.add(notice.key() + (revisions ? " " + notice.revision() + " " + notice.stage() : "")));
        return keys;
    }

    private static void losePower(Path data) throws Exception {
        Path log = data.resolve("broker/log");
        Files.delete(log.resolve(".kafka_cleanshutdown"));
        Path points = log.resolve("recovery-point-offset-checkpoint");
        Files.write(
                points,
                Files.readAllLines(points).stream()
                        .map(line -> line.replaceFirst("^(\\S+ \\d+) \\d+$", "$1 0"))
                        .toList());
    }

    private void apply(Instance first) throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("d")).resolve("district.yaml"), DISTRICT);
        var compiled = DistrictDocuments.read(directory.resolve("d")).compiled().orElseThrow();
        DistrictChange change = DistrictChange.of(
                Optional.empty(),
                Map.of(),
                compiled.district(),
                compiled.campuses(),
                new Effect(now(), Optional.empty(), false));
        Applied applied = new Applied("e2e", now(), "m.lopez", "first", Optional.empty(), false, change.lines());
        try (PlanRegister register = PlanRegister.open(first.clients);
                Outside outside = new Outside(first.clients)) {
            outside.routing(routing());
            register.write(List.of(new PlanRegister.Entry(change, Optional.empty(), true, applied)));
        }
    }

    private static Routing routing() {
        Routing like = Recipients.routing("e2e", recipient("center"), recipient("away"));
        return new Routing(
                like.district(),
                like.name(),
                like.zone(),
                like.severities(),
                new TreeMap<>(Map.of("a", new Routing.Place("A", like.zone()))),
                like.conductFeeds(),
                like.agencies(),
                like.recipients(),
                like.root(),
                new Policy(
                        List.of(new Policy.Rule(
                                "own", AgencyClasses.OWN_AGENCY_CLASS, Set.of(Policy.ALL), Set.of(Policy.ALL))),
                        Set.of(),
                        Set.of()),
                like.habits());
    }

    private static Recipient recipient(String id) {
        return new Recipient(
                id, "district", "school", Recipients.webhook("http://127.0.0.1:1/" + id), false, Duration.ofHours(1));
    }

    private Sign sign(Sign.Kind kind) {
        return new Sign(origin("hr"), kind, "P-1", "a", Optional.empty());
    }

    private Origin origin(String source) {
        return new Origin("e2e", source, "e-" + ++ids, now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
