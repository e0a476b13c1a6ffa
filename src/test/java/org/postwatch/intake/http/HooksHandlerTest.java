package org.postwatch.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.FailedAttemptLimiter;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.service.SourceDirectory;
import org.postwatch.intake.source.MessageIntake;

/** A Shelly button calls the address of its source. */
class HooksHandlerTest {
    private static final Instant NOON = Instant.parse("2026-09-01T18:00:00Z");

    private final List<Event> written = new ArrayList<>();
    private final IntakeStatistics statistics = new IntakeStatistics(NOON);
    private AppendResult brokers = AppendResult.APPENDED;
    private Instant now = NOON;
    private HooksHandler handler;
    private boolean plansRead = true;
    private String secret = "the secret of the button";

    @BeforeEach
    void mapTheButton() throws IOException {
        MappedTarget entrance =
                new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.empty(), Optional.empty());
        IntakeSource source = new IntakeSource(
                "elm",
                "front-door",
                "buzzers",
                new WebhookTransport(),
                new ProfileText("shelly-gen2", Files.readString(Path.of("config/intake/profiles/shelly-gen2.yaml"))),
                new VendorMap(Map.of("device", Map.of("front/input:0", entrance))),
                Map.of(),
                List.of("front-door-hook"));
        MessageIntake intake = new MessageIntake(
                event -> {
                    written.add(event);
                    return CompletableFuture.completedFuture(brokers);
                },
                statistics,
                (district, name) -> secret);
        handler =
                new HooksHandler(new OneSource(source, () -> plansRead), intake, new FailedAttemptLimiter(), () -> now);
    }

    private record OneSource(IntakeSource only, BooleanSupplier ready) implements SourceDirectory {
        @Override
        public boolean isReady() {
            return ready.getAsBoolean();
        }

        @Override
        public Optional<IntakeSource> source(String district, String name) {
            return Optional.of(only)
                    .filter(of -> of.district().equals(district) && of.name().equals(name));
        }

        @Override
        public List<IntakeSource> sources() {
            return List.of(only);
        }

        @Override
        public void addListener(SourceListener listener) {
            throw new UnsupportedOperationException("webhooks need no listener");
        }
    }

    @Test
    void two_presses_a_minute_apart_are_two_presses() {
        assertThat(press("front").status()).isEqualTo(200);
        now = NOON.plusSeconds(60);
        assertThat(press("front").status()).isEqualTo(200);

        assertThat(written).hasSize(2).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(written).extracting(Event::time).containsExactly(NOON, NOON.plusSeconds(60));
        assertThat(written).allSatisfy(event -> {
            assertThat(event.source()).isEqualTo("buzzers");
            assertThat(((EntranceEvent) event).entrance()).isEqualTo("main");
        });
        assertThat(statistics.of(new FeedAccount("elm", "buzzers")).snapshot().accepted())
                .isEqualTo(2);
    }

    @Test
    void a_button_that_nobody_mapped_is_counted_by_its_id_and_need_not_call_again() {
        assertThat(press("back").status()).isEqualTo(200);

        assertThat(written).isEmpty();
        assertThat(statistics.ofSource("elm", "front-door").snapshot().unmappedIds())
                .containsExactly(
                        new UnmappedCount("device", "back/input:0", Set.of(EventType.BUZZER_PRESSED), 1, NOON));
    }

    @Test
    void a_press_that_the_brokers_do_not_confirm_is_not_counted_and_must_come_again() {
        brokers = AppendResult.UNAVAILABLE;

        HttpResponse response = press("front");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsKey("Retry-After");
        assertThat(statistics.ofSource("elm", "front-door").snapshot().accepted())
                .isZero();
    }

    @Test
    void before_the_plans_are_read_the_vendor_must_call_again() {
        plansRead = false;

        HttpResponse response = press("front");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsKey("Retry-After");
        assertThat(written).isEmpty();
    }

    @Test
    void a_call_without_the_secret_is_no_press() {
        assertThat(call("elm", "front-door", Map.of("key", "guess", "device", "front", "input", "input:0"))
                        .status())
                .isEqualTo(401);

        assertThat(written).isEmpty();
        assertThat(statistics.ofSource("elm", "front-door").snapshot().rejected())
                .containsEntry("unverified", 1L);
    }

    @Test
    void a_secret_that_is_too_short_is_not_used_and_the_vendor_must_call_again() {
        secret = "15-characters-a";

        HttpResponse response = call("elm", "front-door", Map.of("key", secret, "device", "front", "input", "input:0"));

        assertThat(response.status()).isEqualTo(503);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("too short");
        assertThat(written).isEmpty();
    }

    @Test
    void a_body_is_not_read_for_an_unknown_source_or_a_wrong_credential() {
        Map<String, List<String>> wrong = Map.of("key", List.of("guess"), "device", List.of("front"));

        assertThat(handler.refuse(request("POST", "elm", "back-door", Map.of())))
                .hasValueSatisfying(response -> assertThat(response.status()).isEqualTo(404));
        assertThat(handler.refuse(request("POST", "elm", "front-door", Map.of())))
                .hasValueSatisfying(response -> assertThat(response.status()).isEqualTo(401));
        assertThat(handler.refuse(request("POST", "elm", "front-door", wrong)))
                .hasValueSatisfying(response -> assertThat(response.status()).isEqualTo(401));
        assertThat(handler.refuse(request("POST", "elm", "front-door", Map.of("key", List.of(secret)))))
                .isEmpty();
    }

    @Test
    void a_check_of_the_address_is_no_press() {
        HttpResponse response = call(
                "HEAD",
                "elm",
                "front-door",
                Map.of("key", "the secret of the button", "device", "front", "input", "input:0"));

        assertThat(response.status()).isEqualTo(405);
        assertThat(written).isEmpty();
    }

    @Test
    void wrong_secrets_are_slowed_down_and_do_not_block_a_button_at_the_same_address() {
        Map<String, String> guess = Map.of("key", "guess", "device", "front", "input", "input:0");
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(call("elm", "front-door", guess).status()).isEqualTo(401);
        }
        assertThat(call("elm", "front-door", guess).status()).isEqualTo(429);

        assertThat(press("front").status()).isEqualTo(200);
        assertThat(written).hasSize(1);
    }

    private static HttpRequest request(String method, String district, String name, Map<String, List<String>> query) {
        return new HttpRequest(
                method,
                "/v1/hooks/" + district + "/" + name,
                Map.of("district", district, "name", name),
                query,
                Map.of(),
                new byte[0],
                InetAddress.getLoopbackAddress(),
                Optional.empty());
    }

    private HttpResponse press(String device) {
        return call(
                "elm", "front-door", Map.of("key", "the secret of the button", "device", device, "input", "input:0"));
    }

    private HttpResponse call(String district, String name, Map<String, String> query) {
        return call("GET", district, name, query);
    }

    private HttpResponse call(String method, String district, String name, Map<String, String> query) {
        Map<String, List<String>> parameters = new HashMap<>();
        query.forEach((key, value) -> parameters.put(key, List.of(value)));
        HttpRequest request = request(method, district, name, parameters);
        return handler.refuse(request)
                .orElseGet(() -> handler.handle(request).toCompletableFuture().join());
    }
}
