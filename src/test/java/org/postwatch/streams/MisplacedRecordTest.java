package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.postwatch.streams.DriverTopics.deadLetters;
import static org.postwatch.streams.DriverTopics.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.documents.DistrictParseResult;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.notification.command.AddNote;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.plan.CampusPlan;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.IncidentJson;
import org.postwatch.wire.MisplacedHeaders;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/**
 * A producer with another partitioner than Java's puts a district's records where nobody knows the district. The test driver
 * has one task, of partition 0, and pipes what is forwarded back into it.
 */
class MisplacedRecordTest {
    private static final int PARTITIONS = 4;
    /** One whose partition is 0, and one whose partition is not. */
    private static final String HERE = districtId(true);

    private static final String ELSEWHERE = districtId(false);
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final Actor DANA = Actor.unverified("dana");

    @TempDir
    private Path directory;

    private final EventWriter writer = new EventWriter();
    private TopologyTestDriver driver;

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void coverage_forwards_an_event_unchanged_with_its_timestamp_and_origin() {
        startCoverage();
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_trace", "abc".getBytes(UTF_8));
        headers.add(MisplacedHeaders.STAMP, "a lie of the sender".getBytes(UTF_8));
        byte[] weapon = weapon(ELSEWHERE, "w-1", T);
        send(Topics.CAMERA_EVENTS, ELSEWHERE, weapon, T, headers);

        TestRecord<byte[], byte[]> forwarded = read(driver, Topics.MISPLACED).get(0);
        assertThat(forwarded.key()).isEqualTo(ELSEWHERE.getBytes(UTF_8));
        assertThat(forwarded.value()).isEqualTo(weapon);
        assertThat(forwarded.getRecordTime()).isEqualTo(T);
        assertThat(forwarded.headers().headers("ce_trace")).hasSize(1);
        assertThat(forwarded.headers().headers(MisplacedHeaders.STAMP)).hasSize(1);
        assertThat(MisplacedHeaders.fromMap(byName(forwarded)))
                .isEqualTo(new MisplacedHeaders(Topics.CAMERA_EVENTS, 0, 0, T));
        // The driver has brought it back to the same, wrong partition: it is not sent round for ever.
        assertThat(deadLetters(driver))
                .containsExactly(new DeadLetterHeaders(
                        "misplaced",
                        "it was forwarded to partition 0 of postwatch.misplaced, which is not its district's either",
                        Topics.CAMERA_EVENTS,
                        0,
                        0,
                        T));
        assertThat(read(driver, Topics.INCIDENTS)).isEmpty();
    }

    @Test
    void a_forwarded_event_is_admitted_by_its_original_timestamp() {
        startCoverage();
        Instant afterwards = T.plus(Duration.ofDays(9));
        sendForwarded(Topics.CAMERA_EVENTS, 7, T, weapon(HERE, "w-1", T), afterwards);
        assertThat(deadLetters(driver)).isEmpty();
        assertThat(weapons()).containsExactly("weapon-seen/a/cameras/w-1");

        sendForwarded(Topics.CAMERA_EVENTS, 8, T, weapon(HERE, "w-2", T.plusSeconds(61)), afterwards);
        sendForwarded(Topics.STAFFING_EVENTS, 9, T, weapon(HERE, "w-3", T), afterwards);
        assertThat(deadLetters(driver))
                .extracting(DeadLetterHeaders::reason, DeadLetterHeaders::topic, DeadLetterHeaders::offset)
                .containsExactly(
                        tuple("future", Topics.CAMERA_EVENTS, 8L), tuple("wrong-topic", Topics.STAFFING_EVENTS, 9L));
    }

    @Test
    void origin_headers_are_ignored_on_every_other_topic() {
        startCoverage();
        RecordHeaders headers = new RecordHeaders();
        new MisplacedHeaders(Topics.CAMERA_EVENTS, 3, 7, T).toMap().forEach(headers::add);
        send(Topics.CAMERA_EVENTS, HERE, weapon(HERE, "w-1", T), T.plus(Duration.ofDays(3)), headers);

        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("late");
    }

    @Test
    void a_forwarded_record_without_its_origin_is_rejected() {
        startCoverage();
        send(Topics.MISPLACED, HERE, weapon(HERE, "w-1", T), T, new RecordHeaders());
        sendForwarded(Topics.CLOCK, 1, T, writer.writeTick(T, Optional.empty()), T);
        sendForwarded(Topics.PLANS, 1, T, "{}".getBytes(UTF_8), T);

        assertThat(deadLetters(driver))
                .extracting(DeadLetterHeaders::reason, DeadLetterHeaders::topic)
                .containsOnly(tuple("malformed", Topics.MISPLACED))
                .hasSize(3);
        assertThat(weapons()).isEmpty();
    }

    @Test
    void a_plan_in_the_wrong_partition_is_rejected() {
        startCoverage();
        CompiledDistrict plans = compiled(ELSEWHERE);
        send(Topics.PLANS, PlanJson.key(ELSEWHERE), PlanJson.encode(plans.district()), T, new RecordHeaders());

        assertThat(deadLetters(driver)).extracting(DeadLetterHeaders::reason).containsExactly("misplaced");
        assertThat(read(driver, Topics.MISPLACED)).isEmpty();
    }

    @Test
    void coverage_forwards_commands_and_leaves_conduct_to_notification() {
        startCoverage();
        send(Topics.COMMANDS, ELSEWHERE, note(ELSEWHERE, "c-1", "conduct/x"), T, new RecordHeaders());
        assertThat(read(driver, Topics.MISPLACED)).hasSize(1);
        deadLetters(driver);

        sendForwarded(Topics.CONDUCT_EVENTS, 1, T, conduct(HERE, "s-1"), T);
        assertThat(deadLetters(driver)).isEmpty();
    }

    @Test
    void coverage_handles_a_forwarded_command_of_its_own() {
        startCoverage();
        send(Topics.CAMERA_EVENTS, HERE, weapon(HERE, "w-1", T), T, new RecordHeaders());
        byte[] resolve = CommandJson.write(new Resolve(HERE, "c-1", T, DANA, "weapon-seen/a/cameras/w-1"));
        sendForwarded(Topics.COMMANDS, 5, T, resolve, T);
        // Read and forwarded again, when state is rebuilt: without a trace, not as a second command.
        sendForwarded(Topics.COMMANDS, 5, T, resolve, T);

        assertThat(deadLetters(driver)).isEmpty();
        assertThat(read(driver, Topics.TRANSITIONS))
                .filteredOn(record -> new String(record.key(), UTF_8).contains("weapon-seen"))
                .hasSize(2);
    }

    @Test
    void notification_forwards_conduct_and_leaves_commands_to_coverage() {
        startRouting();
        send(Topics.COMMANDS, ELSEWHERE, note(ELSEWHERE, "c-1", "conduct/x"), T, new RecordHeaders());
        assertThat(read(driver, Topics.MISPLACED)).isEmpty();
        send(Topics.CONDUCT_EVENTS, ELSEWHERE, conduct(ELSEWHERE, "s-1"), T, new RecordHeaders());
        assertThat(read(driver, Topics.MISPLACED)).hasSize(1);
        // COVERAGE's to reject: one of the two is enough.
        assertThat(deadLetters(driver)).isEmpty();
    }

    @Test
    void notification_handles_forwarded_conduct_and_commands_once() {
        startRouting();
        sendForwarded(Topics.CONDUCT_EVENTS, 1, T, conduct(HERE, "s-1"), T);
        assertThat(read(driver, Topics.NOTICES)).isNotEmpty();
        String incident = "conduct/a/staff/s-1";
        sendForwarded(Topics.COMMANDS, 2, T, note(HERE, "c-1", incident), T);
        assertThat(read(driver, Topics.DISCLOSURES))
                .filteredOn(entry -> new String(entry.value(), UTF_8).contains("\"operator-action\""))
                .hasSize(1);
        sendForwarded(Topics.CONDUCT_EVENTS, 1, T, conduct(HERE, "s-1"), T);
        sendForwarded(Topics.COMMANDS, 2, T, note(HERE, "c-1", incident), T);
        sendForwarded(Topics.CAMERA_EVENTS, 3, T, weapon(HERE, "w-1", T), T);

        assertThat(read(driver, Topics.DISCLOSURES)).isEmpty();
        assertThat(deadLetters(driver)).isEmpty();
    }

    /** The offsets of a topic that was deleted and made again begin at 0: what comes then must not pass for a repetition. */
    @Test
    void a_later_record_at_a_known_offset_is_a_new_record() {
        startCoverage();
        sendForwarded(Topics.CAMERA_EVENTS, 7, T, weapon(HERE, "w-1", T), T);
        Instant later = T.plusMillis(1);
        sendForwarded(Topics.CAMERA_EVENTS, 0, later, weapon(HERE, "w-2", later), later);

        assertThat(weapons()).contains("weapon-seen/a/cameras/w-2");
    }

    private static String districtId(boolean here) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "elm-" + n)
                .filter(name -> here == (CoverageTopology.partition(name.getBytes(UTF_8), PARTITIONS) == 0))
                .findFirst()
                .orElseThrow();
    }

    private void startCoverage() {
        start(CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)));
        CompiledDistrict plans = compiled(HERE);
        send(Topics.PLANS, PlanJson.key(HERE), PlanJson.encode(plans.district()), T, new RecordHeaders());
        plans.campuses().forEach((id, campus) -> {
            CampusPlan plan =
                    new CampusPlan(id, new TreeMap<>(Map.of(plans.district().firstDay(), campus)));
            send(Topics.PLANS, PlanJson.key(HERE, id), PlanJson.encode(plan), T, new RecordHeaders());
        });
        read(driver, Topics.INCIDENTS);
        read(driver, Topics.TRANSITIONS);
    }

    private void startRouting() {
        start(NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)));
        byte[] routing = RoutingJson.encode(compiled(HERE).routing());
        send(Topics.PLANS, RoutingJson.key(HERE), routing, T, new RecordHeaders());
    }

    private void start(Topology topology) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "misplaced");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(Topics.PARTITIONS_CONFIG, PARTITIONS);
        driver = new TopologyTestDriver(topology, settings, T);
    }

    private CompiledDistrict compiled(String district) {
        try {
            Path folder = Files.createDirectories(directory.resolve(district));
            Files.writeString(folder.resolve("district.yaml"), """
                    district: %s
                    zone: Etc/UTC
                    first-day: 2026-09-14
                    calendar:
                      terms: [{ from: 2026-09-14, to: 2027-06-30 }]
                      windows: [{ name: day, days: [sat], from: "08:00", to: "09:00" }]
                    officers: [{ badge: P-1, kind: police, duties: [sro] }]
                    feeds:
                      - { source: hr, agencies: [district], types: [staffing] }
                      - { source: cameras, types: [camera, weapon] }
                      - { source: staff, types: [conduct] }
                    campuses:
                      - { id: a, posts: [{ id: sro, kinds: [police] }] }
                    """.formatted(district));
            Files.writeString(folder.resolve("routing.yaml"), """
                    recipients: [{ id: board, agency: district, kafka: {} }]
                    routes: { to: [board] }
                    """);
            DistrictParseResult documents = DistrictDocuments.read(folder);
            return documents.compiled().orElseThrow(() -> new AssertionError(documents.diagnostics()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] weapon(String district, String id, Instant time) {
        return writer.write(new DetectionEvent(
                new EventOrigin(district, "cameras", id, time), EventType.WEAPON_SEEN, "a", Optional.empty()));
    }

    private byte[] conduct(String district, String id) {
        return writer.write(
                new ConductEvent(new EventOrigin(district, "staff", id, T), "a", "fight", false, Optional.empty()));
    }

    private static byte[] note(String district, String id, String incident) {
        return CommandJson.write(new AddNote(district, id, T, DANA, incident, "seen to"));
    }

    /** As the other task forwards it. */
    private void sendForwarded(String topic, long offset, Instant stamp, byte[] value, Instant recordTime) {
        RecordHeaders headers = new RecordHeaders();
        new MisplacedHeaders(topic, 3, offset, stamp).toMap().forEach(headers::add);
        send(Topics.MISPLACED, HERE, value, recordTime, headers);
    }

    private void send(String topic, String key, byte[] value, Instant stamp, RecordHeaders headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, headers, stamp));
    }

    private List<String> weapons() {
        return read(driver, Topics.INCIDENTS).stream()
                .map(record -> IncidentJson.read(record.value()).incident().id())
                .filter(id -> id.startsWith("weapon-seen"))
                .toList();
    }

    private static Map<String, byte[]> byName(TestRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }
}
