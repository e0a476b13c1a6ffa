package org.postwatch.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long incidents took to be readable in a steady load.
 *
 * @param rate events a second
 * @param p50Ms from sending an event to its incident being readable, in ms
 * @param p99Ms the same; one in a hundred took longer
 */
record Readable(double rate, double p50Ms, double p99Ms) {
    static Readable of(double rate, double[] tookMs) {
        return new Readable(rate, Figures.percentile(tookMs, 50), Figures.percentile(tookMs, 99));
    }

    /** What is usual in several stretches of the same load. */
    static Readable median(List<Readable> stretches) {
        return new Readable(
                median(stretches, Readable::rate),
                median(stretches, Readable::p50Ms),
                median(stretches, Readable::p99Ms));
    }

    private static double median(List<Readable> stretches, ToDoubleFunction<Readable> figure) {
        return Figures.median(stretches.stream().mapToDouble(figure).toArray());
    }

    @Override
    public String toString() {
        return "p50 %.0f ms, p99 %.0f ms".formatted(p50Ms, p99Ms);
    }
}
