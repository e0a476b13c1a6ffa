package org.postwatch.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long incidents took to be readable in a steady load.
 *
 * @param rate events a second
 * @param p50Ms from sending an event to its incident being readable, in ms
 * @param p99Ms the same; one in a hundred took longer
 */
record LatencyResult(double rate, double p50Ms, double p99Ms) {
    static LatencyResult of(double rate, double[] tookMs) {
        return new LatencyResult(rate, BenchmarkResult.percentile(tookMs, 50), BenchmarkResult.percentile(tookMs, 99));
    }

    /** The median of several periods of the same load. */
    static LatencyResult median(List<LatencyResult> stretches) {
        return new LatencyResult(
                median(stretches, LatencyResult::rate),
                median(stretches, LatencyResult::p50Ms),
                median(stretches, LatencyResult::p99Ms));
    }

    private static double median(List<LatencyResult> stretches, ToDoubleFunction<LatencyResult> figure) {
        return BenchmarkResult.median(stretches.stream().mapToDouble(figure).toArray());
    }

    @Override
    public String toString() {
        return "p50 %.0f ms, p99 %.0f ms".formatted(p50Ms, p99Ms);
    }
}
