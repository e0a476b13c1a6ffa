package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.InstalledTool;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.event.DetectionEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.streams.EventAddressing;
import org.postwatch.wire.EventWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus itself reads a running instance and the shipped rules; a notice that is given up raises an alert. */
class PrometheusIT {
    private static final String BINARY = "/usr/bin/prometheus";
    private static final Duration MAX_WAIT = Duration.ofMinutes(3);
    private static final String DISTRICT =
            SmallDistrict.DOCUMENT.replace("feeds:", "feeds:\n  - { source: cameras, types: [weapon], limit: 60m }");
    /** The secret is not there, so that notices are given up after a minute. */
    private static final String ROUTING = """
            recipients:
              - { id: hook, agency: district, give-up: 1m, webhook: { url: "secret:postwatch-test-not-there", secrets: [secret:postwatch-test-not-there] } }
            routes: { to: [hook] }
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private PostwatchServer server;
    private Process process;
    private String url;

    @BeforeEach
    void start() throws Exception {
        InstalledTool.require(BINARY, "prometheus");
        server = PostwatchServer.startWithObservability(
                Configuration.defaults().relocatedTo(directory.resolve("data"), 0),
                RunCommand::coverageTopology,
                RunCommand::notificationTopology);
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: postwatch
                    static_configs: [{ targets: ["127.0.0.1:%d"] }]
                """.formatted(
                PrometheusExpressions.RULES.toAbsolutePath(), server.httpPort().orElseThrow()));
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        process = new ProcessBuilder(
                        BINARY,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void it_scrapes_every_metric_and_alerts_on_a_notice_that_was_given_up() throws Exception {
        assertThat(server.awaitRunning(MAX_WAIT)).isTrue();
        await("has the target up", () -> value("up{job=\"postwatch\"}").equals(Optional.of("1")));
        await("holds every rule for sound", this::isEveryRuleHealthy);
        await(
                "knows the instance ready",
                () -> value("min(postwatch_check_passed)").equals(Optional.of("1")));
        await(
                "has seen none fail",
                () -> value("postwatch_deliveries_total{outcome=\"failed\"}").equals(Optional.of("0")));
        assertThat(value("count(ALERTS{alertname=\"PostwatchDeliveryFailed\"})"))
                .isEmpty();

        happens();
        await(
                "reports of it",
                () -> value("ALERTS{alertname=\"PostwatchDeliveryFailed\",alertstate=\"firing\"}")
                        .equals(Optional.of("1")));
        await(
                "counts the weapon",
                () -> value("sum(postwatch_incidents_open{kind=\"weapon-seen\",severity=\"critical\"})")
                        .equals(Optional.of("1")));
    }

    private void happens() throws Exception {
        Path config = Files.writeString(
                directory.resolve("c.yaml"),
                "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n");
        Path folder = Files.createDirectory(directory.resolve("d"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config.toString(), "--author", "m", "--reason", "first");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] weapon = new EventWriter()
                .write(new DetectionEvent(
                        new EventOrigin("d", "cameras", "e-1", now), EventType.WEAPON_SEEN, "a", Optional.empty()));
        try (EventProducer sender = EventProducer.open(ClientSettings.of(Configuration.read(config)))) {
            sender.send((EventAddressing.EventDestination) EventAddressing.resolve(weapon), weapon, failure -> {
                throw new AssertionError(failure);
            });
        }
    }

    private boolean isEveryRuleHealthy() {
        JsonNode groups = get("/api/v1/rules").path("data").path("groups");
        if (groups.size() != 1) {
            return false;
        }
        for (JsonNode rule : groups.path(0).path("rules")) {
            if (!rule.path("health").asString().equals("ok")) {
                return false;
            }
        }
        return true;
    }

    /** The first value that an expression has; empty when it has none. */
    private Optional<String> value(String expression) {
        JsonNode first = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data")
                .path("result")
                .path(0);
        return first.isMissingNode()
                ? Optional.empty()
                : Optional.of(first.path("value").path(1).asString());
    }

    private JsonNode get(String path) {
        assertThat(process.isAlive()).as("Prometheus runs").isTrue();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return new JsonMapper()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException | tools.jackson.core.JacksonException e) {
            // Not there yet.
            return new JsonMapper().createObjectNode();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("Prometheus %s in time", what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
