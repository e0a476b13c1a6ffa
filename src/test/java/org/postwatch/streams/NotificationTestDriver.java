package org.postwatch.streams;

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
import org.postwatch.documents.DistrictDocuments;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;

/** One NOTIFICATION of the district of {@link SchoolDaySimulation}, with one recipient, and what it has decided so far. */
final class NotificationTestDriver implements AutoCloseable {
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

    private record LoggedRecord(String topic, String key, byte[] value, Instant stamp) {}

    private final List<LoggedRecord> log = new ArrayList<>();
    private final EventWriter writer = new EventWriter();
    private final TopologyTestDriver driver;
    private final Consumer<Instant> beforePipe;

    /** Its clock is the stamp of what it reads, as if it read everything when it arrived. */
    static NotificationTestDriver live(Instant start) {
        Instant[] latest = {start};
        return new NotificationTestDriver(() -> latest[0], stamp -> latest[0] = stamp);
    }

    private NotificationTestDriver(InstantSource wallClock, Consumer<Instant> beforeRead) {
        this.beforePipe = beforeRead;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "notices");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        driver = new TopologyTestDriver(
                NotificationTopology.build(TopologySettings.of(CoverageTopology.StoreType.MEMORY, wallClock)),
                settings,
                Instant.EPOCH);
    }

    NotificationTestDriver apply(Path directory, Instant at) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(SchoolDaySimulation.DISTRICT));
        Files.writeString(folder.resolve("district.yaml"), DOCUMENT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        var documents = DistrictDocuments.read(folder);
        RoutingConfig routing = documents
                .compiled()
                .orElseThrow(() -> new AssertionError(documents.toString()))
                .routing();
        pipe(Topics.PLANS, RoutingJson.key(SchoolDaySimulation.DISTRICT), RoutingJson.encode(routing), at);
        return this;
    }

    /** What it decides by transitions that arrive when they are said. */
    List<Notice> pipe(List<IncidentTransition> transitions) {
        transitions.forEach(t -> {
            tick(t.publishedAt());
            pipe(
                    Topics.TRANSITIONS,
                    t.district() + "/" + t.incident().id(),
                    TopicValue.TRANSITION.write(t),
                    t.publishedAt());
        });
        return notices();
    }

    void tick(Instant at) {
        pipe(Topics.CLOCK, "0", writer.writeTick(at, Optional.empty()), at);
    }

    /** A recipient got a notice a second after it was decided. */
    void delivered(Notice notice) {
        Instant at = notice.at().plusSeconds(1);
        DeliveryResult delivery = new DeliveryResult(
                notice.district(),
                notice.recipient(),
                notice.subject(),
                notice.ref(),
                notice.revision(),
                DeliveryResult.DeliveryStatus.DELIVERED,
                1,
                at,
                "200");
        pipe(Topics.DELIVERIES, notice.key(), TopicValue.DELIVERY.write(delivery), at);
    }

    /** They are on the topic, but it has not read them. */
    void addUnread(List<IncidentTransition> transitions) {
        transitions.forEach(t -> log.add(new LoggedRecord(
                Topics.TRANSITIONS,
                t.district() + "/" + t.incident().id(),
                TopicValue.TRANSITION.write(t),
                t.publishedAt())));
    }

    /** A NOTIFICATION that starts without any state and has just read all that this one was to read, by its stamps. */
    NotificationTestDriver withoutState(InstantSource wallClock) {
        NotificationTestDriver side = new NotificationTestDriver(wallClock, stamp -> {});
        log.stream()
                .sorted(Comparator.comparing(LoggedRecord::stamp))
                .forEach(r -> side.pipe(r.topic, r.key, r.value, r.stamp));
        return side;
    }

    void pipe(String topic, String key, byte[] value, Instant stamp) {
        log.add(new LoggedRecord(topic, key, value, stamp));
        beforePipe.accept(stamp);
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
