package org.postwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The districts' days: 07:30-15:30 and a game 18:00-21:30; 07:30-15:15; 08:00-15:00; 07:45-15:15. */
class PlaybackScheduleTest {
    private static final PlaybackSchedule ALL = PlaybackSchedule.of(Arrays.stream(ShippedScenario.values())
            .map(shipped -> shipped.read(Path.of("config")).day())
            .toList());

    @Test
    void the_day_goes_from_shortly_before_the_first_window_to_shortly_after_the_last_one() {
        assertThat(ALL.start()).isEqualTo(at(7, 20));
        assertThat(ALL.end()).isEqualTo(at(21, 40));
    }

    @Test
    void one_district_has_its_own_hours() {
        PlaybackSchedule one = PlaybackSchedule.of(
                List.of(ShippedScenario.ROARING_FORK.read(Path.of("config")).day()));
        assertThat(one.start()).isEqualTo(at(7, 50));
        assertThat(one.end()).isEqualTo(at(15, 10));
    }

    @Test
    void hours_in_which_nobody_is_required_go_by_faster_but_never_into_a_window() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(ALL.advance(at(15, 39), minute)).isEqualTo(at(15, 40));
        assertThat(ALL.advance(at(15, 40), minute)).isEqualTo(at(16, 0));
        assertThat(ALL.advance(at(17, 49), minute)).isEqualTo(at(17, 50));
        assertThat(ALL.advance(at(17, 50), minute)).isEqualTo(at(17, 51));
    }

    @Test
    void it_ends_at_the_end() {
        assertThat(ALL.advance(at(21, 39), Duration.ofHours(9))).isEqualTo(at(21, 40));
    }

    private static Duration at(int hour, int minute) {
        return Duration.ofMinutes(hour * 60L + minute);
    }
}
