package org.postwatch.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One round: both sides over the same events.
 *
 * @param passThrough events a second
 * @param postwatch events a second
 * @param passThroughMicros CPU time an event on all cores, the broker's share included, in microseconds
 * @param postwatchMicros the same
 */
record BenchmarkRound(double passThroughRate, double postwatchRate, double passThroughMicros, double postwatchMicros) {
    double ratio() {
        return postwatchRate / passThroughRate;
    }

    static double median(List<BenchmarkRound> rounds, ToDoubleFunction<BenchmarkRound> figure) {
        return BenchmarkResult.median(rounds.stream().mapToDouble(figure).toArray());
    }

    @Override
    public String toString() {
        return "pass-through %,.0f, Postwatch %,.0f events/s, ratio %.2f; CPU %.1f and %.1f us an event"
                .formatted(passThroughRate, postwatchRate, ratio(), passThroughMicros, postwatchMicros);
    }
}
