package org.postwatch.checkin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwatch.checkin.CheckInPlace;
import org.postwatch.checkin.http.PinRegistry.SaveResult;
import org.postwatch.checkin.pin.PinHasher;
import org.postwatch.http.HttpRequest;
import org.postwatch.http.HttpResponse;

/** D-17 chooses a PIN with the code {@code right}. */
class PinHandlersTest {
    private static final Instant NOON = Instant.parse("2026-11-30T18:00:00Z");

    private final PinHasher hasher = new PinHasher();
    private final List<String> saved = new ArrayList<>();
    private SaveResult brokers = SaveResult.SAVED;
    private boolean ready = true;
    private final PinHandlers handlers = new PinHandlers(new OneCode(), this::save, hasher, () -> NOON);

    @AfterEach
    void close() {
        hasher.close();
    }

    private CompletionStage<SaveResult> save(String district, String badge, String code, String hash) {
        saved.add(district + "/" + badge + " with " + code);
        return CompletableFuture.completedFuture(brokers);
    }

    private final class OneCode implements CheckInDirectory {
        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public Optional<CheckInCampus> campus(CheckInPlace place) {
            return Optional.empty();
        }

        @Override
        public boolean mayReport(CheckInCampus campus, String badge, Instant now) {
            return false;
        }

        @Override
        public Optional<String> sheet(CheckInPlace place, String code, Instant now) {
            return Optional.empty();
        }

        @Override
        public boolean isSheetValid(CheckInPlace place, String grant, Instant now) {
            return false;
        }

        @Override
        public Optional<OfficerPin> pin(String district, String badge, Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<String> pinCode(String district, String badge, String code, Instant now) {
            return Optional.of("0123456789ab")
                    .filter(id -> district.equals("elm") && badge.equals("D-17") && code.equals("right"));
        }
    }

    @Test
    void an_officer_chooses_a_pin_with_the_code() {
        HttpResponse page = choose("D-17", "right", "582914", "582914");
        assertThat(page.status()).isEqualTo(200);
        assertThat(html(page)).contains("Your PIN is set");
        assertThat(saved).containsExactly("elm/D-17 with 0123456789ab");
    }

    @Test
    void a_pin_that_is_easily_guessed_or_differs_is_rejected_before_the_code_is_looked_at() {
        assertThat(html(choose("D-17", "right", "123456", "123456"))).contains("These digits follow each other");
        assertThat(html(choose("D-17", "right", "582914", "582915"))).contains("The two PINs differ");
        assertThat(saved).isEmpty();
    }

    @Test
    void a_wrong_code_and_one_of_another_badge_have_the_same_answer() {
        HttpResponse wrong = choose("D-17", "wrong", "582914", "582914");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(html(wrong)).contains("The badge or the code is wrong");
        assertThat(html(choose("X-99", "right", "582914", "582914")).replace("X-99", "D-17"))
                .isEqualTo(html(wrong));
        assertThat(saved).isEmpty();
    }

    @Test
    void the_tenth_wrong_code_of_a_client_waits() {
        for (int i = 0; i < 10; i++) {
            assertThat(choose("D-17", "wrong", "582914", "582914").status()).isEqualTo(403);
        }
        HttpResponse waits = choose("D-17", "right", "582914", "582914");
        assertThat(waits.status()).isEqualTo(429);
        assertThat(html(waits)).contains("Too many wrong codes. Try again in 1 minute.");
        assertThat(saved).isEmpty();
    }

    @Test
    void a_pin_that_was_not_written_is_not_set() {
        brokers = SaveResult.NOT_SAVED;
        HttpResponse page = choose("D-17", "right", "582914", "582914");
        assertThat(page.status()).isEqualTo(503);
        assertThat(html(page)).contains("The PIN was not saved");
    }

    @Test
    void a_pin_that_may_be_written_is_not_reported_as_unsaved() {
        brokers = SaveResult.UNKNOWN;
        HttpResponse page = choose("D-17", "right", "582914", "582914");
        assertThat(page.status()).isEqualTo(503);
        assertThat(html(page))
                .contains("It is not known whether this PIN is set")
                .doesNotContain("not saved");
    }

    @Test
    void an_instance_that_does_not_know_access_says_so() {
        ready = false;
        assertThat(choose("D-17", "right", "582914", "582914").status()).isEqualTo(503);
    }

    private HttpResponse choose(String badge, String code, String pin, String again) {
        String body = "badge=" + badge + "&code=" + URLEncoder.encode(code, StandardCharsets.UTF_8) + "&pin=" + pin
                + "&again=" + again;
        return handlers.routes()
                .get(1)
                .handler()
                .handle(new HttpRequest(
                        "POST",
                        "/pin/elm",
                        Map.of("district", "elm"),
                        Map.of(),
                        Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                        body.getBytes(StandardCharsets.UTF_8),
                        InetAddress.getLoopbackAddress(),
                        Optional.empty()))
                .toCompletableFuture()
                .join();
    }

    private static String html(HttpResponse page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }
}
