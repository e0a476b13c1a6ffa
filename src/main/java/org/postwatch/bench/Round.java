package org.postwatch.bench;

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
record Round(double passThrough, double postwatch, double passThroughMicros, double postwatchMicros) {
    double ratio() {
        return postwatch / passThrough;
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Figures.median(rounds.stream().mapToDouble(figure).toArray());
    }

    @Override
    public String toString() {
        return "pass-through %,.0f, Postwatch %,.0f events/s, ratio %.2f; CPU %.1f and %.1f us an event"
                .formatted(passThrough, postwatch, ratio(), passThroughMicros, postwatchMicros);
    }
}
