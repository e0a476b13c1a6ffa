package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results, as a table or as JSON.
 *
 * @param signingMicros CPU time to check the signature of an event, in microseconds
 */
public record BenchmarkReport(
        BenchmarkOptions options,
        List<BenchmarkResult> results,
        double signingMicros,
        Optional<FeedOutageResult> outage) {
    public BenchmarkReport {
        results = List.copyOf(results);
    }

    /** The lowest ratio of all sizes. */
    double ratio() {
        return results.stream().mapToDouble(BenchmarkResult::ratio).min().orElse(Double.NaN);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Broker and application run in one process on this machine (%d cores), with exactly-once processing."
                .formatted(Runtime.getRuntime().availableProcessors()));
        lines.add("Medians of %d rounds of %,d events, once the rate was steady. State is kept in %s."
                .formatted(
                        options.rounds(),
                        options.events(),
                        options.storeType().name().toLowerCase(Locale.ROOT)));
        lines.add("");
        row(lines, "campuses", f -> "%,d".formatted(f.campuses()));
        row(lines, "districts", f -> "%,d".formatted(f.districts()));
        row(lines, "pass-through, events/s", f -> "%,.0f".formatted(f.passThroughRate()));
        row(lines, "Postwatch, events/s", f -> "%,.0f".formatted(f.postwatchRate()));
        row(lines, "ratio", f -> "%.2f".formatted(f.ratio()));
        row(lines, "CPU per event, pass-through, us", f -> "%.1f".formatted(f.passThroughMicros()));
        row(lines, "CPU per event, Postwatch, us", f -> "%.1f".formatted(f.postwatchMicros()));
        row(lines, "rounds to warm up", f -> "%d".formatted(f.warmUps()));
        latencyRows(lines, "  at half load, events/s", BenchmarkResult::atHalfLoad);
        latencyRows(lines, "  at peak load, events/s", BenchmarkResult::atPeakLoad);
        row(lines, "state per campus, bytes", f -> "%,.0f".formatted(f.stateBytes()));
        row(lines, "  after events per campus", f -> "%,.0f".formatted(f.eventsPerCampus()));
        row(lines, "  and its plan, bytes", f -> "%,.0f".formatted(f.planBytes()));
        row(lines, "restore of all state, s", f -> "%.1f".formatted(f.restoreSeconds()));
        row(lines, "initial load processed, s", f -> "%.1f".formatted(f.loadSeconds()));
        lines.add("");
        lines.add("Checking a signature takes %.1f us of CPU per event.".formatted(signingMicros));
        outage.ifPresent(figures -> {
            lines.add("");
            lines.addAll(figures.lines());
        });
        return lines;
    }

    private void latencyRows(List<String> lines, String when, Function<BenchmarkResult, LatencyResult> figure) {
        row(
                lines,
                "event to readable incident, p50 ms",
                f -> "%.0f".formatted(figure.apply(f).p50Ms()));
        row(
                lines,
                "event to readable incident, p99 ms",
                f -> "%.0f".formatted(figure.apply(f).p99Ms()));
        row(lines, when, f -> "%,.0f".formatted(figure.apply(f).rate()));
    }

    private void row(List<String> lines, String name, Function<BenchmarkResult, String> value) {
        StringBuilder line = new StringBuilder("%-36s".formatted(name));
        results.forEach(f -> line.append("%14s".formatted(value.apply(f))));
        lines.add(line.toString());
    }

    /** {@code ratio} is the lowest ratio of all sizes; times are in ms or s as named, rates in events per second, sizes in bytes. */
    public String json() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode()
                .put("ratio", ratio())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("events", options.events())
                .put("rounds", options.rounds())
                .put("stateIn", options.storeType().name())
                .put("signingMicros", signingMicros);
        ArrayNode all = root.putArray("sizes");
        for (BenchmarkResult size : results) {
            all.addObject()
                    .put("campuses", size.campuses())
                    .put("districts", size.districts())
                    .put("passThrough", size.passThroughRate())
                    .put("postwatch", size.postwatchRate())
                    .put("ratio", size.ratio())
                    .put("passThroughMicros", size.passThroughMicros())
                    .put("postwatchMicros", size.postwatchMicros())
                    .put("warmUps", size.warmUps())
                    .put("p50Ms", size.atHalfLoad().p50Ms())
                    .put("p99Ms", size.atHalfLoad().p99Ms())
                    .put("latencyRate", size.atHalfLoad().rate())
                    .put("peakP50Ms", size.atPeakLoad().p50Ms())
                    .put("peakP99Ms", size.atPeakLoad().p99Ms())
                    .put("peakRate", size.atPeakLoad().rate())
                    .put("stateBytes", size.stateBytes())
                    .put("eventsPerCampus", size.eventsPerCampus())
                    .put("planBytes", size.planBytes())
                    .put("restoreSeconds", size.restoreSeconds())
                    .put("loadSeconds", size.loadSeconds());
        }
        outage.ifPresent(figures -> root.set("outage", mapper.valueToTree(figures)));
        return mapper.writeValueAsString(root);
    }
}
