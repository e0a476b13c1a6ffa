package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;
import static org.postwatch.streams.DriverTopics.deadLetters;
import static org.postwatch.streams.DriverTopics.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.IncidentKind;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.incident.IncidentTransition.IncidentChange;
import org.postwatch.notification.command.Acknowledge;
import org.postwatch.notification.command.OperatorCommand;
import org.postwatch.notification.model.Actor;
import org.postwatch.notification.route.RoutingConfigBuilder;
import org.postwatch.streams.HostileRecordGenerator.HostileRecord;
import org.postwatch.wire.CommandJson;
import org.postwatch.wire.DeadLetterHeaders;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;

/** Thousands of records that nobody should send, among good ones: each has its answer, and the good ones have theirs. */
class HostileNotificationInputTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final int STEPS = 60;
    private static final int HOSTILE_PER_STEP = 40;

    private final EventWriter writer = new EventWriter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void hostile_records_do_not_change_the_notices_of_valid_ones(long seed) {
        List<String> alone = day(Optional.empty());
        assertThat(alone).hasSizeGreaterThan(STEPS);
        assertThat(day(Optional.of(new HostileRecordGenerator(new Random(seed)))))
                .isEqualTo(alone);
    }

    private List<String> day(Optional<HostileRecordGenerator> hostile) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "hostile");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        List<String> told = new ArrayList<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)),
                settings,
                T)) {
            plan(driver);
            for (int step = 0; step < STEPS; step++) {
                Instant now = T.plusSeconds(30L * step);
                sendValid(driver, step, now);
                assertThat(deadLetters(driver)).as("good records").isEmpty();
                for (int i = 0; hostile.isPresent() && i < HOSTILE_PER_STEP; i++) {
                    sendAndCheck(driver, hostile.get().next(now));
                }
                told.addAll(notices(driver));
            }
        }
        return told;
    }

    /** At most one dead letter for each, with the reason where it is known which. */
    private static void sendAndCheck(TopologyTestDriver driver, HostileRecord record) {
        try {
            send(driver, record.topic(), record.key(), record.value(), record.stamp());
        } catch (RuntimeException e) {
            throw new AssertionError("stopped by " + record, e);
        }
        List<DeadLetterHeaders> letters = deadLetters(driver);
        if (record.reason().equals(HostileRecordGenerator.ANY_REASON)) {
            assertThat(letters).hasSizeLessThanOrEqualTo(1);
        } else {
            assertThat(letters.stream().map(DeadLetterHeaders::reason))
                    .as(record.toString())
                    .isEqualTo(record.reason().isEmpty() ? List.of() : List.of(record.reason()));
        }
        assertThat(letters).allSatisfy(letter -> assertThat(letter.detail()).isNotBlank());
    }

    private static void plan(TopologyTestDriver driver) {
        RoutingConfigBuilder sketch = routing()
                .ownRecipient("board", "topic")
                .ownRecipient("chat", "chat")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "coverage", "campus")
                .root(route("board", "city")
                        .repeat("PT5M")
                        .child(route("chat").match("kind", "no-show").group("", "PT30S", "PT2M")));
        byte[] routing = RoutingJson.encode(sketch.build());
        send(driver, Topics.PLANS, RoutingJson.key(RoutingConfigBuilder.DISTRICT), routing, T);
        String other = new String(routing, UTF_8)
                .replace(
                        "\"district\":\"" + RoutingConfigBuilder.DISTRICT + "\"",
                        "\"district\":\"" + HostileRecordGenerator.OTHER_DISTRICT + "\"");
        send(driver, Topics.PLANS, RoutingJson.key(HostileRecordGenerator.OTHER_DISTRICT), other.getBytes(UTF_8), T);
    }

    private void sendValid(TopologyTestDriver driver, int step, Instant now) {
        String district = RoutingConfigBuilder.DISTRICT;
        send(driver, Topics.CLOCK, "clock", writer.writeTick(now, Optional.empty()), now);
        IncidentKind kind = step % 2 == 0 ? IncidentKind.COVERAGE : IncidentKind.NO_SHOW;
        Incident opened = incident(kind, step, now, Optional.empty());
        send(
                driver,
                Topics.TRANSITIONS,
                district + "/" + opened.id(),
                TopicValue.TRANSITION.write(
                        new IncidentTransition(district, opened, IncidentChange.OPENED, now, now, Optional.empty())),
                now);
        if (step % 3 == 0) {
            Incident closed = incident(kind, step, now, Optional.of(now));
            send(
                    driver,
                    Topics.TRANSITIONS,
                    district + "/" + closed.id(),
                    TopicValue.TRANSITION.write(new IncidentTransition(
                            district, closed, IncidentChange.CLOSED, now, now, Optional.empty())),
                    now);
        } else if (step % 5 == 0) {
            OperatorCommand ack = new Acknowledge(
                    district, "c-" + step, now, new Actor("dana", Optional.empty()), opened.id(), Optional.empty());
            send(driver, Topics.COMMANDS, district, CommandJson.write(ack), now);
        }
        ConductEvent seen = new ConductEvent(
                new EventOrigin(district, "cameras", "e-" + step, now), "A", "fight", step % 7 == 0, Optional.empty());
        send(driver, Topics.CONDUCT_EVENTS, district, writer.write(seen), now);
    }

    private static Incident incident(IncidentKind kind, int step, Instant from, Optional<Instant> to) {
        return Incident.of(
                kind.wireName() + "/A/sro/" + step,
                kind,
                Map.of("campus", "A", "post", "sro"),
                List.of(new Episode(
                        from, from, to, to.map(end -> "covered"), List.of(new Episode.SeverityChange(from, "low")))),
                List.of(Reason.of(ReasonCode.NOBODY_PRESENT)));
    }

    private static void send(TopologyTestDriver driver, String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key == null ? null : key.getBytes(UTF_8), value, stamp);
    }

    private static List<String> notices(TopologyTestDriver driver) {
        return read(driver, Topics.NOTICES).stream()
                .map(record -> new String(record.key(), UTF_8) + "="
                        + (record.value() == null ? "" : new String(record.value(), UTF_8)))
                // A sign of life is for every district of the partition.
                .filter(text -> text.startsWith(RoutingConfigBuilder.DISTRICT + "/") && !text.contains("~watchdog"))
                .toList();
    }
}
