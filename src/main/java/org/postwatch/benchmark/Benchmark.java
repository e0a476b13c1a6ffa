package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures each requested size, one after the other, and then an outage. */
public final class Benchmark {
    private Benchmark() {}

    /**
     * @param progress one line at a time
     * @throws IllegalStateException when a side stops, hangs, or an event goes astray
     */
    public static BenchmarkReport run(BenchmarkOptions options, Consumer<String> progress) throws InterruptedException {
        List<BenchmarkResult> sizes = new ArrayList<>();
        for (int campuses : options.campuses()) {
            try (BenchmarkRun stand = new BenchmarkRun(options, campuses, progress)) {
                sizes.add(stand.measure());
            }
        }
        return new BenchmarkReport(options, sizes, new SigningCost().measureMicros(), measureOutage(options, progress));
    }

    /**
     * Measures intake alone.
     *
     * @param progress one line at a time
     * @throws IllegalStateException when an event is not accepted
     */
    public static IntakeBenchmarkResult runIntake(BenchmarkOptions options, Consumer<String> progress)
            throws InterruptedException {
        try (IntakeBenchmark intake = new IntakeBenchmark(options, progress)) {
            return intake.measure();
        }
    }

    private static Optional<FeedOutageResult> measureOutage(BenchmarkOptions options, Consumer<String> progress)
            throws InterruptedException {
        if (options.outageCampuses() == 0) {
            return Optional.empty();
        }
        try (FeedOutageBenchmark storm = new FeedOutageBenchmark(options, progress)) {
            return Optional.of(storm.measure());
        }
    }
}
