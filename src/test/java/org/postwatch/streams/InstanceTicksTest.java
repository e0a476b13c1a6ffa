package org.postwatch.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.RoutingJson;

/** Ticks as a clock tick producer writes them, whatever the broker's clock says of them. */
class InstanceTicksTest {
    private static final Instant T = Instant.parse("2026-09-14T13:00:00Z");

    @TempDir
    Path directory;

    private final AtomicReference<Instant> wallClock = new AtomicReference<>(T);

    @Test
    void coverage_reports_the_clock_difference_of_every_tick() {
        List<String> seen = new ArrayList<>();
        PipelineListener onlooker = new PipelineListener() {
            @Override
            public void onTickRead(int partition, long offset, String instance, Duration apart) {
                seen.add(partition + "@" + offset + " " + instance + " " + apart.toSeconds());
            }
        };
        try (TopologyTestDriver driver =
                driver(CoverageTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, wallClock())
                        .withListener(onlooker)))) {
            tick(driver, T, T.plusMillis(3), "");
            tick(driver, T.plusSeconds(75), T, "");
            tick(driver, T, T.plus(Duration.ofDays(4)), "");
        }
        assertThat(seen).containsExactly("0@0 host/17 0", "0@1 host/17 -75", "0@2 host/17 345600");
    }

    @Test
    void notification_reports_a_wrong_broker_clock_and_an_unreadable_input() throws Exception {
        try (TopologyTestDriver driver = driver(
                NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, wallClock())))) {
            RoutingConfig routing = routing();
            driver.createInputTopic(Topics.PLANS, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(
                            RoutingJson.key("d").getBytes(UTF_8), RoutingJson.encode(routing), null, T));
            for (int second = 0; second < 12; second++) {
                wallClock.set(T.plusSeconds(second));
                tick(
                        driver,
                        T.plusSeconds(second),
                        T.plusSeconds(second).minus(Duration.ofDays(4)),
                        ",\"stuck\":\"postwatch.camera.events\"");
            }
            assertThat(notices(driver))
                    .containsExactly(
                            "board opened clock-fault/partition-0", "board opened input-stuck/postwatch.camera.events");
        }
    }

    private InstantSource wallClock() {
        return wallClock::get;
    }

    private static TopologyTestDriver driver(Topology topology) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "ticks");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return new TopologyTestDriver(topology, settings, T);
    }

    private static void tick(TopologyTestDriver driver, Instant time, Instant stamp, String more) {
        String tick = "{\"specversion\":\"1.0\",\"id\":\"tick-" + time + "\",\"source\":\"postwatch\",\"type\":"
                + "\"postwatch.clock.tick\",\"time\":\"" + time + "\",\"partitionkey\":\"0\",\"data\":{\"instance\":"
                + "\"host/17\"" + more + "}}";
        driver.createInputTopic(Topics.CLOCK, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("0".getBytes(UTF_8), tick.getBytes(UTF_8), null, stamp));
    }

    private RoutingConfig routing() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), """
                district: d
                name: Small
                zone: Etc/UTC
                first-day: 2026-01-01
                calendar:
                  terms: [{ from: 2026-01-01, to: 2099-12-31 }]
                  windows:
                    - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
                officers:
                  - { badge: P-1, kind: police, duties: [sro] }
                feeds:
                  - { source: hr, agencies: [district], types: [staffing], limit: 60m }
                campuses:
                  - { id: a, posts: [{ id: sro, kinds: [police] }] }
                """);
        Files.writeString(folder.resolve("routing.yaml"), """
                recipients: [{ id: board, agency: district, kafka: {} }]
                routes: { to: [], routes: [{ match: { kind: [clock-fault, input-stuck] }, to: [board] }] }
                """);
        return DistrictDocuments.read(folder).compiled().orElseThrow().routing();
    }

    private static List<String> notices(TopologyTestDriver driver) {
        return driver
                .createOutputTopic(Topics.NOTICES, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> NoticeJson.read(record.value()))
                .map(notice -> notice.recipient() + " " + stage(notice) + " " + notice.subject())
                .toList();
    }

    private static String stage(Notice notice) {
        return notice.stage().wireName();
    }
}
