package org.postwatch.observability;

/**
 * The result of one check.
 *
 * @param name stable, for machines
 * @param remedy what to do; empty if the check passed
 */
public record HealthCheckResult(String name, boolean passed, String found, String expected, String remedy) {
    /** A check that passed. */
    public static HealthCheckResult passed(String name, String found, String expected) {
        return new HealthCheckResult(name, true, found, expected, "");
    }

    /** A check that failed, and what to do. */
    public static HealthCheckResult failed(String name, String found, String expected, String remedy) {
        return new HealthCheckResult(name, false, found, expected, remedy);
    }
}
