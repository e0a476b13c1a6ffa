package org.postwatch.benchmark;

import java.util.Arrays;

/**
 * The results of one size.
 *
 * @param warmUps rounds that did not count, until the rate was steady
 * @param passThrough events a second, the median of the rounds
 * @param postwatch events a second, the median of the rounds
 * @param ratio the median of the rounds' ratios
 * @param passThroughMicros CPU time an event on all cores, the broker's share included, in microseconds
 * @param postwatchMicros the same
 * @param atHalfLoad at half of Postwatch's rate, the median of as many periods as rounds
 * @param atBell at the peak of a whole country when school begins, or half load if that is less; likewise
 * @param stateBytes a campus: keys and values in all stores but the plans'
 * @param eventsPerCampus events per campus when the state was measured
 * @param planBytes a campus: its plan, and its share of its district's
 * @param restoreSeconds the time to restore all state on an empty machine
 * @param loadSeconds the time to process all plans and the initial load
 */
record BenchmarkResult(
        int campuses,
        int districts,
        long events,
        int warmUps,
        double passThroughRate,
        double postwatchRate,
        double ratio,
        double passThroughMicros,
        double postwatchMicros,
        LatencyResult atHalfLoad,
        LatencyResult atPeakLoad,
        double stateBytes,
        double planBytes,
        double eventsPerCampus,
        double restoreSeconds,
        double loadSeconds) {

    static double median(double[] values) {
        return percentile(values, 50);
    }

    static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        if (percent == 50 && sorted.length % 2 == 0) {
            return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        }
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * percent / 100) - 1)];
    }
}
