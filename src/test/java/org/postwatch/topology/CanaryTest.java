package org.postwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.postwatch.codec.CommandJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.event.Canary;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.Sign;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.plan.District;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;

/** COVERAGE answers canaries, and says nothing else of their districts; what is ROUTING's it leaves to ROUTING. */
class CanaryTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final District DISTRICT = CanaryDistricts.of(1).get(0);

    private final EventWriter writer = new EventWriter();
    private TopologyTestDriver driver;

    @BeforeEach
    void plan() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "canary");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        driver = new TopologyTestDriver(
                CoverageTopology.build(CoverageTopology.StateIn.MEMORY, RecordedTime.CLOCK), settings);
        send(Topics.PLANS, DISTRICT.id(), PlanJson.encode(DISTRICT), T);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void one_is_answered_each_minute_and_its_silence_is_nobodys_incident() {
        fly("canary", T, T.plusMillis(20));
        fly("canary", T, T.plusSeconds(1));
        assertThat(transitions()).singleElement().satisfies(said -> {
            assertThat(said.incident().kind()).isEqualTo(Kind.WATCHDOG);
            assertThat(said.district()).isEqualTo(DISTRICT.id());
            assertThat(said.effective()).isEqualTo(T);
        });
        fly("canary", T.plusSeconds(60), T.plusSeconds(60));
        assertThat(transitions()).hasSize(1);

        tick(T.plusSeconds(5 * 86_400));
        assertThat(transitions()).isEmpty();
        assertThat(read(Topics.INCIDENTS))
                .extracting(r -> new String(r.key(), UTF_8))
                .containsOnly(DISTRICT.id() + "/watchdog/canary");
        fly("canary", T.plusSeconds(5 * 86_400), T.plusSeconds(5 * 86_400));
        assertThat(transitions()).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void others_may_not_send_one() {
        fly("cameras", T, T);
        send(Topics.STAFFING_EVENTS, "e", writer.write(new Canary(new Origin("e", "canary", "c-1", T))), T);
        fly("canary", T.minusSeconds(3 * 86_400), T);
        fly("canary", T.plusSeconds(61), T);
        assertThat(letters()).containsExactly("unknown-feed", "unknown-district", "late", "future");
    }

    @Test
    void conduct_is_not_for_coverage_and_commands_of_routing_are_left_alone() {
        Origin origin = new Origin(DISTRICT.id(), "canary", "e-1", T);
        tell(new ConductSeen(origin, "a", "fight", false, Optional.empty()), T);
        assertThat(letters()).containsExactly("wrong-topic");

        Actor dana = new Actor("dana", Optional.empty());
        Command ack = new Command.Acknowledge(DISTRICT.id(), "c-1", T, dana, "x/y", Optional.empty());
        send(Topics.COMMANDS, DISTRICT.id(), CommandJson.write(ack), T);
        Command resolve = new Command.Resolve(DISTRICT.id(), "c-2", T, dana, "conduct/a/staff/e-1");
        send(Topics.COMMANDS, DISTRICT.id(), CommandJson.write(resolve), T);
        assertThat(letters()).isEmpty();
        send(Topics.STAFFING_EVENTS, DISTRICT.id(), CommandJson.write(ack), T);
        Command weapon = new Command.Resolve(DISTRICT.id(), "c-3", T, dana, "weapon-seen/a/cameras/e-1");
        send(Topics.COMMANDS, DISTRICT.id(), CommandJson.write(weapon), T);
        assertThat(letters()).containsExactly("wrong-topic", "unknown-incident");
    }

    @Test
    void who_may_write_to_one_topic_does_not_speak_on_another() {
        Origin origin = new Origin(DISTRICT.id(), "canary", "e-1", T);
        byte[] present = writer.write(new Sign(origin, Sign.Kind.CHECKED_IN, "P-1", "a", Optional.empty()));
        for (String topic : List.of(Topics.CAMERA_EVENTS, Topics.ENTRANCE_EVENTS, Topics.COMMANDS, Topics.CLOCK)) {
            send(topic, DISTRICT.id(), present, T);
            assertThat(letters()).as(topic).containsExactly("wrong-topic");
        }
        send(Topics.STAFFING_EVENTS, DISTRICT.id(), present, T);
        assertThat(letters()).isNotEmpty().doesNotContain("wrong-topic");

        byte[] alive = writer.write(new Heartbeat(new Origin(DISTRICT.id(), "canary", "h-1", T), Optional.empty()));
        send(Topics.CAMERA_EVENTS, DISTRICT.id(), alive, T);
        byte[] broken = writer.write(new DeviceReport(origin, EventType.DEVICE_OFFLINE, "a", "front-buzzer"));
        send(Topics.CAMERA_EVENTS, DISTRICT.id(), broken, T);
        assertThat(letters()).doesNotContain("wrong-topic");
    }

    @Test
    void there_is_one_district_in_every_partition() {
        for (int partitions : new int[] {1, 4, 50}) {
            List<District> districts = CanaryDistricts.of(partitions);
            assertThat(districts).hasSize(partitions);
            for (int p = 0; p < partitions; p++) {
                String id = districts.get(p).id();
                assertThat(id).startsWith(District.CANARY);
                assertThat(CoverageTopology.partition(id.getBytes(UTF_8), partitions))
                        .isEqualTo(p);
                assertThat(PlanJson.decodeDistrict(PlanJson.encode(districts.get(p))))
                        .isEqualTo(districts.get(p));
            }
        }
    }

    private void fly(String source, Instant time, Instant stamp) {
        tell(new Canary(new Origin(DISTRICT.id(), source, "canary-" + time, time)), stamp);
    }

    private void tell(Event event, Instant stamp) {
        send(Topics.STAFFING_EVENTS, event.origin().district(), writer.write(event), stamp);
    }

    private void tick(Instant time) {
        send(Topics.CLOCK, "0", writer.tick(time, Optional.empty()), time);
    }

    private void send(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value, stamp);
    }

    private List<Transition> transitions() {
        return read(Topics.TRANSITIONS).stream()
                .map(record -> TransitionJson.read(record.value()))
                .toList();
    }

    private List<String> letters() {
        return read(Topics.DEAD_LETTERS).stream()
                .map(record -> {
                    Map<String, byte[]> headers = new HashMap<>();
                    record.headers().forEach(header -> headers.put(header.key(), header.value()));
                    return DeadLetterHeaders.read(headers).reason();
                })
                .toList();
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
