package org.postwatch.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PinAttemptsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T13:20:00Z");

    private final PinAttempts attempts = PinAttempts.ofBadges(5);

    @Test
    void the_fifth_wrong_pin_waits_a_minute_to_the_millisecond() {
        fail(5);
        assertThat(attempts.begin("D-1", NOW.plusMillis(59_999))).contains(NOW.plusSeconds(60));
        assertThat(attempts.begin("D-1", NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void each_further_wrong_pin_waits_twice_as_long_and_an_hour_at_most() {
        fail(5);
        Instant now = NOW;
        long[] minutes = {1, 2, 4, 8, 16, 32, 60, 60};
        for (long wait : minutes) {
            Instant end = now.plusSeconds(60 * wait);
            assertThat(attempts.waitUntil("D-1", now)).contains(end);
            assertThat(attempts.begin("D-1", end)).isEmpty();
            now = end;
        }
    }

    @Test
    void a_right_pin_ends_the_count() {
        fail(4);
        assertThat(attempts.begin("D-1", NOW)).isEmpty();
        attempts.succeeded("D-1");
        fail(4);
        assertThat(attempts.waitUntil("D-1", NOW)).isEmpty();
    }

    @Test
    void attempts_at_the_same_time_count_before_they_are_decided() {
        fail(5);
        assertThat(attempts.begin("D-1", NOW)).isPresent();
    }

    @Test
    void an_attempt_that_was_not_decided_does_not_count() {
        fail(5);
        attempts.cancelled("D-1");
        assertThat(attempts.begin("D-1", NOW)).isEmpty();
        assertThat(attempts.begin("D-1", NOW)).isPresent();
    }

    @Test
    void another_badge_need_not_wait() {
        fail(5);
        assertThat(attempts.begin("D-2", NOW)).isEmpty();
    }

    @Test
    void wrong_pins_are_forgotten_after_twelve_hours() {
        fail(4);
        Instant later = NOW.plus(PinAttempts.FORGET_BADGE_AFTER);
        assertThat(attempts.begin("D-1", later)).isEmpty();
        assertThat(attempts.begin("D-1", later)).isEmpty();
    }

    @Test
    void those_of_a_client_are_forgotten_an_hour_after_the_first_whatever_came_later() {
        PinAttempts clients = PinAttempts.ofClients(5);
        Instant end = NOW.plus(PinAttempts.FORGET_CLIENT_AFTER);
        Instant now = NOW;
        for (int wrong = 0; wrong < 10; wrong++) {
            assertThat(clients.begin("10.0.0.1", now)).isEmpty();
            now = clients.waitUntil("10.0.0.1", now).orElse(now);
        }
        assertThat(now).as("no wait is longer").isEqualTo(end);
        assertThat(clients.begin("10.0.0.1", end.minusMillis(1))).contains(end);
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(clients.begin("10.0.0.1", end)).isEmpty();
        }
        assertThat(clients.waitUntil("10.0.0.1", end)).contains(end.plusSeconds(60));
    }

    @Test
    void right_ones_do_not_keep_the_wrong_ones_of_a_client() {
        PinAttempts clients = PinAttempts.ofClients(5);
        for (int wrong = 0; wrong < 4; wrong++) {
            clients.begin("10.0.0.1", NOW);
        }
        for (int minute = 1; minute < 60; minute++) {
            assertThat(clients.begin("10.0.0.1", NOW.plusSeconds(60L * minute))).isEmpty();
            clients.cancelled("10.0.0.1");
        }
        Instant later = NOW.plus(PinAttempts.FORGET_CLIENT_AFTER);
        clients.begin("10.0.0.1", later);
        assertThat(clients.waitUntil("10.0.0.1", later)).isEmpty();
    }

    @Test
    void a_flood_of_badges_takes_bounded_memory() {
        fail(5);
        for (int i = 0; i < PinAttempts.MAX_KEYS; i++) {
            attempts.begin("X-" + i, NOW);
        }
        assertThat(attempts.waitUntil("D-1", NOW)).as("forgotten first").isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(attempts.begin("D-1", NOW)).isEmpty();
        }
    }
}
