package org.postwatch.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwatch.event.Event;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.FailedAttemptLimiter;
import org.postwatch.intake.service.FeedDirectory;
import org.postwatch.intake.service.IntakeStatistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A door station's controller sends its events to {@code POST /v1/events}. */
class EventsHandlerTest {
    private static final Instant NOON = Instant.parse("2026-09-01T18:00:00Z");
    private static final FeedAccount BUZZERS = new FeedAccount("elm", "buzzers");
    private static final FeedAccount CAMERAS = new FeedAccount("elm", "cameras");
    private static final String SECRET = "a secret of the buzzers";
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Event> written = new ArrayList<>();
    private final IntakeStatistics statistics = new IntakeStatistics(NOON);
    private EventSink.AppendResult brokers = EventSink.AppendResult.APPENDED;
    private boolean plansRead = true;
    private Instant now = NOON;

    private final FeedAuthenticator authenticator =
            new FeedAuthenticator(new OneFeed(), new FailedAttemptLimiter(), () -> now);
    private final EventsHandler handler = new EventsHandler(authenticator, this::append, statistics, () -> now);

    private CompletionStage<EventSink.AppendResult> append(Event event) {
        written.add(event);
        return CompletableFuture.completedFuture(brokers);
    }

    private final class OneFeed implements FeedDirectory {
        @Override
        public boolean isReady() {
            return plansRead;
        }

        @Override
        public boolean isKnown(FeedAccount account) {
            return account.equals(BUZZERS) || account.equals(CAMERAS);
        }

        @Override
        public Set<FeedAccount> ofSource(String source) {
            return Set.of(new FeedAccount("elm", source));
        }

        @Override
        public Set<FeedAccount> ofToken(String token, Instant at) {
            return token.equals(SECRET) ? Set.of(BUZZERS) : Set.of();
        }

        @Override
        public List<String> signingSecrets(FeedAccount account, Instant at) {
            return account.equals(BUZZERS) ? List.of(SECRET) : List.of();
        }
    }

    @Test
    void a_press_is_accepted_when_the_brokers_have_it() {
        HttpResponse response = post("application/cloudevents+json", press("1", "buzzers"));

        assertThat(response.status()).isEqualTo(202);
        assertThat(body(response).path("accepted").asInt()).isOne();
        assertThat(body(response).at("/results/0/status").asString()).isEqualTo("accepted");
        assertThat(written).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("1");
            assertThat(event.type().wireName()).isEqualTo("postwatch.entrance.buzzer-pressed");
        });
        assertThat(statistics.of(BUZZERS).snapshot().accepted()).isOne();
    }

    @Test
    void an_event_that_the_brokers_do_not_confirm_is_to_be_sent_again() {
        brokers = EventSink.AppendResult.UNAVAILABLE;

        HttpResponse response = post("application/cloudevents+json", press("1", "buzzers"));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsKey("Retry-After");
        assertThat(statistics.of(BUZZERS).snapshot().accepted()).isZero();
    }

    @Test
    void an_event_that_cannot_be_signed_is_not_accepted_and_the_sender_reads_why() {
        brokers = EventSink.AppendResult.NOT_SIGNED;

        HttpResponse response = post("application/cloudevents+json", press("1", "buzzers"));

        assertThat(response.status()).isEqualTo(503);
        assertThat(body(response).path("detail").asString()).contains("cannot sign events of the feed");
        assertThat(body(response).at("/results/0/reason").asString()).isEqualTo("not-signed");
    }

    @Test
    void a_body_is_not_read_without_a_credential_that_may_be_right() {
        assertThat(handler.refuse(request("POST", Map.of(), "")))
                .hasValueSatisfying(response -> assertThat(response.status()).isEqualTo(401));
        assertThat(handler.refuse(request("POST", Map.of("authorization", List.of("Bearer guess")), "")))
                .hasValueSatisfying(response -> assertThat(response.status()).isEqualTo(401));
        assertThat(handler.refuse(request("POST", Map.of("authorization", List.of("Bearer " + SECRET)), "")))
                .isEmpty();
        assertThat(handler.refuse(request("POST", Map.of("webhook-signature", List.of("v1,x")), "")))
                .isEmpty();
        assertThat(handler.refuse(request("OPTIONS", Map.of(), ""))).isEmpty();
    }

    @Test
    void while_the_revocations_cannot_be_read_no_credential_is_taken() {
        plansRead = false;

        assertThat(handler.refuse(request("POST", Map.of("authorization", List.of("Bearer " + SECRET)), "")))
                .hasValueSatisfying(response -> assertThat(response.status()).isEqualTo(503));
    }

    @Test
    void the_statistics_of_a_feed_repeat_no_value_of_an_event() {
        post("application/cloudevents+json", press("1", "buzzers").replace("\"main\"", "{\"Jane Doe\":1}"));
        post("application/cloudevents+json", press("2", "buzzers").replace("2026-09-01T17:59:59Z", "Jane Doe"));
        post("application/cloudevents+json", "{\"specversion\": Jane");
        post("application/cloudevents-batch+json", "[{\"specversion\": Jane");

        assertThat(statistics.of(BUZZERS).snapshot().newestRejections())
                .hasSize(4)
                .allSatisfy(rejection ->
                        assertThat(rejection.toString()).contains("expected").doesNotContain("Jane"));
    }

    @Test
    void the_statistics_of_a_feed_are_shown_for_each_credential_that_it_may_send_with() throws Exception {
        FeedsHandler feeds = new FeedsHandler(authenticator, statistics);

        assertThat(show(feeds, "buzzers", Map.of("authorization", List.of("Bearer " + SECRET))))
                .isEqualTo(200);
        assertThat(show(feeds, "buzzers", signed("", NOON))).isEqualTo(200);
        assertThat(show(feeds, "cameras", Map.of("authorization", List.of("Bearer " + SECRET))))
                .isEqualTo(403);
        assertThat(show(feeds, "cameras", signed("", NOON))).isEqualTo(401);
        assertThat(show(feeds, "buzzers", Map.of())).isEqualTo(401);
    }

    private static int show(FeedsHandler feeds, String source, Map<String, List<String>> headers) {
        HttpRequest request = new HttpRequest(
                "GET",
                "/v1/feeds/" + source,
                Map.of("source", source),
                Map.of(),
                headers,
                new byte[0],
                InetAddress.getLoopbackAddress(),
                Optional.empty());
        return feeds.refuse(request)
                .orElseGet(() -> feeds.handle(request).toCompletableFuture().join())
                .status();
    }

    @Test
    void a_batch_has_a_result_for_each_event_and_one_bad_event_does_not_stop_the_others() {
        String noEntrance = press("2", "buzzers").replace("entrance\":\"main", "door\":\"main");

        HttpResponse response = post(
                "application/cloudevents-batch+json; charset=UTF-8",
                "[" + press("1", "buzzers") + "," + noEntrance + "," + press("3", "buzzers") + "]");

        assertThat(response.status()).isEqualTo(202);
        JsonNode results = body(response).path("results");
        assertThat(results.at("/0/status").asString()).isEqualTo("accepted");
        assertThat(results.at("/1/reason").asString()).isEqualTo("malformed");
        assertThat(results.at("/1/field").asString()).isEqualTo("data.entrance");
        assertThat(results.at("/1/id").asString()).isEqualTo("2");
        assertThat(results.at("/2/status").asString()).isEqualTo("accepted");
        assertThat(statistics.of(BUZZERS).snapshot().rejected()).containsEntry("malformed", 1L);
    }

    @Test
    void elements_of_a_batch_that_are_no_events_have_results_of_their_own() {
        HttpResponse response = post(
                "application/cloudevents-batch+json",
                " [ 1, \"a\",[{}], null ,{\"id\":\"x\",\"id\":\"y\"},\n" + press("1 \u00e9", "buzzers") + " ] ");

        assertThat(response.status()).isEqualTo(202);
        JsonNode results = body(response).path("results");
        for (int index = 0; index < 5; index++) {
            assertThat(results.path(index).path("reason").asString()).isEqualTo("malformed");
        }
        assertThat(results.at("/5/status").asString()).isEqualTo("accepted");
        assertThat(written)
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo("1 \u00e9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[{]", "[{}] x", "[{},]", "{}", "", "[1 2]"})
    void a_batch_that_is_no_json_array_is_malformed(String body) {
        HttpResponse response = post("application/cloudevents-batch+json", body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(body(response).path("reason").asString()).isEqualTo("malformed");
        assertThat(written).isEmpty();
    }

    @Test
    void a_feed_cannot_speak_for_another_one() {
        HttpResponse response = post("application/cloudevents+json", press("1", "cameras"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(body(response).path("reason").asString()).isEqualTo("foreign-source");
        assertThat(written).isEmpty();
    }

    @Test
    void a_feed_cannot_speak_for_a_feed_of_the_same_name_in_another_district() {
        HttpResponse response = post(
                "application/cloudevents+json",
                press("1", "buzzers").replace("partitionkey\":\"elm", "partitionkey\":\"oak"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(written).isEmpty();
    }

    @Test
    void commands_and_ticks_are_not_taken_from_feeds() {
        String acknowledge =
                press("1", "buzzers").replace("postwatch.entrance.buzzer-pressed", "postwatch.command.acknowledge");
        String tick = press("1", "buzzers").replace("postwatch.entrance.buzzer-pressed", "postwatch.clock.tick");

        assertThat(post("application/cloudevents+json", acknowledge).status()).isEqualTo(400);
        assertThat(post("application/cloudevents+json", tick).status()).isEqualTo(400);
        assertThat(written).isEmpty();
    }

    @Test
    void in_binary_mode_the_headers_are_percent_decoded() {
        Map<String, List<String>> headers = new HashMap<>(headers("application/json"));
        Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "caf%C3%A9-1",
                        "ce-source", "buzzers",
                        "ce-type", "postwatch.entrance.buzzer-pressed",
                        "ce-time", "2026-09-01T18:00:00Z",
                        "ce-subject", "north",
                        "ce-partitionkey", "elm")
                .forEach((name, value) -> headers.put(name, List.of(value)));

        HttpResponse response = handle(request("POST", headers, "{\"entrance\":\"main\"}"));

        assertThat(response.status()).isEqualTo(202);
        assertThat(written)
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo("café-1"));
    }

    @Test
    void a_body_signed_as_standard_webhooks_has_it_needs_no_token() throws Exception {
        String body = press("1", "buzzers");
        Map<String, List<String>> headers = signed(body, NOON);

        assertThat(handle(request("POST", headers, body)).status()).isEqualTo(202);
        assertThat(handle(request("POST", headers, body.replace("main", "back")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_signature_of_an_hour_ago_is_not_taken() throws Exception {
        String body = press("1", "buzzers");

        assertThat(handle(request("POST", signed(body, NOON.minus(Duration.ofHours(1))), body))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_wrong_secret_is_slowed_down_and_does_not_learn_whether_the_body_is_right() {
        Map<String, List<String>> headers = new HashMap<>(headers("application/cloudevents+json"));
        headers.put("authorization", List.of("Bearer guess"));

        for (int attempt = 0; attempt < 10; attempt++) {
            HttpResponse response = handle(request("POST", headers, "no JSON at all"));
            assertThat(response.status()).isEqualTo(401);
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("guess");
        }
        HttpResponse waits = handle(request("POST", headers, "no JSON at all"));
        assertThat(waits.status()).isEqualTo(429);
        assertThat(Integer.parseInt(waits.headers().get("Retry-After"))).isBetween(1, 61);

        // Another device behind the same address has the right secret.
        assertThat(post("application/cloudevents+json", press("1", "buzzers")).status())
                .isEqualTo(202);
    }

    @Test
    void before_the_plans_are_read_nobody_is_refused_for_good() {
        plansRead = false;

        assertThat(post("application/cloudevents+json", press("1", "buzzers")).status())
                .isEqualTo(503);
    }

    @Test
    void what_is_no_cloud_event_gets_415_and_what_is_no_json_400() {
        assertThat(post("text/xml", "<event/>").status()).isEqualTo(415);
        assertThat(post("application/cloudevents+xml", "<event/>").status()).isEqualTo(415);
        assertThat(post("application/cloudevents+json; charset=utf-16", press("1", "buzzers"))
                        .status())
                .isEqualTo(415);
        assertThat(post("application/cloudevents-batch+json", "{}").status()).isEqualTo(400);
        assertThat(post("application/cloudevents+json", "{").status()).isEqualTo(400);
    }

    @Test
    void a_sender_may_ask_first_as_the_webhook_specification_says() {
        Map<String, List<String>> headers = Map.of("webhook-request-origin", List.of("events.example.com"));

        HttpResponse response = handle(request("OPTIONS", headers, ""));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("WebHook-Allowed-Origin", "events.example.com");
    }

    private HttpResponse post(String contentType, String body) {
        return handle(request("POST", headers(contentType), body));
    }

    private HttpResponse handle(HttpRequest request) {
        return handler.refuse(request)
                .orElseGet(() -> handler.handle(request).toCompletableFuture().join());
    }

    private static Map<String, List<String>> headers(String contentType) {
        return Map.of("content-type", List.of(contentType), "authorization", List.of("Bearer " + SECRET));
    }

    private static Map<String, List<String>> signed(String body, Instant at) throws Exception {
        String signature = new Webhook(SECRET.getBytes(StandardCharsets.UTF_8)).sign("m1", at.getEpochSecond(), body);
        return Map.of(
                "content-type", List.of("application/cloudevents+json"),
                "webhook-id", List.of("m1"),
                "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                "webhook-signature", List.of("v1,AAAA " + signature));
    }

    private static HttpRequest request(String method, Map<String, List<String>> headers, String body) {
        return new HttpRequest(
                method,
                "/v1/events",
                Map.of(),
                Map.of(),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                InetAddress.getLoopbackAddress(),
                Optional.empty());
    }

    private static String press(String id, String source) {
        return """
                {"specversion":"1.0","id":"%s","source":"%s","type":"postwatch.entrance.buzzer-pressed",\
                "time":"2026-09-01T17:59:59Z","subject":"north","partitionkey":"elm","data":{"entrance":"main"}}""".formatted(id, source);
    }

    private static JsonNode body(HttpResponse response) {
        return JSON.readTree(response.body());
    }
}
