package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.clients.PlanRepository;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.coverage.CampusCoverage;
import org.postwatch.coverage.CoverageState;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.plan.DistrictChange;
import org.postwatch.plan.EffectiveDate;
import org.postwatch.plan.PlanRevision;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.TopicValue;

/**
 * Plans and events in, coverage and incidents out: on a broker, with a clock that is alive, as a plain consumer of
 * committed records sees it. It is school time at every hour, and a gap opens its incident at once.
 */
class EndToEndIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
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

    private final EventWriter writer = new EventWriter();
    private final Map<String, byte[]> heard = new HashMap<>();

    @TempDir
    Path directory;

    private PostwatchServer node;
    private ClientSettings clients;
    private KafkaConsumer<String, byte[]> consumer;
    private int ids;

    @BeforeEach
    void start() throws Exception {
        Configuration configuration = configuration();
        node = PostwatchServer.start(
                configuration,
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
        clients = ClientSettings.of(configuration, node.bootstrapServers());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", node.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(Topics.COVERAGE, Topics.INCIDENTS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        apply();
    }

    /** Of an instance with the embedded broker; anyone who has another one says so. */
    Configuration configuration() throws IOException {
        return Configuration.defaults().relocatedTo(directory.resolve("data"), 0);
    }

    @AfterEach
    void stop() {
        consumer.close();
        node.close();
    }

    @Test
    void what_happens_is_read_within_seconds() {
        // Watched from its first apply: nobody is there, and the feeds have their limit to say something.
        assertThat(awaitCampus(CoverageState.UNCOVERED).posts().get(0).reasons().toString())
                .contains("nobody-present");
        awaitIncident("coverage/a/sro/", Incident.IncidentStatus.OPEN);

        send(sign(PresenceSignal.SignalKind.CHECKED_IN));
        assertThat(awaitCampus(CoverageState.COVERED).posts().get(0).counted()).containsExactly("P-1");
        Incident gap = awaitIncident("coverage/a/sro/", Incident.IncidentStatus.CLOSED);
        assertThat(last(gap).closeReason()).contains("covered");

        Instant away = send(sign(PresenceSignal.SignalKind.CALLED_AWAY));
        CampusCoverage bare = awaitCampus(CoverageState.UNCOVERED);
        assertThat(bare.posts().get(0).since()).contains(away);
        assertThat(bare.posts().get(0).reasons().toString()).contains("called-away(P-1, " + away + ")");
        assertThat(last(awaitIncident("coverage/a/sro/", Incident.IncidentStatus.OPEN))
                        .openedAt())
                .isEqualTo(away);

        assertThat(CompactedTopicReader.readLatest(clients, Topics.DEAD_LETTERS))
                .isEmpty();
    }

    @Test
    void a_weapon_opens_at_once_until_an_operator_says_that_it_is_over() {
        Instant seen = send(new DetectionEvent(origin("cameras"), EventType.WEAPON_SEEN, "a", Optional.empty()));
        Incident open = awaitIncident("weapon-seen/a/", Incident.IncidentStatus.OPEN);
        assertThat(last(open).openedAt()).isEqualTo(seen);
        assertThat(open.severity()).contains("critical");

        send(CommandJson.write(new Resolve("e2e", "c-1", now(), new Actor("op-1", Optional.empty()), open.id())));
        Incident closed = awaitIncident("weapon-seen/a/", Incident.IncidentStatus.CLOSED);
        assertThat(closed.id()).isEqualTo(open.id());
        assertThat(last(closed).closeReason()).contains("resolved");
    }

    private void apply() throws Exception {
        Files.writeString(Files.createDirectory(directory.resolve("d")).resolve("district.yaml"), DISTRICT);
        var compiled = DistrictDocuments.read(directory.resolve("d")).compiled().orElseThrow();
        Instant now = now();
        DistrictChange change = DistrictChange.of(
                Optional.empty(),
                Map.of(),
                compiled.district(),
                compiled.campuses(),
                new EffectiveDate(now, Optional.empty(), false));
        PlanRevision applied =
                new PlanRevision("e2e", now, "m.lopez", "first", Optional.empty(), false, change.lines());
        try (PlanRepository register = PlanRepository.open(clients)) {
            register.write(
                    List.of(new PlanRepository.PlanUpdate(change, Optional.empty(), Optional.empty(), true, applied)));
        }
        // Events come when their plan is there: plans and events are read side by side.
        awaitCampus(CoverageState.UNCOVERED);
    }

    private Instant send(Event event) {
        send(writer.write(event));
        return event.time();
    }

    private void send(byte[] event) {
        assertThat(EventAddressing.resolve(event)).isInstanceOf(EventAddressing.EventDestination.class);
        try (EventProducer sender = EventProducer.open(clients)) {
            sender.send((EventAddressing.EventDestination) EventAddressing.resolve(event), event, failure -> {});
            assertThat(sender.flushAndCount()).hasSize(1);
        }
    }

    private CampusCoverage awaitCampus(CoverageState state) {
        return TopicValue.COVERAGE.read(await(
                "e2e/a is " + state,
                entry -> entry.getKey().equals("e2e/a")
                        && TopicValue.COVERAGE.read(entry.getValue()).state() == state));
    }

    private Incident awaitIncident(String beginning, Incident.IncidentStatus status) {
        return IncidentJson.read(await(
                        beginning + "… is " + status,
                        entry -> entry.getKey().startsWith("e2e/" + beginning)
                                && IncidentJson.read(entry.getValue())
                                                .incident()
                                                .status()
                                        == status))
                .incident();
    }

    /** Reads on until the last word on something is as awaited. */
    private byte[] await(String what, Predicate<Map.Entry<String, byte[]>> awaited) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (true) {
            Optional<Map.Entry<String, byte[]>> found =
                    heard.entrySet().stream().filter(awaited).findFirst();
            if (found.isPresent()) {
                return found.get().getValue();
            }
            assertThat(System.nanoTime())
                    .as(() -> "waited for: " + what + "; instead: "
                            + heard.values().stream()
                                    .map(v -> new String(v, StandardCharsets.UTF_8))
                                    .toList())
                    .isLessThan(deadline);
            consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                if (record.value() == null) {
                    heard.remove(record.key());
                } else {
                    heard.put(record.key(), record.value());
                }
            });
        }
    }

    private static Episode last(Incident incident) {
        return incident.episodes().get(incident.episodes().size() - 1);
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
