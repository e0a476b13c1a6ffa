package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.streams.DriverTopics.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.command.Resolve;
import org.postwatch.notification.model.Actor;
import org.postwatch.plan.District;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.TopicValue;

/** COVERAGE answers canaries, and says nothing else of their districts; what is NOTIFICATION's it leaves to NOTIFICATION. */
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
                CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)),
                settings);
        send(Topics.PLANS, DISTRICT.id(), PlanJson.encode(DISTRICT), T);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void a_canary_is_answered_each_minute_and_a_missing_one_is_no_incident() {
        sendCanary("canary", T, T.plusMillis(20));
        sendCanary("canary", T, T.plusSeconds(1));
        assertThat(transitions()).singleElement().satisfies(said -> {
            assertThat(said.incident().kind()).isEqualTo(IncidentKind.WATCHDOG);
            assertThat(said.district()).isEqualTo(DISTRICT.id());
            assertThat(said.effectiveAt()).isEqualTo(T);
        });
        sendCanary("canary", T.plusSeconds(60), T.plusSeconds(60));
        assertThat(transitions()).hasSize(1);

        tick(T.plusSeconds(5 * 86_400));
        assertThat(transitions()).isEmpty();
        assertThat(read(driver, Topics.INCIDENTS)).isEmpty();
        assertThat(read(driver, Topics.TRANSITIONS)).isEmpty();
        sendCanary("canary", T.plusSeconds(5 * 86_400), T.plusSeconds(5 * 86_400));
        assertThat(transitions()).hasSize(1);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void only_instances_may_send_canaries() {
        sendCanary("cameras", T, T);
        send(Topics.STAFFING_EVENTS, "e", writer.write(new CanaryEvent(new EventOrigin("e", "canary", "c-1", T))), T);
        sendCanary("canary", T.minusSeconds(3 * 86_400), T);
        sendCanary("canary", T.plusSeconds(61), T);
        // The instances' own are missed by those who wait for them, and are no rejected events.
        assertThat(deadLetters()).containsExactly("unknown-feed", "unknown-district");
        assertThat(transitions()).isEmpty();
    }

    @Test
    void coverage_rejects_conduct_and_ignores_commands_for_notification() {
        EventOrigin origin = new EventOrigin(DISTRICT.id(), "canary", "e-1", T);
        send(new ConductEvent(origin, "a", "fight", false, Optional.empty()), T);
        assertThat(deadLetters()).containsExactly("wrong-topic");

        Actor dana = new Actor("dana", Optional.empty());
        OperatorCommand ack = new Acknowledge(DISTRICT.id(), "c-1", T, dana, "x/y", Optional.empty());
        send(Topics.COMMANDS, DISTRICT.id(), CommandJson.write(ack), T);
        OperatorCommand resolve = new Resolve(DISTRICT.id(), "c-2", T, dana, "conduct/a/staff/e-1");
        send(Topics.COMMANDS, DISTRICT.id(), CommandJson.write(resolve), T);
        assertThat(deadLetters()).isEmpty();
        send(Topics.STAFFING_EVENTS, DISTRICT.id(), CommandJson.write(ack), T);
        OperatorCommand weapon = new Resolve(DISTRICT.id(), "c-3", T, dana, "weapon-seen/a/cameras/e-1");
        send(Topics.COMMANDS, DISTRICT.id(), CommandJson.write(weapon), T);
        assertThat(deadLetters()).containsExactly("wrong-topic", "unknown-incident");
    }

    @Test
    void an_event_on_the_topic_of_another_type_is_rejected() {
        EventOrigin origin = new EventOrigin(DISTRICT.id(), "canary", "e-1", T);
        byte[] present = writer.write(
                new PresenceSignal(origin, PresenceSignal.SignalKind.CHECKED_IN, "P-1", "a", Optional.empty()));
        for (String topic : List.of(Topics.CAMERA_EVENTS, Topics.ENTRANCE_EVENTS, Topics.COMMANDS, Topics.CLOCK)) {
            send(topic, DISTRICT.id(), present, T);
            assertThat(deadLetters()).as(topic).containsExactly("wrong-topic");
        }
        send(Topics.STAFFING_EVENTS, DISTRICT.id(), present, T);
        assertThat(deadLetters()).isNotEmpty().doesNotContain("wrong-topic");

        byte[] alive =
                writer.write(new Heartbeat(new EventOrigin(DISTRICT.id(), "canary", "h-1", T), Optional.empty()));
        send(Topics.CAMERA_EVENTS, DISTRICT.id(), alive, T);
        byte[] broken = writer.write(new DeviceReport(origin, EventType.DEVICE_OFFLINE, "a", "front-buzzer"));
        send(Topics.CAMERA_EVENTS, DISTRICT.id(), broken, T);
        assertThat(deadLetters()).doesNotContain("wrong-topic");
    }

    @Test
    void there_is_one_district_in_every_partition() {
        for (int partitions : new int[] {1, 4, 50}) {
            List<District> districts = CanaryDistricts.of(partitions);
            assertThat(districts).hasSize(partitions);
            for (int p = 0; p < partitions; p++) {
                String id = districts.get(p).id();
                assertThat(id).startsWith(District.CANARY_PREFIX);
                assertThat(CoverageTopology.partition(id.getBytes(UTF_8), partitions))
                        .isEqualTo(p);
                assertThat(PlanJson.decodeDistrict(PlanJson.encode(districts.get(p))))
                        .isEqualTo(districts.get(p));
            }
        }
    }

    private void sendCanary(String source, Instant time, Instant stamp) {
        send(new CanaryEvent(new EventOrigin(DISTRICT.id(), source, "canary-" + time, time)), stamp);
    }

    private void send(Event event, Instant stamp) {
        send(Topics.STAFFING_EVENTS, event.origin().district(), writer.write(event), stamp);
    }

    private void tick(Instant time) {
        send(Topics.CLOCK, "0", writer.writeTick(time, Optional.empty()), time);
    }

    private void send(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value, stamp);
    }

    private List<IncidentTransition> transitions() {
        return read(driver, Topics.CANARIES).stream()
                .map(record -> TopicValue.TRANSITION.read(record.value()))
                .toList();
    }

    private List<String> deadLetters() {
        return read(driver, Topics.DEAD_LETTERS).stream()
                .map(record -> DriverTopics.headersOf(record).reason())
                .toList();
    }
}
