package org.postwatch.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.postwatch.benchmark.Benchmark;
import org.postwatch.benchmark.BenchmarkOptions;
import org.postwatch.benchmark.BenchmarkReport;
import org.postwatch.streams.CoverageTopology.StoreType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = {
            "Measure how fast Postwatch is on this machine.",
            "",
            "In one run, interleaved: the pass-through, a topology that reads and decodes the same events and forwards"
                    + " nothing (this machine's limit), and Postwatch, both exactly-once, on a morning-bell mix of"
                    + " synthetic districts. Then the time from an event to its incident being readable, at half of that"
                    + " rate and at 26,000 events/s, which is what a whole nation tells when the bell rings (or at"
                    + " half, if that is less); the bytes of state a campus; and how long it takes to restore them. In the end a storm: every"
                    + " campus of one district loses its feed at once.",
            "",
            "It starts a broker of its own in a temporary directory and leaves nothing behind. The default takes some"
                    + " minutes; '--campuses 500 --events 50000 --rounds 1 --latency 5' takes one.",
            ""
        })
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--campuses",
            split = ",",
            paramLabel = "N",
            defaultValue = BenchmarkOptions.DEFAULT_CAMPUSES,
            description = "Sizes to measure, one after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> campuses;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = BenchmarkOptions.DEFAULT_EVENTS,
            description = "Events of each round (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = BenchmarkOptions.DEFAULT_ROUNDS,
            description = "Rounds that count, once the rate is steady, and stretches of each steady load (default:"
                    + " ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--latency",
            paramLabel = "SECONDS",
            defaultValue = BenchmarkOptions.DEFAULT_LATENCY_SECONDS,
            description = "How long a stretch of steady load is; its first 3 s do not count (default:"
                    + " ${DEFAULT-VALUE}).")
    private int latency;

    @Option(
            names = "--storm",
            paramLabel = "N",
            defaultValue = BenchmarkOptions.DEFAULT_OUTAGE_CAMPUSES,
            description = "Campuses of the district that loses its feed at once; 0 for none (default:"
                    + " ${DEFAULT-VALUE}).")
    private int storm;

    @Option(
            names = "--state",
            paramLabel = "WHERE",
            defaultValue = "rocksdb",
            description = "Where state lies: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StoreType state;

    @Option(names = "--json", description = "One JSON object; 'ratio' is the lowest of the sizes.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return InterruptOnShutdown.run(spec.commandLine().getErr(), this::measure);
    }

    private Integer measure() throws InterruptedException {
        long begun = System.nanoTime();
        PrintWriter err = spec.commandLine().getErr();
        BenchmarkOptions options =
                new BenchmarkOptions(campuses, events, rounds, Duration.ofSeconds(latency), storm, state);
        BenchmarkReport report = Benchmark.run(
                options, line -> err.printf("bench %4.0f s  %s%n", (System.nanoTime() - begun) / 1e9, line));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        return 0;
    }
}
