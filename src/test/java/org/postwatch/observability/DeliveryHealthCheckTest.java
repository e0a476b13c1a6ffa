package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryHealthCheckTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DeliveryHealthCheck sight = new DeliveryHealthCheck(Clock.fixed(NOON, ZoneOffset.UTC));

    private record FixedDeliveryProgress(Optional<String> problem, int partitions, Optional<Instant> oldestWaiting)
            implements DeliveryProgress {}

    DeliveryHealthCheckTest() {
        sight.register(registry);
    }

    @Test
    void while_nothing_is_delivered_nothing_is_known_to_be_well() {
        assertSilent("not started yet");

        sight.setProgress(new FixedDeliveryProgress(
                Optional.of("reads what is on record"), 3, Optional.of(NOON.minusSeconds(9))));
        assertSilent("reads what is on record");
    }

    private void assertSilent(String found) {
        assertThat(sight.check().passed()).isFalse();
        assertThat(sight.check().found()).isEqualTo(found);
        assertThat(gauge("postwatch.delivery.partitions")).isZero();
        assertThat(gauge("postwatch.notice.undelivered.oldest.seconds")).isNaN();
    }

    @Test
    void the_age_of_the_oldest_waiting_notice_is_shown() {
        sight.setProgress(new FixedDeliveryProgress(Optional.empty(), 3, Optional.of(NOON.minusMillis(90_500))));
        assertThat(sight.check().passed()).isTrue();
        assertThat(gauge("postwatch.delivery.partitions")).isEqualTo(3);
        assertThat(gauge("postwatch.notice.undelivered.oldest.seconds")).isEqualTo(90.5);

        sight.setProgress(new FixedDeliveryProgress(Optional.empty(), 3, Optional.empty()));
        assertThat(gauge("postwatch.notice.undelivered.oldest.seconds")).isZero();
    }

    @Test
    void a_spare_without_partitions_is_ready_and_nothing_waits_there() {
        sight.setProgress(new FixedDeliveryProgress(Optional.empty(), 0, Optional.empty()));
        assertThat(sight.check().passed()).isTrue();
        assertThat(gauge("postwatch.notice.undelivered.oldest.seconds")).isZero();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
