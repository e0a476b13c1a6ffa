package org.postwatch.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.postwatch.benchmark.Benchmark;
import org.postwatch.benchmark.BenchmarkOptions;
import org.postwatch.benchmark.BenchmarkReport;
import org.postwatch.benchmark.IntakeBenchmarkResult;
import org.postwatch.streams.CoverageTopology.StoreType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = {
            "Measure how fast Postwatch is on this machine.",
            "",
            "The benchmark first measures throughput with exactly-once processing and a synthetic school morning. It alternates Postwatch with a pass-through topology, which decodes the same events and forwards nothing: the limit of this machine. It then measures the time from an event to its readable incident, at half of that rate and at 26,000 events/s, the peak of a whole country when school begins (or at half, if that is less). It also measures the state of a campus in bytes and the time to restore it. At the end every campus of one district loses its feed at once.",
            "",
            "It starts its own broker in a temporary directory and removes it at the end. The default takes some"
                    + " minutes; '--campuses 500 --events 50000 --rounds 1 --latency 5' takes one.",
            ""
        })
final class BenchCommand extends AbstractCommand {
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
            description = "Measured rounds, after the rate is steady, and periods of each steady load (default:"
                    + " ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--latency",
            paramLabel = "SECONDS",
            defaultValue = BenchmarkOptions.DEFAULT_LATENCY_SECONDS,
            description = "Length of a period of steady load. Its first 3 s are not measured (default:"
                    + " ${DEFAULT-VALUE}).")
    private int latency;

    @Option(
            names = "--outage",
            paramLabel = "N",
            defaultValue = BenchmarkOptions.DEFAULT_OUTAGE_CAMPUSES,
            description = "Campuses of the district that loses its feed at once; 0 for none (default:"
                    + " ${DEFAULT-VALUE}).")
    private int outageCampuses;

    @Option(
            names = "--state",
            paramLabel = "WHERE",
            defaultValue = "rocksdb",
            description = "The state store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StoreType state;

    @Option(
            names = "--intake",
            description =
                    "Measure intake over HTTP instead: events/s in batches of 100 and single events beside a producer's"
                            + " own rate, and the time until the 202 of a single event at 500 events/s.")
    private boolean intake;

    @Option(names = "--json", description = "Print one JSON object; 'ratio' is the lowest ratio of all sizes.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return InterruptOnShutdown.run(err(), this::measure);
    }

    private Integer measure() throws InterruptedException {
        long startedAt = System.nanoTime();
        BenchmarkOptions options =
                new BenchmarkOptions(campuses, events, rounds, Duration.ofSeconds(latency), outageCampuses, state);
        Consumer<String> progress =
                line -> err().printf("bench %4.0f s  %s%n", (System.nanoTime() - startedAt) / 1e9, line);
        if (intake) {
            IntakeBenchmarkResult result = Benchmark.runIntake(options, progress);
            print(result.lines(), result.json());
        } else {
            BenchmarkReport report = Benchmark.run(options, progress);
            print(report.lines(), report.json());
        }
        return 0;
    }

    private void print(List<String> lines, String asJson) {
        if (json) {
            out().println(asJson);
        } else {
            lines.forEach(out()::println);
        }
    }
}
