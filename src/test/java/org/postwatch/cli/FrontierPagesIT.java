package org.postwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.replay.EventRecording;
import org.postwatch.streams.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded day of the district frontier, reported on its pages at the recorded times: every touch at the front desk and on a
 * phone becomes the recorded event. What follows from the recorded events is in {@code ShippedDistrictsIT}.
 */
class FrontierPagesIT {
    private static final Path DOCUMENTS = Path.of("config/districts/frontier");
    private static final Path RECORDING = Path.of("config/scenarios/frontier/events.ndjson");
    private static final String DESK = "/desk/frontier/frontier-school";
    private static final String PHONE = "/check-in/frontier/frontier-school";
    private static final String HEARTBEAT = "postwatch.feed.heartbeat";
    /** By the event type of the recording. */
    private static final Map<String, String> DESK_ACTIONS = Map.of(
            "postwatch.officer.checked-in", "arrived",
            "postwatch.officer.called-away", "called-away",
            "postwatch.officer.returned", "back",
            "postwatch.officer.checked-out", "left");

    private static final String PIN = "582914";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> recorded = new ArrayList<>();
    private PostwatchServer server;
    private ClientSettings clients;
    private String config;
    private String origin;

    @BeforeEach
    void start() throws Exception {
        for (EventRecording.RecordedLine line :
                EventRecording.read(List.of(RECORDING), Optional.empty()).lines()) {
            recorded.add(JSON.readTree(line.value()));
        }
        now.set(time(recorded.get(0)));
        Path file = Files.writeString(directory.resolve("instance.yaml"), """
                data.directory: %s
                broker.port: 0
                management.port: 0
                front.port: 0
                roles: [delivery]
                topics.replication: 1
                security.feeds: open
                """.formatted(directory.resolve("instance")));
        Configuration configuration = Configuration.read(file);
        server = PostwatchServer.startWithObservability(
                configuration, RunCommand::coverageTopology, RunCommand::notificationTopology);
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        "security.feeds: open\nkafka.bootstrap.servers: " + server.bootstrapServers() + "\n")
                .toString();
        clients = ClientSettings.of(Configuration.read(Path.of(config)));
        run("plan", "apply", DOCUMENTS.toString(), "-c", config, "--author", "m", "--reason", "first");
        InstantSource recordedTime = now::get;
        origin = "http://127.0.0.1:"
                + server.startFront(configuration, recordedTime).orElseThrow();
        waitUntil("the pages are served", () -> get(origin + DESK).statusCode() == 200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_touch_of_the_recorded_day_becomes_the_recorded_event() {
        String tablet = enrolTablet();
        // One of several tablets does not know what was touched on another, and its heartbeats say nothing of the past.
        enrolTablet();
        choosePin("D-1");
        String sheet = run(
                        "phone",
                        "sheet",
                        "frontier",
                        "frontier-school",
                        "--by",
                        "lopez",
                        "--address",
                        origin,
                        "-c",
                        config)
                .out()
                .strip();
        waitUntil("the sheet is known", () -> get(sheet).statusCode() == 200);

        List<JsonNode> expected = new ArrayList<>();
        for (JsonNode event : recorded) {
            String source = event.path("source").asString();
            now.set(time(event));
            if (source.equals("desk-frontier-school")) {
                if (reportAtDesk(tablet, event)) {
                    expected.add(comparable(event));
                }
            } else if (source.equals("phones-frontier-school") && !isHeartbeat(event)) {
                reportByPhone(sheet, event);
                expected.add(comparable(event));
            }
        }
        assertThat(expected).hasSizeGreaterThan(90);
        assertThat(arrived()).containsExactlyElementsOf(expected);
    }

    /** Whether the desk records it: nobody can touch an officer whom the plan does not have. */
    private boolean reportAtDesk(String tablet, JsonNode event) {
        long millis = now.get().toEpochMilli();
        if (isHeartbeat(event)) {
            HttpResponse<String> answer = postJson(DESK + "/heartbeats", tablet, Map.of("since", millis, "at", millis));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return true;
        }
        // The recording has one id for a touch that was sent twice.
        String id = UUID.nameUUIDFromBytes(event.path("id").asString().getBytes(StandardCharsets.UTF_8))
                .toString();
        HttpResponse<String> answer = postJson(
                DESK + "/touches",
                tablet,
                Map.of(
                        "touches",
                        List.of(Map.of(
                                "id",
                                id,
                                "action",
                                DESK_ACTIONS.get(event.path("type").asString()),
                                "subject",
                                event.path("subject").asString(),
                                "where",
                                event.path("data").path("where").asString(""),
                                "time",
                                millis))));
        JsonNode result = JSON.readTree(answer.body()).path("results").path(0);
        if (event.path("id").asString().equals("wrong-badge")) {
            assertThat(result.path("status").asString()).isEqualTo("rejected");
            assertThat(result.path("detail").asString()).contains("no officer D-20");
            return false;
        }
        assertThat(result.path("status").asString()).as(answer.body()).isEqualTo("recorded");
        return true;
    }

    private void reportByPhone(String sheet, JsonNode event) {
        String scanned = get(sheet).body();
        String buttons = post(
                        PHONE + "/officer",
                        Map.of(
                                "ticket",
                                field(scanned, "ticket"),
                                "badge",
                                event.path("subject").asString(),
                                "pin",
                                PIN))
                .body();
        String action = event.path("type").asString().substring("postwatch.officer.".length());
        HttpResponse<String> answer = post(
                PHONE + "/report",
                Map.of("session", field(buttons, "session"), "form", field(buttons, "form"), "action", action));
        assertThat(answer.body()).contains("Recorded: ");
    }

    private String enrolTablet() {
        String code = run("desk", "enrol", "frontier", "frontier-school", "--by", "lopez", "-c", config)
                .out()
                .strip();
        AtomicReference<String> cookie = new AtomicReference<>();
        waitUntil("the code is known", () -> {
            HttpResponse<String> answer = post(DESK + "/enrol", Map.of("code", code));
            answer.headers()
                    .firstValue("set-cookie")
                    .map(all -> all.split(";")[0])
                    .ifPresent(cookie::set);
            return answer.statusCode() == 303;
        });
        return cookie.get();
    }

    private void choosePin(String badge) {
        String code = run("phone", "enrol", "frontier", badge, "--by", "lopez", "-c", config)
                .out()
                .strip();
        Map<String, String> form = Map.of("badge", badge, "code", code, "pin", PIN, "again", PIN);
        waitUntil("the code is known", () -> post("/pin/frontier", form).statusCode() == 200);
    }

    /** The events of the desk, and what officers reported by phone, as they arrived. */
    private List<JsonNode> arrived() {
        List<JsonNode> events = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> all = TopicReader.assign(consumer, List.of(Topics.STAFFING_EVENTS));
            TopicReader.readTo(consumer.endOffsets(all), consumer, record -> {
                JsonNode event = JSON.readTree(record.value());
                if (!event.path("source").asString().equals("phones-frontier-school") || !isHeartbeat(event)) {
                    events.add(comparable(event));
                }
            });
        }
        return events;
    }

    private static JsonNode comparable(JsonNode event) {
        ObjectNode copy = (ObjectNode) event.deepCopy();
        copy.remove("id");
        return copy;
    }

    private static boolean isHeartbeat(JsonNode event) {
        return event.path("type").asString().equals(HEARTBEAT);
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(event.path("time").asString());
    }

    private HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private HttpResponse<String> postJson(String path, String cookie, Object body) {
        return send(page(path)
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(page(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path)).header("Sec-Fetch-Site", "same-origin");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String field(String page, String name) {
        Matcher value =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(value.find()).as(name + " in " + page).isTrue();
        return value.group(1);
    }

    private static CliResult run(String... command) {
        CliResult result = CliResult.run(command);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }
}
