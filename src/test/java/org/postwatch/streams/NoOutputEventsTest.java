package org.postwatch.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.streams.DriverTopics.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.engine.CoverageTables;
import org.postwatch.documents.CompiledDistrict;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.plan.CampusPlan;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;

/** Nearly all events change nothing: they are taken in without a word, and without a write but one a feed and minute. */
class NoOutputEventsTest {
    private static final int EVENTS = 10_000;
    private static final int MINUTES = 3;
    private static final List<String> OUTPUTS =
            List.of(Topics.COVERAGE, Topics.INTERVALS, Topics.INCIDENTS, Topics.TRANSITIONS, Topics.DEAD_LETTERS);

    private final CompiledDistrict plans = DistrictDocuments.read(Path.of("config/districts/socorro-tx"))
            .compiled()
            .orElseThrow();
    private final List<String> campuses = List.copyOf(plans.campuses().keySet());
    private final String district = plans.district().id();
    /** In the middle of a school morning, when every grace and step has passed. */
    private final Instant start = LocalDate.of(2023, 10, 16)
            .atTime(LocalTime.of(10, 0))
            .atZone(plans.district().zone())
            .toInstant();

    private final EventWriter writer = new EventWriter();
    private TopologyTestDriver driver;

    @BeforeEach
    void applyPlans() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "quiet");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        driver = new TopologyTestDriver(
                CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)),
                settings);
        tick(start.minusSeconds(60));
        send(Topics.PLANS, PlanJson.key(district), PlanJson.encode(plans.district()), start);
        plans.campuses().forEach((id, campus) -> {
            CampusPlan plan =
                    new CampusPlan(id, new TreeMap<>(Map.of(plans.district().firstDay(), campus)));
            send(Topics.PLANS, PlanJson.key(district, id), PlanJson.encode(plan), start);
        });
        send(detection(0, start));
        tick(start);
        OUTPUTS.forEach(topic -> read(driver, topic));
        changelog();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void personsSeenCostNoOutputAndOneWriteAFeedAndMinute() {
        for (int i = 1; i <= EVENTS; i++) {
            Instant time = start.plusMillis(i * MINUTES * 60_000L / EVENTS);
            if (i % 1_000 == 0) {
                tick(time);
            }
            send(detection(i, time));
        }

        OUTPUTS.forEach(topic -> assertThat(read(driver, topic)).as(topic).isEmpty());
        Map<Character, Integer> writes = changelog();
        assertThat(writes.remove(CoverageTables.CLOCK.code())).isEqualTo(EVENTS / 1_000);
        assertThat(writes).isEqualTo(Map.of(CoverageTables.FEED_STATE.code(), MINUTES));
    }

    /** So that the silence above is not that of a watch that does not listen. */
    @Test
    void aWeaponAmongThemIsSaidAtOnce() {
        send(new DetectionEvent(origin(1, start), EventType.WEAPON_SEEN, campuses.get(0), Optional.empty()));

        assertThat(read(driver, Topics.INCIDENTS)).hasSize(1);
        assertThat(changelog()).containsKeys(CoverageTables.EVENTS.code(), CoverageTables.EVENT_INCIDENTS.code());
    }

    @Test
    void recordsBesideThePlansAreIgnored() {
        for (String key : List.of("/~intake", "/~routing", "/~apply/2026-09-14T18:03:11.250Z")) {
            send(Topics.PLANS, district + key, "{".getBytes(StandardCharsets.UTF_8), start);
            send(Topics.PLANS, district + key, null, start);
        }

        assertThat(read(driver, Topics.DEAD_LETTERS)).isEmpty();
        assertThat(changelog()).isEmpty();
    }

    private DetectionEvent detection(int number, Instant time) {
        return new DetectionEvent(
                origin(number, time),
                EventType.PERSON_SEEN,
                campuses.get(number % campuses.size()),
                Optional.of("front-camera"));
    }

    private EventOrigin origin(int number, Instant time) {
        return new EventOrigin(district, "cameras", "seen-" + number, time);
    }

    private void send(Event event) {
        send(event.type().topic().topicName(), district, writer.write(event), event.time());
    }

    private void tick(Instant time) {
        send(Topics.CLOCK, "0", writer.writeTick(time, Optional.empty()), time);
    }

    private void send(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value, stamp);
    }

    /** Records since the last look, by the code of their table. */
    private Map<Character, Integer> changelog() {
        Map<Character, Integer> byTable = new TreeMap<>();
        read(driver, "quiet-" + CoverageTopology.STORE + "-changelog")
                .forEach(record -> byTable.merge((char) record.key()[0], 1, Integer::sum));
        return byTable;
    }
}
