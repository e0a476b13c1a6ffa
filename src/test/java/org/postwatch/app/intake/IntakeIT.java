package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.InstalledTool;
import org.postwatch.streams.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Feeds send their events over HTTP/2 to an instance in which all feeds must sign. */
class IntakeIT {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int MAX_EVENT_BYTES = 65_536;
    private static final int MAX_BATCH_BYTES = 1_048_576;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path directory;

    private static IntakeInstance instance;
    private static Instant last = Instant.MIN;

    @BeforeAll
    static void start() throws Exception {
        instance = IntakeInstance.startWithTls(directory);
    }

    @AfterAll
    static void stop() {
        if (instance != null) {
            instance.close();
        }
    }

    @Test
    void structured_batch_and_binary_events_of_a_feed_change_the_coverage_of_a_campus() throws Exception {
        HttpResponse<String> structured =
                instance.post(IntakeInstance.HR_SECRET, STRUCTURED, staffing("in-1", "checked-in"));
        assertThat(structured.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertAccepted(structured, 1);
        instance.awaitCoverage("COVERED");

        assertAccepted(
                instance.post(
                        IntakeInstance.HR_SECRET,
                        BATCH,
                        "[" + staffing("out-1", "called-away") + "," + staffing("in-2", "returned") + ","
                                + staffing("out-2", "checked-out") + "]"),
                3);
        instance.awaitCoverage("UNCOVERED");

        assertAccepted(
                instance.post(
                        IntakeInstance.HR_SECRET,
                        "application/json",
                        "{\"campus\":\"north\"}",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "in%2D3",
                        "ce-source",
                        "hr",
                        "ce-type",
                        "postwatch.officer.checked-in",
                        "ce-time",
                        now(),
                        "ce-subject",
                        "P-1",
                        "ce-partitionkey",
                        "elm"),
                1);
        instance.awaitCoverage("COVERED");

        assertThat(instance.latest(Topics.DEAD_LETTERS).values()).noneMatch(value -> value.contains("\"in-"));
    }

    @Test
    void a_weapon_that_is_reported_twice_opens_one_incident() throws Exception {
        String event = event("w-1", IntakeInstance.CAMERAS, "postwatch.camera.weapon-seen", "north", "{}");
        assertAccepted(instance.post(IntakeInstance.CAMERAS_SECRET, STRUCTURED, event), 1);
        assertAccepted(instance.post(IntakeInstance.CAMERAS_SECRET, STRUCTURED, event), 1);

        waitUntil(
                "an incident is open",
                () -> instance.latest(Topics.INCIDENTS).keySet().stream()
                        .anyMatch(key -> key.startsWith("elm/weapon-seen/north/")));
        assertThat(instance.latest(Topics.INCIDENTS).keySet().stream()
                        .filter(key -> key.startsWith("elm/weapon-seen/north/")))
                .hasSize(1);
        JsonNode feed = feed("cameras", IntakeInstance.CAMERAS_SECRET);
        assertThat(feed.path("accepted").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(instance.latest(Topics.DEAD_LETTERS).values()).noneMatch(value -> value.contains("\"w-1\""));
    }

    @Test
    void a_wrong_secret_is_refused_and_so_is_the_source_of_another_feed() throws Exception {
        String event = staffing("x-1", "checked-in");

        HttpResponse<String> wrong = instance.post("no such secret", STRUCTURED, event);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"postwatch\"");

        HttpResponse<String> foreign = instance.post(IntakeInstance.CAMERAS_SECRET, STRUCTURED, event);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(problem(foreign).path("reason").asString()).isEqualTo("foreign-source");
        assertThat(problem(foreign).path("field").asString()).isEqualTo("source");

        assertThat(instance.getFeed("hr", IntakeInstance.CAMERAS_SECRET).statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_event_that_is_too_large_is_refused_and_one_of_the_largest_size_is_not() throws Exception {
        String event = staffing("large-1", "checked-in");
        assertAccepted(instance.post(IntakeInstance.HR_SECRET, STRUCTURED, padded(event, MAX_EVENT_BYTES)), 1);
        assertTooLarge(instance.post(IntakeInstance.HR_SECRET, STRUCTURED, padded(event, MAX_EVENT_BYTES + 1)));
        assertTooLarge(instance.post(
                IntakeInstance.HR_SECRET, STRUCTURED, " ".repeat(MAX_BATCH_BYTES - event.length()) + event));
        // In a batch each event has the limit of one event, and the others are accepted.
        HttpResponse<String> mixed = instance.post(
                IntakeInstance.HR_SECRET,
                BATCH,
                "[" + staffing("large-2", "checked-in") + "," + padded(event, MAX_EVENT_BYTES + 1) + "]");
        assertThat(mixed.statusCode()).as(mixed.body()).isEqualTo(202);
        JsonNode results = JSON.readTree(mixed.body()).path("results");
        assertThat(results.path(0).path("status").asString()).isEqualTo("accepted");
        assertThat(results.path(1).path("status").asString()).isEqualTo("rejected");
        assertThat(results.path(1).path("reason").asString()).isEqualTo("too-large");
    }

    @Test
    void a_batch_that_is_too_large_is_refused_before_the_sender_has_sent_it_all() throws Exception {
        InstalledTool.require("/usr/bin/curl", "curl");
        Path batch = Files.writeString(directory.resolve("batch.json"), "[" + " ".repeat(MAX_BATCH_BYTES) + "]");
        for (String version : List.of("--http1.1", "--http2")) {
            Process curl = new ProcessBuilder(
                            "/usr/bin/curl",
                            "--silent",
                            "--insecure",
                            version,
                            "--max-time",
                            "10",
                            "--output",
                            "/dev/null",
                            "--write-out",
                            "%{http_code}",
                            "--header",
                            "Content-Type: " + BATCH,
                            "--header",
                            "Authorization: Bearer " + IntakeInstance.HR_SECRET,
                            "--data-binary",
                            "@" + batch,
                            instance.origin() + "/v1/events")
                    .start();
            assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as(version)
                    .isEqualTo("413");
        }
    }

    @Test
    void an_event_that_coverage_rejects_is_shown_to_its_sender() throws Exception {
        assertAccepted(
                instance.post(
                        IntakeInstance.HR_SECRET,
                        STRUCTURED,
                        event("not-granted", "hr", "postwatch.camera.weapon-seen", "north", "{}")),
                1);

        waitUntil("the rejection is shown", () -> newestRejections().contains("not-granted"));
        JsonNode rejection = feed("hr", IntakeInstance.HR_SECRET)
                .path("newestRejections")
                .valueStream()
                .filter(shown -> shown.path("id").asString().equals("not-granted"))
                .findFirst()
                .orElseThrow();
        assertThat(rejection.path("reason").asString()).isEqualTo("source-not-authorised");
        assertThat(rejection.path("detail").asString()).isNotBlank();
    }

    @Test
    void a_batch_of_many_events_is_written_whole() throws Exception {
        String batch = IntStream.range(0, 3_000)
                .mapToObj(i -> event("heartbeat-" + i, "hr", "postwatch.feed.heartbeat", "hr", "{}"))
                .collect(Collectors.joining(",", "[", "]"));
        HttpResponse<String> response = instance.post(IntakeInstance.HR_SECRET, BATCH, batch);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(JSON.readTree(response.body()).path("accepted").asInt()).isEqualTo(3_000);
    }

    private String newestRejections() {
        try {
            return feed("hr", IntakeInstance.HR_SECRET).path("newestRejections").toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode feed(String encodedSource, String secret) throws Exception {
        HttpResponse<String> response = instance.getFeed(encodedSource, secret);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).path("feeds").path(0);
    }

    private static void assertAccepted(HttpResponse<String> response, int events) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(JSON.readTree(response.body()).path("accepted").asInt()).isEqualTo(events);
    }

    private static void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
        assertThat(problem(response).path("reason").asString()).isEqualTo("too-large");
    }

    private static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return JSON.readTree(response.body());
    }

    /** The event with a data member that makes it so many bytes long. */
    private static String padded(String event, int bytes) {
        String start = event.substring(0, event.length() - 2) + ",\"note\":\"";
        return start + "x".repeat(bytes - start.length() - 3) + "\"}}";
    }

    private static String staffing(String id, String kind) {
        return event(id, "hr", "postwatch.officer." + kind, "P-1", "{\"campus\":\"north\"}");
    }

    private static String event(String id, String source, String type, String subject, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\"" + type
                + "\",\"time\":\"" + now() + "\",\"subject\":\"" + subject + "\",\"partitionkey\":\"elm\",\"data\":"
                + data + "}";
    }

    /** Later than that of every event before: two events of an officer at the same instant have no order. */
    private static synchronized String now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last.toString();
    }
}
