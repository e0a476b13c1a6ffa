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
 * What came out, as a table for people or JSON for programs.
 *
 * @param signingMicros what the check of a signature costs an event, in microseconds of one core
 */
public record BenchmarkReport(
        BenchmarkOptions options,
        List<BenchmarkResult> results,
        double signingMicros,
        Optional<FeedOutageResult> outage) {
    public BenchmarkReport {
        results = List.copyOf(results);
    }

    /** The lowest of the sizes' ratios: what holds at every size. */
    double ratio() {
        return results.stream().mapToDouble(BenchmarkResult::ratio).min().orElse(Double.NaN);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Broker and application share this machine (%d cores) and process; exactly-once on both sides;"
                .formatted(Runtime.getRuntime().availableProcessors()));
        lines.add("%d rounds of %,d events once the rate was steady, medians; state in %s."
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
        row(lines, "CPU an event, pass-through, us", f -> "%.1f".formatted(f.passThroughMicros()));
        row(lines, "CPU an event, Postwatch, us", f -> "%.1f".formatted(f.postwatchMicros()));
        row(lines, "rounds to warm up", f -> "%d".formatted(f.warmUps()));
        latencyRows(lines, "  at half load, events/s", BenchmarkResult::atHalfLoad);
        latencyRows(lines, "  at a nation's bell, events/s", BenchmarkResult::atPeakLoad);
        row(lines, "state a campus, bytes", f -> "%,.0f".formatted(f.stateBytes()));
        row(lines, "  after events each", f -> "%,.0f".formatted(f.eventsPerCampus()));
        row(lines, "  and its plan, bytes", f -> "%,.0f".formatted(f.planBytes()));
        row(lines, "restore from nothing, s", f -> "%.1f".formatted(f.restoreSeconds()));
        row(lines, "plans and bell taken in, s", f -> "%.1f".formatted(f.loadSeconds()));
        lines.add("");
        lines.add("A signature costs an event %.1f us of CPU.".formatted(signingMicros));
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

    /** {@code ratio} is the lowest of the sizes'; times in ms or s as named, rates in events a second, sizes in bytes. */
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
                    .put("bellP50Ms", size.atPeakLoad().p50Ms())
                    .put("bellP99Ms", size.atPeakLoad().p99Ms())
                    .put("bellRate", size.atPeakLoad().rate())
                    .put("stateBytes", size.stateBytes())
                    .put("stateAfterEvents", size.eventsPerCampus())
                    .put("planBytes", size.planBytes())
                    .put("restoreSeconds", size.restoreSeconds())
                    .put("settleSeconds", size.loadSeconds());
        }
        outage.ifPresent(figures -> figures.writeTo(root.putObject("storm")));
        return mapper.writeValueAsString(root);
    }
}
