package org.postwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.codec.CommandJson;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.coverage.Reason;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Origin;
import org.postwatch.incident.Episode;
import org.postwatch.incident.Incident;
import org.postwatch.incident.Kind;
import org.postwatch.incident.Transition;
import org.postwatch.incident.Transition.Change;
import org.postwatch.routing.Actor;
import org.postwatch.routing.Command;
import org.postwatch.routing.Sketch;
import org.postwatch.topology.HostileRecords.Hostile;

/** Thousands of records that nobody should send, among good ones: each has its answer, and the good ones have theirs. */
class HostileRoutingTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");
    private static final int STEPS = 60;
    private static final int HOSTILE_A_STEP = 40;

    private final EventWriter writer = new EventWriter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatever_comes_between_the_good_ones_are_told_as_ever(long seed) {
        List<String> alone = day(Optional.empty());
        assertThat(alone).hasSizeGreaterThan(STEPS);
        assertThat(day(Optional.of(new HostileRecords(new Random(seed))))).isEqualTo(alone);
    }

    private List<String> day(Optional<HostileRecords> hostile) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "hostile");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        List<String> told = new ArrayList<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                RoutingTopology.build(CoverageTopology.StateIn.MEMORY, RecordedTime.CLOCK), settings, T)) {
            plan(driver);
            for (int step = 0; step < STEPS; step++) {
                Instant now = T.plusSeconds(30L * step);
                good(driver, step, now);
                assertThat(letters(driver)).as("good records").isEmpty();
                for (int i = 0; hostile.isPresent() && i < HOSTILE_A_STEP; i++) {
                    answered(driver, hostile.get().next(now));
                }
                told.addAll(notices(driver));
            }
        }
        return told;
    }

    /** At most one dead letter for each, with the reason where it is known which. */
    private static void answered(TopologyTestDriver driver, Hostile record) {
        try {
            send(driver, record.topic(), record.key(), record.value(), record.stamp());
        } catch (RuntimeException e) {
            throw new AssertionError("stopped by " + record, e);
        }
        List<DeadLetterHeaders> letters = letters(driver);
        if (record.reason().equals(HostileRecords.ANY)) {
            assertThat(letters).hasSizeLessThanOrEqualTo(1);
        } else {
            assertThat(letters.stream().map(DeadLetterHeaders::reason))
                    .as(record.toString())
                    .isEqualTo(record.reason().isEmpty() ? List.of() : List.of(record.reason()));
        }
        assertThat(letters).allSatisfy(letter -> assertThat(letter.detail()).isNotBlank());
    }

    private static void plan(TopologyTestDriver driver) {
        Sketch sketch = routing()
                .own("board", "topic")
                .own("chat", "chat")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "coverage", "campus")
                .root(node("board", "city")
                        .repeat("PT5M")
                        .child(node("chat").when("kind", "no-show").group("", "PT30S", "PT2M")));
        byte[] routing = RoutingJson.encode(sketch.drawn());
        send(driver, Topics.PLANS, RoutingJson.key(Sketch.DISTRICT), routing, T);
        String other = new String(routing, UTF_8)
                .replace("\"district\":\"" + Sketch.DISTRICT + "\"", "\"district\":\"" + HostileRecords.OTHER + "\"");
        send(driver, Topics.PLANS, RoutingJson.key(HostileRecords.OTHER), other.getBytes(UTF_8), T);
    }

    private void good(TopologyTestDriver driver, int step, Instant now) {
        String district = Sketch.DISTRICT;
        send(driver, Topics.CLOCK, "clock", writer.tick(now, Optional.empty()), now);
        Kind kind = step % 2 == 0 ? Kind.COVERAGE : Kind.NO_SHOW;
        Incident opened = incident(kind, step, now, Optional.empty());
        send(
                driver,
                Topics.TRANSITIONS,
                district + "/" + opened.id(),
                TransitionJson.write(new Transition(district, opened, Change.OPENED, now, now, Optional.empty())),
                now);
        if (step % 3 == 0) {
            Incident closed = incident(kind, step, now, Optional.of(now));
            send(
                    driver,
                    Topics.TRANSITIONS,
                    district + "/" + closed.id(),
                    TransitionJson.write(new Transition(district, closed, Change.CLOSED, now, now, Optional.empty())),
                    now);
        } else if (step % 5 == 0) {
            Command ack = new Command.Acknowledge(
                    district, "c-" + step, now, new Actor("dana", Optional.empty()), opened.id(), Optional.empty());
            send(driver, Topics.COMMANDS, district, CommandJson.write(ack), now);
        }
        ConductSeen seen = new ConductSeen(
                new Origin(district, "cameras", "e-" + step, now), "A", "fight", step % 7 == 0, Optional.empty());
        send(driver, Topics.CONDUCT_EVENTS, district, writer.write(seen), now);
    }

    private static Incident incident(Kind kind, int step, Instant from, Optional<Instant> to) {
        return Incident.of(
                kind.wireName() + "/A/sro/" + step,
                kind,
                Map.of("campus", "A", "post", "sro"),
                List.of(new Episode(from, from, to, to.map(end -> "covered"), List.of(new Episode.Step(from, "low")))),
                List.of(Reason.of("nobody-present")));
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
                .filter(text -> text.startsWith(Sketch.DISTRICT + "/") && !text.contains("~watchdog"))
                .toList();
    }

    private static List<DeadLetterHeaders> letters(TopologyTestDriver driver) {
        return read(driver, Topics.DEAD_LETTERS).stream()
                .map(record -> {
                    Map<String, byte[]> headers = new HashMap<>();
                    record.headers().forEach(header -> headers.put(header.key(), header.value()));
                    return DeadLetterHeaders.read(headers);
                })
                .toList();
    }

    private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }
}
