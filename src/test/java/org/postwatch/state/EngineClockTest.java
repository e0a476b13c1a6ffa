package org.postwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EngineClockTest {
    private static final StateTable<KeyFormat.SingletonKey, Reading> CLOCK =
            new StateTable<>("clock", 'k', KeyFormat.SINGLETON, Reading.class);
    private static final Instant NOON = Instant.parse("2026-09-14T12:00:00Z");

    private final InMemoryStateStore store = new InMemoryStateStore();
    private final EngineClock<Reading> clock = newClock();

    private record Reading(Instant time) implements EngineClock.ClockReading<Reading> {
        @Override
        public Reading withTime(Instant other) {
            return new Reading(other);
        }
    }

    @Test
    void the_clock_does_not_run_backwards_not_even_after_a_restart() {
        clock.advance(NOON);
        clock.advance(NOON.minusMillis(1));
        assertThat(clock.time()).isEqualTo(NOON);
        clock.persist();
        clock.persist();
        assertThat(store.writes()).containsEntry("clock", 1);
        assertThat(newClock().time()).isEqualTo(NOON);
    }

    @Test
    void nothing_advances_the_clock_beyond_its_limit() {
        assertThat(clock.limit(NOON)).isEmpty();
        clock.advance(NOON.plusMillis(1));
        assertThat(clock.time()).isEqualTo(NOON);
    }

    @Test
    void a_clock_beyond_its_limit_is_set_back_and_stored() {
        clock.advance(NOON.plusMillis(1));
        assertThat(clock.limit(NOON)).contains(NOON.plusMillis(1));
        assertThat(clock.time()).isEqualTo(NOON);
        assertThat(newClock().time()).isEqualTo(NOON);
    }

    private EngineClock<Reading> newClock() {
        return new EngineClock<>(store, CLOCK, new Reading(Instant.EPOCH));
    }
}
