package org.postwatch.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long incidents took to be readable in one stretch of a steady load.
 *
 * @param p50Ms from sending an event to its incident being readable, in ms
 * @param p99Ms the same; one in a hundred took longer
 */
record Readable(double p50Ms, double p99Ms) {
    static Readable of(double[] tookMs) {
        return new Readable(Figures.percentile(tookMs, 50), Figures.percentile(tookMs, 99));
    }

    static double median(List<Readable> stretches, ToDoubleFunction<Readable> figure) {
        return Figures.median(stretches.stream().mapToDouble(figure).toArray());
    }

    @Override
    public String toString() {
        return "p50 %.0f ms, p99 %.0f ms".formatted(p50Ms, p99Ms);
    }
}
