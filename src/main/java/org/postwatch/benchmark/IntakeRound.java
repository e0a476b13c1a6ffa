package org.postwatch.benchmark;

import java.util.List;
import java.util.function.Function;

/** One round of the intake benchmark: all ways over the same events. */
record IntakeRound(Throughput producer, Throughput batch, Throughput singleHttp1, Throughput singleHttp2) {
    /**
     * @param rate events a second
     * @param cpuMicros CPU time an event on all cores, broker and client included, in microseconds
     */
    record Throughput(double rate, double cpuMicros) {
        @Override
        public String toString() {
            return "%,.0f events/s and %.1f us".formatted(rate, cpuMicros);
        }
    }

    double ratio() {
        return batch.rate() / producer.rate();
    }

    static Throughput median(List<IntakeRound> rounds, Function<IntakeRound, Throughput> way) {
        return new Throughput(
                BenchmarkResult.median(rounds.stream()
                        .mapToDouble(round -> way.apply(round).rate())
                        .toArray()),
                BenchmarkResult.median(rounds.stream()
                        .mapToDouble(round -> way.apply(round).cpuMicros())
                        .toArray()));
    }

    @Override
    public String toString() {
        return "producer %s, batches %s, ratio %.2f, single HTTP/1.1 %s, HTTP/2 %s"
                .formatted(producer, batch, ratio(), singleHttp1, singleHttp2);
    }
}
