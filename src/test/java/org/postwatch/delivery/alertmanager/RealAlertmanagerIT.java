package org.postwatch.delivery.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.InstalledTool;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.DistrictSecrets;
import org.postwatch.delivery.FakeHttpServer;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.delivery.web.HttpEndpoint;
import org.postwatch.delivery.web.HttpSender;
import org.postwatch.notification.model.Alert.AlertStatus;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Notice.NoticeStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against Prometheus Alertmanager itself: what it shows, and what it sends to its own receiver. */
class RealAlertmanagerIT {
    private static final String BINARY = "/usr/bin/prometheus-alertmanager";
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeHttpServer receiver = new FakeHttpServer();

    @TempDir
    Path directory;

    private Process process;
    private String url;
    private AlertmanagerChannel channel;

    @BeforeEach
    void start() throws Exception {
        InstalledTool.require(BINARY, "prometheus-alertmanager");
        Path config = directory.resolve("alertmanager.yml");
        Files.writeString(config, """
                route: { receiver: us, group_by: [ref], group_wait: 100ms, group_interval: 1s, repeat_interval: 1h }
                receivers:
                  - name: us
                    webhook_configs: [{ url: "%s", send_resolved: true }]
                """.formatted(receiver.url("/")));
        // bcrypt of "correct horse".
        Path web = Files.writeString(
                directory.resolve("web.yml"),
                "basic_auth_users: { postwatch: '$2b$04$NPqMuiOLgmx6IfJfQvVQR.GffGqn3Ve6om6Fxb.2ZlujlBhhf7Bn.' }");
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        process = new ProcessBuilder(
                        BINARY,
                        "--config.file=" + config,
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=",
                        "--web.config.file=" + web,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        await("is ready", this::isReady);
        channel = channel("secret:alerts");
    }

    private AlertmanagerChannel channel(String password) {
        AlertmanagerAddress address = new AlertmanagerAddress(
                new ConfigValue(url),
                Optional.of(new ConfigValue("postwatch")),
                Optional.of(new ConfigValue(password)),
                Optional.empty());
        DistrictSecrets secrets = DistrictSecrets.of(
                "d", SampleRecipients.secrets(Map.of("alerts", "correct horse", "wrong", "battery staple")));
        return new AlertmanagerChannel(
                HttpEndpoint.of(address.url(), secrets, List.of()),
                AlertmanagerCredentials.of(address, secrets),
                new HttpSender(Clock.systemUTC(), SampleRecipients.loopbackPolicy()));
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void an_incident_is_one_alert_that_fires_and_then_is_resolved() throws Exception {
        Notice opened = now(NoticeStage.OPENED, AlertStatus.OPEN, 1, "high");
        taken(opened);
        taken(opened);
        assertThat(active())
                .singleElement()
                .matches(alert -> label(alert, "severity").equals("high"));
        await("reports that it fires", () -> told("firing") == 1);

        taken(now(NoticeStage.ESCALATED, AlertStatus.OPEN, 2, "critical"));
        await(
                "shows it escalated, once",
                () -> active().size() == 1 && label(active().get(0), "severity").equals("critical"));

        Notice closed = now(NoticeStage.CLOSED, AlertStatus.CLOSED, 3, "critical");
        taken(closed);
        taken(closed);
        await("shows nothing", () -> active().isEmpty());
        await("reports that it is resolved", () -> told("resolved") >= 1);
        assertThat(receiver.requests()).allMatch(said -> said.body().contains(SampleNotices.REF));
    }

    @Test
    void who_does_not_know_the_password_is_refused_and_tries_again() throws Exception {
        AttemptResult answer = channel("secret:wrong").send(now(NoticeStage.OPENED, AlertStatus.OPEN, 1, "high"));
        assertThat(answer).isInstanceOf(AttemptResult.TemporaryFailure.class);
        assertThat(answer.toString()).contains("401").doesNotContain("battery");
        assertThat(active()).isEmpty();
    }

    @Test
    void a_group_is_one_alert_and_two_incidents_are_two() throws Exception {
        taken(SampleNotices.at(
                SampleNotices.group(
                        NoticeStage.OPENED,
                        AlertStatus.OPEN,
                        1000,
                        SampleNotices.items(50).toArray(Notice.NoticeItem[]::new)),
                "~group/abc",
                1,
                Clock.systemUTC().instant()));
        assertThat(active())
                .singleElement()
                .matches(alert -> label(alert, "alertname").equals("PostwatchGroup"));
        taken(new Notice(
                "d",
                "r",
                "~watchdog",
                "watch",
                1,
                NoticeStage.WATCHDOG,
                AlertStatus.OPEN,
                Clock.systemUTC().instant(),
                List.of(),
                0,
                "w"));
        await("shows both", () -> active().size() == 2);
    }

    private static Notice now(NoticeStage stage, AlertStatus status, int revision, String severity) {
        TreeMap<String, String> fields = SampleNotices.allFields();
        fields.put("severity", severity);
        fields.remove("opened");
        return SampleNotices.at(
                SampleNotices.of(stage, status, fields),
                "coverage/a/sro",
                revision,
                Clock.systemUTC().instant());
    }

    private void taken(Notice notice) throws InterruptedException {
        assertThat(channel.send(notice)).isInstanceOf(AttemptResult.Delivered.class);
    }

    private boolean isReady() {
        assertThat(process.isAlive()).as("Alertmanager runs").isTrue();
        try {
            return get("/-/ready").equals("OK");
        } catch (IOException e) {
            return false;
        }
    }

    private List<JsonNode> active() {
        List<JsonNode> alerts = new ArrayList<>();
        try {
            new JsonMapper().readTree(get("/api/v2/alerts?active=true")).forEach(alerts::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return alerts;
    }

    private static String label(JsonNode alert, String name) {
        return alert.path("labels").path(name).asString();
    }

    private long told(String status) {
        return receiver.requests().stream()
                .filter(said -> new JsonMapper()
                        .readTree(said.body())
                        .path("status")
                        .asString()
                        .equals(status))
                .count();
    }

    private String get(String path) throws IOException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .header("Authorization", "Basic cG9zdHdhdGNoOmNvcnJlY3QgaG9yc2U=")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("Alertmanager " + what + " in time")
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
