package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.PresenceSignal;
import org.postwatch.streams.EventAddressing;
import org.postwatch.wire.EventWriter;

/** What happens is in the metrics, after a restart as well, and of two instances each value is reported by one. */
class MetricsIT {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final String DISTRICT =
            SmallDistrict.DOCUMENT.replace("feeds:", "feeds:\n  - { source: cameras, types: [weapon], limit: 60m }");
    private static final String ROUTING = """
            recipients:
              - { id: office, log: {} }
            routes: { to: [office] }
            """;

    /** A source whose broker is away. */
    private static final String INTAKE = """
            sources:
              alarms:
                kind: mqtt
                profile: generic
                feed: cameras
                broker: mqtts://127.0.0.1:1
                topics: [alarms]
                with: { type: weapon-seen, device: device }
            """;

    private final EventWriter writer = new EventWriter();

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private Path config;
    private ClientSettings clients;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        config = Files.writeString(directory.resolve("c.yaml"), """
                security.feeds: open
                kafka.bootstrap.servers: %s
                topics: { partitions: 2, replication: 1 }
                streams: { threads: 1, standbys: 1 }
                """.formatted(broker.bootstrapServers()));
        clients = ClientSettings.of(Configuration.read(config));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private PostwatchServer run(String name) throws InterruptedException {
        PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.read(config).relocatedTo(directory.resolve(name), 0),
                RunCommand::coverageTopology,
                RunCommand::notificationTopology);
        assertThat(node.awaitRunning(MAX_WAIT)).isTrue();
        return node;
    }

    @Test
    void open_incidents_are_counted_across_a_restart_and_by_one_of_two_instances() throws Exception {
        String weapon = "weapon-seen/a/cameras/e-1";
        try (PostwatchServer node = run("one")) {
            apply();
            send(new DetectionEvent(origin("cameras", "e-1"), EventType.WEAPON_SEEN, "a", Optional.empty()));
            send(new PresenceSignal(
                    origin("hr", "e-2"), PresenceSignal.SignalKind.CHECKED_IN, "P-1", "a", Optional.empty()));
            send(new DetectionEvent(
                    new EventOrigin("nowhere", "cameras", "e-3", now()), EventType.WEAPON_SEEN, "a", Optional.empty()));

            await(node, 1, "postwatch_campuses", "state", "COVERED");
            await(node, 1, "postwatch_incidents_open", "kind", "weapon-seen", "acknowledged", "false");
            await(node, 1, "postwatch_dead_letters_total", "application", "coverage", "reason", "unknown-district");
            await(node, 1, "postwatch_event_to_incident_seconds_count", "cause", "event");
            assertThat(awaitMore(node, 0, "postwatch_deliveries_total", "outcome", "delivered"))
                    .isPositive();
            assertThat(scrape(node).count("postwatch_notices_total", "outcome", "notified"))
                    .isPositive();
            assertThat(awaitMore(node, 0, "postwatch_incident_unacknowledged_oldest_seconds", "severity", "critical"))
                    .isLessThan(MAX_WAIT.toSeconds());

            await(node, 2, "postwatch_delivery_partitions");
            await(node, 0, "postwatch_intake_connected", "district", "d", "source", "alarms");
            await(node, 0, "postwatch_notice_undelivered_oldest_seconds");

            // Kafka's clients beside Kafka Streams.
            awaitMore(node, 0, "kafka_consumer_fetch_manager_records_consumed_total", "application", "delivery");
            awaitMore(node, 0, "kafka_producer_record_send_total", "application", "delivery");
            awaitMore(node, 0, "kafka_producer_record_send_total", "application", "clock-ticks");
            awaitMore(node, 0, "kafka_producer_record_send_total", "application", "canaries");

            assertThat(CliResult.run("ack", weapon, "-c", config.toString()).exitCode())
                    .isZero();
            await(node, 1, "postwatch_incidents_open", "kind", "weapon-seen", "acknowledged", "true");
            await(node, 0, "postwatch_incidents_open", "kind", "weapon-seen", "acknowledged", "false");
            await(node, 0, "postwatch_incident_unacknowledged_oldest_seconds", "severity", "critical");
        }
        try (PostwatchServer node = PostwatchServer.startWithObservability(
                Configuration.read(config).relocatedTo(directory.resolve("one"), 0),
                RunCommand::coverageTopology,
                RunCommand::notificationTopology)) {
            // From its first moment on: known and right, or not known; never "no campus is uncovered".
            OptionalDouble campuses = OptionalDouble.empty();
            long deadline = deadline();
            while (campuses.isEmpty() || Double.isNaN(campuses.getAsDouble())) {
                campuses = scrape(node).sum("postwatch_campuses", "state", "COVERED");
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            assertThat(campuses).hasValue(1);
            await(node, 1, "postwatch_incidents_open", "kind", "weapon-seen", "acknowledged", "true");

            try (PostwatchServer other = run("two")) {
                await(other, 1, "postwatch_tasks", "application", "coverage", "role", "active");
                awaitSum(node, other, 2, "postwatch_tasks", "application", "notification", "role", "active");
                awaitSum(node, other, 2, "postwatch_tasks", "application", "coverage", "role", "standby");
                awaitSum(node, other, 1, "postwatch_campuses", "state", "COVERED");
                awaitSum(node, other, 1, "postwatch_campuses");
                awaitSum(node, other, 1, "postwatch_incidents_open", "kind", "weapon-seen");
            }
            awaitNames(node);
            assertExplained(scrape(node));
            CliResult.run("resolve", weapon, "-c", config.toString());
            await(node, 0, "postwatch_incidents_open", "kind", "weapon-seen");
        }
    }

    /** Those of which the alerts and the dashboard speak. */
    private static void awaitNames(PostwatchServer node) throws Exception {
        Set<String> wanted = PrometheusExpressions.metricNames();
        assertThat(wanted).hasSizeGreaterThan(15);
        long deadline = deadline();
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(scrape(node).names());
        while (!missing.isEmpty()) {
            assertThat(System.nanoTime()).as("missing: %s", missing).isLessThan(deadline);
            pause();
            missing.removeAll(scrape(node).names());
        }
    }

    private static void assertExplained(MetricsScrape scrape) throws Exception {
        String page = Files.readString(Path.of("docs", "metrics.md"));
        assertThat(scrape.names())
                .filteredOn(name -> name.startsWith("postwatch_"))
                .hasSizeGreaterThan(10)
                .allSatisfy(name ->
                        assertThat(page).contains("`" + name.replaceFirst("_(bucket|sum|count|max)$", "") + "`"));
    }

    private void apply() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        Files.writeString(folder.resolve("intake.yaml"), INTAKE);
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    private void send(Event event) {
        byte[] bytes = writer.write(event);
        try (EventProducer sender = EventProducer.open(clients)) {
            sender.send((EventAddressing.EventDestination) EventAddressing.resolve(bytes), bytes, failure -> {
                throw new AssertionError(failure);
            });
        }
    }

    private static EventOrigin origin(String source, String id) {
        return new EventOrigin("d", source, id, now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static MetricsScrape scrape(PostwatchServer node) throws Exception {
        return MetricsScrape.of("http://127.0.0.1:" + node.httpPort().orElseThrow());
    }

    private static long deadline() {
        return System.nanoTime() + MAX_WAIT.toNanos();
    }

    private static void await(PostwatchServer node, double expected, String name, String... labels) throws Exception {
        long deadline = deadline();
        OptionalDouble found = scrape(node).sum(name, labels);
        while (found.isEmpty() || found.getAsDouble() != expected) {
            assertThat(System.nanoTime())
                    .as("%s%s is %s, not %s", name, String.join(",", labels), found, expected)
                    .isLessThan(deadline);
            pause();
            found = scrape(node).sum(name, labels);
        }
    }

    private static double awaitMore(PostwatchServer node, double than, String name, String... labels) throws Exception {
        long deadline = deadline();
        double found = scrape(node).count(name, labels);
        while (found <= than) {
            assertThat(System.nanoTime()).as("%s is %s", name, found).isLessThan(deadline);
            pause();
            found = scrape(node).count(name, labels);
        }
        return found;
    }

    private static void awaitSum(
            PostwatchServer one, PostwatchServer two, double expected, String name, String... labels) throws Exception {
        long deadline = deadline();
        double found = scrape(one).count(name, labels) + scrape(two).count(name, labels);
        while (found != expected) {
            assertThat(System.nanoTime()).as("%s is %s in all", name, found).isLessThan(deadline);
            pause();
            found = scrape(one).count(name, labels) + scrape(two).count(name, labels);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
}
