package org.postwatch.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks that notices are delivered: without delivery they are decided and recorded, but nobody is notified. */
final class DeliveryHealthCheck {
    private static final String NAME = "delivery";
    private static final String EXPECTED = "notices are delivered";

    private final Clock clock;
    private volatile DeliveryProgress progress;

    DeliveryHealthCheck(Clock clock) {
        this.clock = clock;
    }

    void register(MeterRegistry registry) {
        Gauge.builder("postwatch.delivery.partitions", this::partitions)
                .description("Partitions whose notices are delivered here")
                .register(registry);
        Gauge.builder("postwatch.notice.undelivered.oldest.seconds", this::oldestSeconds)
                .description("Start of the oldest pending delivery; 0 if there is none here, NaN while unknown")
                .register(registry);
    }

    void setProgress(DeliveryProgress newProgress) {
        progress = newProgress;
    }

    private Optional<String> problem() {
        return progress == null ? Optional.of("not started yet") : progress.problem();
    }

    private double partitions() {
        return problem().isPresent() ? 0 : progress.partitions();
    }

    private double oldestSeconds() {
        if (problem().isPresent()) {
            return Double.NaN;
        }
        Instant now = clock.instant();
        return progress.oldestWaiting()
                .filter(since -> since.isBefore(now))
                .map(since -> Duration.between(since, now).toMillis() / 1e3)
                .orElse(0.0);
    }

    HealthCheckResult check() {
        Optional<String> trouble = problem();
        return trouble.isEmpty()
                ? HealthCheckResult.passed(NAME, "notices of " + progress.partitions() + " partitions", EXPECTED)
                : HealthCheckResult.failed(
                        NAME,
                        trouble.get(),
                        EXPECTED,
                        "wait during a start or a rebalance; if it persists, see the log: whether the brokers"
                                + " answer, and whether this login may read notices and write deliveries");
    }
}
