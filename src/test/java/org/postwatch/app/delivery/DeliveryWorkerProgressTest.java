package org.postwatch.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeliveryWorkerProgressTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final DeliveryWorkerProgress report = new DeliveryWorkerProgress(nanos::get);

    @Test
    void it_is_well_while_it_goes_on() {
        assertThat(report.problem()).contains("begins");
        goesOn(1);
        assertThat(report.problem()).isEmpty();
        assertThat(report.partitions()).isEqualTo(3);
        after("30s");
        assertThat(report.problem()).isEmpty();
    }

    @Test
    void who_hangs_is_in_trouble() {
        goesOn(1);
        after("31s");
        assertThat(report.problem()).contains("has not moved for 31 s");
        goesOn(1);
        assertThat(report.problem()).isEmpty();
    }

    @Test
    void who_is_cut_off_is_in_trouble_though_it_goes_round() {
        goesOn(15);
        assertThat(report.problem()).isEmpty();
        goesOn(16);
        assertThat(report.problem()).contains("the brokers have not been reached for 16 s");
    }

    @Test
    void who_is_cut_off_before_the_first_heartbeat_is_so_as_well() {
        goesOn(-1);
        assertThat(report.problem()).isEmpty();
        after("16s");
        goesOn(-1);
        assertThat(report.problem()).contains("the brokers have not been reached for 16 s");
    }

    @Test
    void who_stops_again_and_again_is_not_well_in_between() {
        goesOn(1);
        report.reportFailure("no rights");
        assertThat(report.partitions()).isZero();
        after("59s");
        goesOn(1);
        assertThat(report.problem()).contains("stopped 59 s ago and will restart: no rights");
        after("1s");
        assertThat(report.problem()).isEmpty();
    }

    @Test
    void what_waits_is_looked_for_once_a_second() {
        goesOn(1, Optional.of(NOON));
        assertThat(report.oldestWaiting()).contains(NOON);
        nanos.addAndGet(999_999_999);
        goesOn(1, Optional.empty());
        assertThat(report.oldestWaiting()).contains(NOON);
        nanos.addAndGet(1);
        goesOn(1, Optional.empty());
        assertThat(report.oldestWaiting()).isEmpty();
    }

    private void goesOn(double heartbeatSecondsAgo) {
        goesOn(heartbeatSecondsAgo, Optional.empty());
    }

    private void goesOn(double heartbeatSecondsAgo, Optional<Instant> oldest) {
        report.reportProgress(Optional.empty(), 3, heartbeatSecondsAgo, () -> oldest);
    }

    private void after(String duration) {
        nanos.addAndGet(Duration.parse("PT" + duration).toNanos());
    }
}
