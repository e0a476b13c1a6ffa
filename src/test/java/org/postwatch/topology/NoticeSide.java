package org.postwatch.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.codec.TransitionJson;
import org.postwatch.codec.document.DistrictDocuments;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Delivery;
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

    private record Logged(String topic, String key, byte[] value, Instant stamp) {}

    private final List<Logged> log = new ArrayList<>();
    private final EventWriter writer = new EventWriter();
    private final TopologyTestDriver driver;
    private final Consumer<Instant> beforeRead;

    /** Its clock is the stamp of what it reads, as if it read everything when it arrived. */
    static NoticeSide live(Instant start) {
        Instant[] latest = {start};
        return new NoticeSide(() -> latest[0], stamp -> latest[0] = stamp);
    }

    private NoticeSide(InstantSource wallClock, Consumer<Instant> beforeRead) {
        this.beforeRead = beforeRead;
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

    /** A recipient got a notice a second after it was decided. */
    void delivered(Notice notice) {
        Instant at = notice.at().plusSeconds(1);
        Delivery delivery = new Delivery(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.ref(),
                notice.revision(),
                Delivery.Outcome.DELIVERED,
                1,
                at,
                "200");
        read(Topics.DELIVERIES, notice.key(), DeliveryJson.write(delivery), at);
    }

    /** They are on the topic, but it has not read them. */
    void missed(List<Transition> transitions) {
        transitions.forEach(t -> log.add(new Logged(
                Topics.TRANSITIONS, t.district() + "/" + t.incident().id(), TransitionJson.write(t), t.said())));
    }

    /** A ROUTING that starts without any state and has just read all that this one was to read, by its stamps. */
    NoticeSide withoutState(InstantSource wallClock) {
        NoticeSide side = new NoticeSide(wallClock, stamp -> {});
        log.stream()
                .sorted(Comparator.comparing(Logged::stamp))
                .forEach(r -> side.read(r.topic, r.key, r.value, r.stamp));
        return side;
    }

    void read(String topic, String key, byte[] value, Instant stamp) {
        log.add(new Logged(topic, key, value, stamp));
        beforeRead.accept(stamp);
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
