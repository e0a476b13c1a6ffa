package org.postwatch.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

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
import org.postwatch.RecordCopy;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.delivery.DeliveryTopicsClient;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.coverage.CoverageState;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.Incident;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.EffectiveDate;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

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
            "postwatch-coverage-coverage-state-changelog-0",
            "postwatch-notification-notification-state-changelog-0",
            "__transaction_state-");

    @TempDir
    static Path directory;

    private Path stopped;
    private final List<Notice> before = new ArrayList<>();
    private RunningInstance instance;
    private int ids;

    /** An instance and a recipient that takes notices; another one is away. */
    private final class RunningInstance implements AutoCloseable {
        final List<Notice> taken = new CopyOnWriteArrayList<>();
        final PostwatchServer node;
        final ClientSettings clients;
        final DeliveryWorker worker;

        RunningInstance(Path data) throws Exception {
            this(data, true);
            assertThat(node.awaitRunning(DeliveryTopicsClient.MAX_WAIT)).isTrue();
        }

        RunningInstance(Path data, boolean delivers) throws Exception {
            Path file = Files.writeString(
                    directory.resolve("node.yaml"),
                    "data.directory: " + data
                            + "\nbroker.port: 0\ntopics.partitions: 1\nwatchdog.enabled: false\nroles: [coverage, "
                            + "notification" + (delivers ? "" : ", delivery") + "]\n");
            node = PostwatchServer.start(
                    Configuration.read(file),
                    () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())),
                    () -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
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

        private NotificationChannel channel(Recipient recipient) {
            return notice -> {
                if (recipient.id().equals("away")) {
                    return new AttemptResult.TemporaryFailure("nobody is in", Optional.empty(), false);
                }
                taken.add(notice);
                return new AttemptResult.Delivered("200");
            };
        }

        Map<String, byte[]> topic(String topic) {
            Map<String, byte[]> values = new TreeMap<>();
            CompactedTopicReader.readLatest(clients, topic, key -> key.startsWith("e2e/"))
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
                            && IncidentJson.read(entry.getValue()).incident().status() == Incident.IncidentStatus.OPEN);
        }

        boolean isCampus(CoverageState state) {
            return holds(
                    Topics.COVERAGE,
                    entry -> TopicValue.COVERAGE.read(entry.getValue()).state() == state);
        }

        Map<String, Notice> notices() {
            Map<String, Notice> notices = new TreeMap<>();
            topic(Topics.NOTICES).forEach((key, value) -> notices.put(key, NoticeJson.read(value)));
            return notices;
        }

        boolean hasNotice(String recipient, String incident, Alert.AlertStatus status) {
            return notices().entrySet().stream()
                    .anyMatch(entry -> entry.getKey().startsWith("e2e/" + recipient + "/" + incident)
                            && entry.getValue().status() == status);
        }

        boolean isDelivered(String incident, Alert.AlertStatus status) {
            return notices().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("e2e/center/" + incident))
                    .filter(entry -> entry.getValue().status() == status)
                    .anyMatch(entry -> Optional.ofNullable(
                                    topic(Topics.DELIVERIES).get(entry.getKey()))
                            .map(TopicValue.DELIVERY::read)
                            .filter(delivery -> delivery.outcome() == DeliveryResult.DeliveryStatus.DELIVERED)
                            .filter(delivery ->
                                    delivery.revision() == entry.getValue().revision())
                            .isPresent());
        }

        void send(Event event) {
            byte[] bytes = new EventWriter().write(event);
            try (EventProducer sender = EventProducer.open(clients)) {
                sender.send((EventAddressing.EventDestination) EventAddressing.resolve(bytes), bytes, failure -> {});
                assertThat(sender.flushAndCount()).hasSize(1);
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
        instance = new RunningInstance(stopped);
        try (RunningInstance first = instance) {
            apply(first);
            waitUntil("nobody has come", () -> first.isCampus(CoverageState.UNCOVERED));
            first.send(sign(PresenceSignal.SignalKind.CHECKED_IN));
            waitUntil("covered", () -> first.isCampus(CoverageState.COVERED));
            waitUntil("notified of that", () -> first.isDelivered("coverage/a/sro/", Alert.AlertStatus.CLOSED));
            first.send(sign(PresenceSignal.SignalKind.CALLED_AWAY));
            // The last transaction of NOTIFICATION is about the weapon alone: the news of an incident that opened again
            // in the
            // transaction that is lost would be sent again, as docs/operations-running.md says.
            waitUntil("notified again", () -> first.isDelivered("coverage/a/sro/", Alert.AlertStatus.OPEN));
            first.send(new DetectionEvent(origin("cameras"), EventType.WEAPON_SEEN, "a", Optional.empty()));
            waitUntil("notified", () -> stands(first));
            before.addAll(first.taken);
        }
    }

    /** All that has to be so after every loss. */
    private static boolean stands(RunningInstance one) {
        return one.isCampus(CoverageState.UNCOVERED)
                && one.isOpen("coverage/a/sro/")
                && one.isOpen("weapon-seen/a/")
                && one.holds(
                        Topics.INTERVALS,
                        entry -> TopicValue.INTERVALS
                                        .read(entry.getValue())
                                        .intervals()
                                        .size()
                                > 1)
                && one.hasNotice("away", "coverage/a/sro/", Alert.AlertStatus.OPEN)
                && one.hasNotice("away", "weapon-seen/a/", Alert.AlertStatus.OPEN)
                && one.isDelivered("coverage/a/sro/", Alert.AlertStatus.OPEN)
                && one.isDelivered("weapon-seen/a/", Alert.AlertStatus.OPEN);
    }

    Stream<String> logs() throws Exception {
        List<String> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(stopped.resolve("broker/log"))) {
            folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(log -> !log.startsWith("__cluster_metadata"))
                    .filter(log -> LogBatches.of(stopped.resolve("broker/log").resolve(log))
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
        DirectoryCopy.copy(stopped, data);
        LogBatches.of(data.resolve("broker/log").resolve(log)).tear();
        losePower(data);
        try (RunningInstance again = new RunningInstance(data)) {
            waitUntil("recovered", () -> !Files.exists(data.resolve("broker/unclean-shutdown")));
            waitUntil("what stood stands again", () -> stands(again));
            boolean revisions = !log.contains("-" + CoverageTopology.STORE + "-changelog");
            assertThat(keys(again.taken, revisions))
                    .as("notified of more than was notified before the stop")
                    .isSubsetOf(keys(before, revisions));
            again.send(sign(PresenceSignal.SignalKind.RETURNED));
            waitUntil("covered", () -> again.isCampus(CoverageState.COVERED) && !again.isOpen("coverage/a/sro/"));
            waitUntil("notified of that", () -> again.isDelivered("coverage/a/sro/", Alert.AlertStatus.CLOSED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postwatch-coverage-coverage-state-changelog",
                "postwatch-notification-notification-state-changelog",
                "postwatch.plans"
            })
    void a_corrupt_record_stops_the_instance_at_once_and_the_reason_names_the_log(String topic) throws Exception {
        Path data = directory.resolve("corrupt-" + topic);
        DirectoryCopy.copy(stopped, data);
        LogBatches.of(data.resolve("broker/log/" + topic + "-0")).corrupt(1);
        // Its files on the disk are as good as the changelog; without them it is read.
        try (RunningInstance again = new RunningInstance(data, false)) {
            CompletableFuture<String> failure = CompletableFuture.supplyAsync(again::awaitFailure);
            assertThat(failure.get(30, TimeUnit.SECONDS))
                    .contains("partition 0 of topic " + topic + " is corrupt at offset ")
                    .contains("Restore a backup")
                    .contains("'A corrupt log' in docs/operations-running.md");
        }
    }

    @Test
    void what_kafka_cuts_off_after_an_unclean_stop_though_it_was_on_the_disk_is_not_skipped() throws Exception {
        Path data = directory.resolve("cut");
        DirectoryCopy.copy(stopped, data);
        LogBatches.of(data.resolve("broker/log/postwatch-coverage-coverage-state-changelog-0"))
                .corrupt(1);
        Files.delete(data.resolve("broker/log/.kafka_cleanshutdown"));
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> new RunningInstance(data, false).close())
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("corrupt logs: ")
                    .hasMessageContaining("partition 0 of topic postwatch-coverage-coverage-state-changelog: records ")
                    .hasMessageContaining("accept the loss with 'mv ");
        }
        Path found = data.resolve("broker/corrupt-logs");
        Files.move(found, found.resolveSibling("corrupt-logs.accepted"));
        try (RunningInstance again = new RunningInstance(data)) {
            waitUntil("recovered", () -> !Files.exists(data.resolve("broker/unclean-shutdown")));
            waitUntil("worked out again from the inputs", () -> stands(again));
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

    private void apply(RunningInstance first) throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("d")).resolve("district.yaml"), DISTRICT);
        var compiled = DistrictDocuments.read(directory.resolve("d")).compiled().orElseThrow();
        DistrictChange change = DistrictChange.of(
                Optional.empty(),
                Map.of(),
                compiled.district(),
                compiled.campuses(),
                new EffectiveDate(now(), Optional.empty(), false));
        PlanRevision applied =
                new PlanRevision("e2e", now(), "m.lopez", "first", Optional.empty(), false, change.lines());
        try (PlanRepository register = PlanRepository.open(first.clients);
                DeliveryTopicsClient outside = new DeliveryTopicsClient(first.clients)) {
            outside.publishRouting(routing());
            register.write(
                    List.of(new PlanRepository.PlanUpdate(change, Optional.empty(), Optional.empty(), true, applied)));
        }
    }

    private static RoutingConfig routing() {
        RoutingConfig like = SampleRecipients.routing("e2e", recipient("center"), recipient("away"));
        return RecordCopy.with(
                like,
                "campuses",
                new TreeMap<>(Map.of("a", new RoutingConfig.CampusDetails("A", like.zone()))),
                "policy",
                new DisclosurePolicy(
                        List.of(new DisclosurePolicy.DisclosureRule(
                                "own",
                                AgencyClasses.OWN_AGENCY_CLASS,
                                Set.of(DisclosurePolicy.ALL),
                                Set.of(DisclosurePolicy.ALL))),
                        Set.of(),
                        Set.of()));
    }

    private static Recipient recipient(String id) {
        return new Recipient(
                id,
                "district",
                "school",
                SampleRecipients.webhook("http://127.0.0.1:1/" + id),
                false,
                Duration.ofHours(1));
    }

    private PresenceSignal sign(PresenceSignal.SignalKind kind) {
        return new PresenceSignal(origin("hr"), kind, "P-1", "a", Optional.empty());
    }

    private EventOrigin origin(String source) {
        return new EventOrigin("e2e", source, "e-" + ++ids, now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
