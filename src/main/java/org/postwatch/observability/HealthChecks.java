package org.postwatch.observability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Whether the instance lives, and whether it is ready: two lists of checks, asked anew each time. */
public final class HealthChecks {
    private final List<Supplier<HealthCheckResult>> livenessChecks = new CopyOnWriteArrayList<>();
    private final List<Supplier<HealthCheckResult>> readinessChecks = new CopyOnWriteArrayList<>();

    /** A check of life is one of readiness, too. */
    void addLiveness(Supplier<HealthCheckResult> check) {
        livenessChecks.add(check);
    }

    void addReadiness(Supplier<HealthCheckResult> check) {
        readinessChecks.add(check);
    }

    /** All that must hold, or the process had better be started anew. */
    public List<HealthCheckResult> liveness() {
        return livenessChecks.stream().map(Supplier::get).toList();
    }

    /** All that must hold before this instance can be relied upon. */
    public List<HealthCheckResult> readiness() {
        return java.util.stream.Stream.concat(livenessChecks.stream(), readinessChecks.stream())
                .map(Supplier::get)
                .toList();
    }
}
