package org.postwatch.observability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.streams.PipelineListener.PipelineStage;

/** How far the clock of every partition that is worked on here is behind the wall clock, or ahead of it. */
final class ClockLagMonitor {
    /** A partition of an application. */
    record StagePartition(PipelineStage stage, int partition) {
        static final Comparator<StagePartition> ORDER =
                Comparator.comparing(StagePartition::stage).thenComparing(StagePartition::partition);
    }

    private static final String BEHIND_REMEDY =
            "a backlog is being processed: wait, or add instances, at most one for each partition; if it grows, look for errors in"
                    + " the log,"
                    + " and compare the clocks of the machines";
    private static final String AHEAD_REMEDY =
            "the clock of a broker or of another instance is ahead, or this machine's is behind: compare the clocks"
                    + " of the"
                    + " machines and correct the one that is wrong";

    private final Clock clock;
    private final Map<StagePartition, Instant> latestTicks = new TreeMap<>(StagePartition.ORDER);

    ClockLagMonitor(Clock clock) {
        this.clock = clock;
    }

    /** A partition is worked on here from now on. */
    synchronized void startTracking(PipelineStage part, int partition, Instant time) {
        latestTicks.put(new StagePartition(part, partition), time);
    }

    /** A tick; the clock is the greatest one. */
    synchronized void advance(PipelineStage part, int partition, Instant time) {
        latestTicks.merge(
                new StagePartition(part, partition), time, (before, now) -> now.isAfter(before) ? now : before);
    }

    synchronized void stopTracking(PipelineStage part, int partition) {
        latestTicks.remove(new StagePartition(part, partition));
    }

    /** The lag by partition; empty without a tick so far. Negative: the clock is ahead. */
    synchronized Map<StagePartition, Optional<Duration>> lags() {
        Instant now = clock.instant();
        Map<StagePartition, Optional<Duration>> lags = new TreeMap<>(StagePartition.ORDER);
        latestTicks.forEach((place, time) -> lags.put(
                place, time.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(Duration.between(time, now))));
        return lags;
    }

    /** @param max how far a partition's clock may be off, behind or ahead */
    HealthCheckResult check(PipelineStage part, Duration max) {
        String name = part.wireName() + "-clock";
        String expected = "at most " + max.toSeconds() + " s behind or ahead";
        Map<StagePartition, Optional<Duration>> lags = lags();
        lags.keySet().removeIf(place -> place.stage() != part);
        if (lags.isEmpty()) {
            return HealthCheckResult.passed(name, "this instance works on no partition", expected);
        }
        Optional<StagePartition> unknown = lags.keySet().stream()
                .filter(place -> lags.get(place).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return HealthCheckResult.failed(
                    name,
                    "partition " + unknown.get().partition() + " has had no tick yet",
                    expected,
                    "wait some seconds; if it persists, look for 'the clock cannot be set' in the logs of all instances");
        }
        StagePartition worst = lags.keySet().stream()
                .max(Comparator.comparing(place -> lags.get(place).orElseThrow().abs()))
                .orElseThrow();
        Duration lag = lags.get(worst).orElseThrow();
        String found = "partition " + worst.partition() + " is " + lag.abs().toSeconds() + " s "
                + (lag.isNegative() ? "ahead" : "behind");
        return lag.abs().compareTo(max) <= 0
                ? HealthCheckResult.passed(name, found, expected)
                : HealthCheckResult.failed(name, found, expected, lag.isNegative() ? AHEAD_REMEDY : BEHIND_REMEDY);
    }
}
