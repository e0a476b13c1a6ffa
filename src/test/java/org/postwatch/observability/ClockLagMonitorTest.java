package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.postwatch.streams.PipelineListener.PipelineStage;

class ClockLagMonitorTest {
    private static final Instant NOW = Instant.parse("2026-09-14T10:00:00Z");
    private static final Duration MAX = Duration.ofSeconds(30);

    private final ClockLagMonitor clocks = new ClockLagMonitor(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void the_partition_that_is_furthest_behind_decides() {
        clocks.startTracking(PipelineStage.COVERAGE, 0, NOW.minusSeconds(1));
        clocks.startTracking(PipelineStage.COVERAGE, 3, NOW.minusSeconds(30));
        assertThat(clocks.check(PipelineStage.COVERAGE, MAX).passed()).isTrue();

        clocks.startTracking(PipelineStage.COVERAGE, 3, NOW.minusSeconds(31));
        HealthCheckResult late = clocks.check(PipelineStage.COVERAGE, MAX);
        assertThat(late.passed()).isFalse();
        assertThat(late.found()).isEqualTo("partition 3 is 31 s behind");
        assertThat(late.expected()).isEqualTo("at most 30 s behind or ahead");
        assertThat(late.remedy()).contains("backlog");
        assertThat(clocks.check(PipelineStage.NOTIFICATION, MAX).found())
                .isEqualTo("this instance works on no partition");
    }

    @Test
    void a_clock_that_never_ticked_is_not_taken_for_one_that_is_right() {
        clocks.startTracking(PipelineStage.NOTIFICATION, 1, Instant.EPOCH);
        HealthCheckResult check = clocks.check(PipelineStage.NOTIFICATION, MAX);
        assertThat(check.passed()).isFalse();
        assertThat(check.found()).isEqualTo("partition 1 has had no tick yet");
    }

    @Test
    void an_older_tick_turns_nothing_back() {
        clocks.startTracking(PipelineStage.COVERAGE, 0, NOW.minusSeconds(100));
        clocks.advance(PipelineStage.COVERAGE, 0, NOW.plusSeconds(2));
        clocks.advance(PipelineStage.COVERAGE, 0, NOW.minusSeconds(90));
        assertThat(clocks.lags().values())
                .singleElement()
                .satisfies(lag -> assertThat(lag).contains(Duration.ofSeconds(-2)));
    }

    @Test
    void a_clock_that_is_ahead_fails_as_one_that_is_behind() {
        clocks.startTracking(PipelineStage.COVERAGE, 0, NOW.minusSeconds(20));
        clocks.startTracking(PipelineStage.COVERAGE, 1, NOW.plus(Duration.ofDays(4)));
        HealthCheckResult check = clocks.check(PipelineStage.COVERAGE, MAX);
        assertThat(check.passed()).isFalse();
        assertThat(check.found()).isEqualTo("partition 1 is 345600 s ahead");
        assertThat(check.remedy()).contains("compare the clocks");
    }

    @Test
    void a_partition_that_moved_elsewhere_is_no_business_of_this_instance() {
        clocks.startTracking(PipelineStage.COVERAGE, 0, NOW.minusSeconds(1_000));
        clocks.stopTracking(PipelineStage.COVERAGE, 0);
        assertThat(clocks.check(PipelineStage.COVERAGE, MAX).passed()).isTrue();
    }
}
