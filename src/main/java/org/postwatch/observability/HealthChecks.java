package org.postwatch.observability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The liveness and readiness checks of an instance, evaluated on each request. */
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

    /** Liveness: if a check fails, restart the process. */
    public List<HealthCheckResult> liveness() {
        return livenessChecks.stream().map(Supplier::get).toList();
    }

    /** Readiness: all checks must pass. */
    public List<HealthCheckResult> readiness() {
        return java.util.stream.Stream.concat(livenessChecks.stream(), readinessChecks.stream())
                .map(Supplier::get)
                .toList();
    }
}
