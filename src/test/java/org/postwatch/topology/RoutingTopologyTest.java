package org.postwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.codec.CommandJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.EntryJson;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Routing;

/** Bytes through ROUTING, without a broker. */
class RoutingTopologyTest {
    private static final String DISTRICT = """
            district: d
            name: Small
            zone: Etc/UTC
            first-day: 2026-01-01
            agencies:
              - { id: city, class: municipal-police }
            calendar:
              terms: [{ from: 2026-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            officers:
              - { badge: P-1, kind: police, duties: [sro] }
            feeds:
              - { source: hr, agencies: [district], types: [staffing], limit: 60m }
              - { source: staff, types: [conduct], limit: 60m }
              - { source: former, types: [conduct], to: 2026-09-14T13:00 }
            campuses:
              - id: a
                posts:
                  - { id: sro, kinds: [police] }
            """;
    private static final String ROUTING = """
            recipients:
              - { id: board, agency: district, kafka: {}, watchdog: true }
              - { id: desk, agency: city, log: {} }
            policy:
              grants:
                - { name: police-coverage, class: municipal-police, kinds: [coverage], fields: [kind, campus] }
            routes:
              to: [board, desk]
            """;
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final String INCIDENT = "coverage/a/sro/2026-09-14/all";

    @TempDir
    private Path directory;

    private final EventWriter writer = new EventWriter();
    private TopologyTestDriver driver;

    @BeforeEach
    void apply() throws IOException {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "routing");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                RoutingTopology.build(CoverageTopology.StateIn.MEMORY, RecordedTime.CLOCK), settings, T);
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        Routing routing =
                DistrictDocuments.read(folder).compiled().orElseThrow().routing();
        send(Topics.PLANS, RoutingJson.key("d"), RoutingJson.encode(routing), T);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void an_incident_is_told_with_the_fields_of_each_class_and_written_down() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TransitionJson.write(opened(T)), T);

        List<Notice> notices = notices();
        assertThat(notices).extracting(Notice::key).containsExactly("d/board/" + INCIDENT, "d/desk/" + INCIDENT);
        assertThat(notices.get(0).items().get(0).fields()).containsKeys("kind", "campus", "post", "severity");
        assertThat(notices.get(1).items().get(0).fields()).containsOnlyKeys("kind", "campus");
        assertThat(entries()).extracting(Entry::outcome).containsOnly(Entry.Outcome.TOLD);
        assertThat(letters()).isEmpty();
    }

    @Test
    void conduct_is_told_by_a_feed_to_the_end_of_its_dates() {
        conduct("former", "a", T.minusMillis(1));
        assertThat(notices()).extracting(Notice::recipient).containsExactly("board");

        conduct("former", "a", T);
        assertThat(notices()).isEmpty();
        assertThat(letters()).extracting(DeadLetterHeaders::reason).containsExactly("source-not-authorised");
    }

    @Test
    void conduct_goes_to_the_school_and_nothing_else_comes_that_way() {
        conduct("staff", "a", T);
        assertThat(notices()).extracting(Notice::recipient).containsExactly("board");
        assertThat(entries())
                .extracting(Entry::recipient, Entry::outcome)
                .containsExactlyInAnyOrder(tuple("board", Entry.Outcome.TOLD), tuple("desk", Entry.Outcome.REFUSED));

        conduct("hr", "a", T);
        conduct("staff", "b", T);
        conduct("staff", "a", T.plusMillis(60_001));
        Heartbeat beat = new Heartbeat(new Origin("d", "staff", "h-1", T), Optional.empty());
        send(Topics.CONDUCT_EVENTS, "d", writer.write(beat), T);
        send(Topics.CONDUCT_EVENTS, "d", "{".getBytes(UTF_8), T);
        send(Topics.CONDUCT_EVENTS, "e", writer.write(beat), T);
        assertThat(letters())
                .extracting(DeadLetterHeaders::reason)
                .containsExactly(
                        "source-not-authorised", "unknown-campus", "future", "wrong-topic", "malformed", "wrong-key");
        assertThat(notices()).isEmpty();
    }

    @Test
    void commands_are_answered_where_they_belong() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TransitionJson.write(opened(T)), T);
        notices();
        Actor dana = Actor.claimed("dana");
        command(new Command.Acknowledge("d", "c-1", T, dana, INCIDENT, Optional.empty()));
        assertThat(notices()).extracting(Notice::stage).containsOnly(Notice.Stage.ACKNOWLEDGED);
        assertThat(entries())
                .filteredOn(entry -> entry.outcome() == Entry.Outcome.COMMANDED)
                .extracting(Entry::actor)
                .containsExactly(Optional.of(dana));
        assertThat(letters()).isEmpty();

        command(new Command.Acknowledge("d", "c-2", T, dana, "coverage/b", Optional.empty()));
        // COVERAGE's to answer.
        command(new Command.Resolve("d", "c-3", T, dana, "weapon-seen/a/cameras/e-1"));
        // COVERAGE's to set aside: it reads the same topic.
        send(Topics.COMMANDS, "d", "{".getBytes(UTF_8), T);
        assertThat(letters()).extracting(DeadLetterHeaders::reason).containsExactly("unknown-incident");
    }

    @Test
    void a_canary_that_came_through_is_a_notice_to_those_who_ask() {
        Incident canary = Incident.of(
                "watchdog/canary",
                Kind.WATCHDOG,
                Map.of(),
                List.of(new Episode(T, T, Optional.empty(), Optional.empty(), List.of(new Episode.Step(T, "none")))),
                List.of());
        Transition transition = new Transition("canary-0", canary, Transition.Change.OPENED, T, T, Optional.empty());
        send(Topics.TRANSITIONS, "canary-0/watchdog/canary", TransitionJson.write(transition), T);

        assertThat(notices())
                .extracting(Notice::recipient, Notice::stage)
                .containsExactly(tuple("board", Notice.Stage.WATCHDOG));
    }

    @Test
    void a_delivery_that_failed_is_told_to_the_others() {
        send(Topics.TRANSITIONS, "d/" + INCIDENT, TransitionJson.write(opened(T)), T);
        notices();
        Delivery failed =
                new Delivery("d", "desk", INCIDENT, "0123456789abcdef", 1, Delivery.Outcome.FAILED, 3, T, "410 Gone");
        send(Topics.DELIVERIES, failed.key(), DeliveryJson.write(failed), T);

        assertThat(notices()).extracting(Notice::key).containsExactly("d/board/delivery-failed/desk");
        send(Topics.DELIVERIES, failed.key(), null, T);
        send(Topics.DELIVERIES, failed.key(), "{}".getBytes(UTF_8), T);
        assertThat(letters()).extracting(DeadLetterHeaders::reason).containsExactly("malformed");
    }

    @Test
    void what_is_no_routing_or_no_transition_is_set_aside_and_other_plans_are_not_its_own() {
        send(Topics.PLANS, "d", "{".getBytes(UTF_8), T);
        send(Topics.PLANS, "d/a", null, T);
        assertThat(letters()).isEmpty();
        send(Topics.PLANS, "d/~apply/2026", "{".getBytes(UTF_8), T);
        assertThat(letters()).extracting(DeadLetterHeaders::reason).containsExactly("malformed");
        send(Topics.PLANS, "d/~routing", "{".getBytes(UTF_8), T);
        send(Topics.PLANS, "d/~routing", null, T);
        send(Topics.TRANSITIONS, "d/x", "{}".getBytes(UTF_8), T);
        send(Topics.TRANSITIONS, "d/x", null, T);
        assertThat(letters())
                .extracting(DeadLetterHeaders::reason)
                .containsExactly("malformed", "malformed", "malformed", "malformed");
    }

    private static Transition opened(Instant at) {
        Incident incident = Incident.of(
                INCIDENT,
                Kind.COVERAGE,
                Map.of("campus", "a", "post", "sro", "date", "2026-09-14", "window", "all"),
                List.of(new Episode(
                        at, at, Optional.empty(), Optional.empty(), List.of(new Episode.Step(at, "warning")))),
                List.of(Reason.of("nobody-present")));
        return new Transition("d", incident, Transition.Change.OPENED, at, at, Optional.empty());
    }

    private void conduct(String source, String campus, Instant time) {
        Origin origin = new Origin("d", source, "e-" + time + campus, time);
        ConductSeen seen = new ConductSeen(origin, campus, "fight", false, Optional.empty());
        send(Topics.CONDUCT_EVENTS, "d", writer.write(seen), T);
    }

    private void command(Command command) {
        send(Topics.COMMANDS, "d", CommandJson.write(command), T);
    }

    private void send(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value, stamp);
    }

    private List<Notice> notices() {
        return read(Topics.NOTICES).stream()
                .map(record -> NoticeJson.read(record.value()))
                .toList();
    }

    private List<Entry> entries() {
        return read(Topics.DISCLOSURES).stream()
                .map(record -> EntryJson.read(record.value()))
                .toList();
    }

    private List<DeadLetterHeaders> letters() {
        return read(Topics.DEAD_LETTERS).stream()
                .map(record -> {
                    Map<String, byte[]> headers = new HashMap<>();
                    record.headers().forEach(header -> headers.put(header.key(), header.value()));
                    return DeadLetterHeaders.read(headers);
                })
                .toList();
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
