package org.postwatch.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Routing;

/** One ROUTING of the district of {@link RecordedDays}, with one recipient, and what it has decided so far. */
final class NoticeSide implements AutoCloseable {
    private static final String DOCUMENT = """
            district: case
            name: Case
            zone: America/Denver
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
              - id: a
                posts:
                  - { id: sro, kinds: [police] }
            """;
    private static final String ROUTING = """
            recipients:
              - { id: board, agency: district, kafka: {} }
            policy: { grants: [] }
            routes:
              to: [board]
            """;

    private final EventWriter writer = new EventWriter();
    private final TopologyTestDriver driver;

    NoticeSide(InstantSource wallClock) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "notices");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        driver = new TopologyTestDriver(
                RoutingTopology.build(CoverageTopology.StateIn.MEMORY, wallClock), settings, Instant.EPOCH);
    }

    NoticeSide apply(Path directory, Instant at) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(RecordedDays.DISTRICT));
        Files.writeString(folder.resolve("district.yaml"), DOCUMENT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        var documents = DistrictDocuments.read(folder);
        Routing routing = documents
                .compiled()
                .orElseThrow(() -> new AssertionError(documents.toString()))
                .routing();
        read(Topics.PLANS, RoutingJson.key(RecordedDays.DISTRICT), RoutingJson.encode(routing), at);
        return this;
    }

    /** What it decides by transitions that arrive when they are said. */
    List<Notice> read(List<Transition> transitions) {
        transitions.forEach(t -> {
            tick(t.said());
            read(Topics.TRANSITIONS, t.district() + "/" + t.incident().id(), TransitionJson.write(t), t.said());
        });
        return notices();
    }

    void tick(Instant at) {
        read(Topics.CLOCK, "0", writer.tick(at, Optional.empty()), at);
    }

    void read(String topic, String key, byte[] value, Instant stamp) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value, stamp);
    }

    /** Since this was asked the last time. */
    List<Notice> notices() {
        return driver
                .createOutputTopic(Topics.NOTICES, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .filter(record -> record.value() != null)
                .map(record -> NoticeJson.read(record.value()))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
