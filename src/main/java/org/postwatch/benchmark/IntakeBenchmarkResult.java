package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.postwatch.benchmark.IntakeRound.Throughput;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results of the intake benchmark: medians of its rounds.
 *
 * @param events of each round
 * @param ratio of the rates of batches and of the producer, the median of the rounds
 * @param http1 the time until the 202 of a single event at {@value IntakeBenchmark#LATENCY_RATE} events/s
 * @param http2 likewise
 */
public record IntakeBenchmarkResult(
        int events,
        int rounds,
        Throughput producer,
        Throughput batch,
        double ratio,
        Throughput singleHttp1,
        Throughput singleHttp2,
        LatencyResult http1,
        LatencyResult http2) {
    /** The results as a table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Intake, its broker and its clients run in one process on this machine (%d cores)."
                .formatted(Runtime.getRuntime().availableProcessors()));
        lines.add("Medians of %d rounds of %,d events; CPU time includes the broker and the client."
                .formatted(rounds, events));
        lines.add("");
        row(lines, "producer alone, acks=all", producer);
        row(lines, "HTTP, batches of " + IntakeLoad.BATCH_EVENTS, batch);
        lines.add("%-36s%14s".formatted("ratio of both, events/s", "%.2f".formatted(ratio)));
        row(lines, "HTTP/1.1, single events", singleHttp1);
        row(lines, "HTTP/2, single events", singleHttp2);
        latencyRow(lines, "HTTP/1.1", http1);
        latencyRow(lines, "HTTP/2", http2);
        return lines;
    }

    private static void row(List<String> lines, String way, Throughput throughput) {
        lines.add("%-36s%14s".formatted(way + ", events/s", "%,.0f".formatted(throughput.rate())));
        lines.add("%-36s%14s".formatted("  CPU an event, us", "%.1f".formatted(throughput.cpuMicros())));
    }

    private static void latencyRow(List<String> lines, String version, LatencyResult latency) {
        lines.add("%-36s%14s"
                .formatted(
                        version + " at %,.0f events/s, p50/p99 ms".formatted(latency.rate()),
                        "%.1f / %.1f".formatted(latency.p50Ms(), latency.p99Ms())));
    }

    /** The results as one JSON object; rates in events per second, times in ms or microseconds as named. */
    public String json() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("events", events)
                .put("rounds", rounds)
                .put("ratio", ratio);
        root.set("producer", mapper.valueToTree(producer));
        root.set("batch", mapper.valueToTree(batch));
        root.set("singleHttp1", mapper.valueToTree(singleHttp1));
        root.set("singleHttp2", mapper.valueToTree(singleHttp2));
        root.set("latencyHttp1", mapper.valueToTree(http1));
        root.set("latencyHttp2", mapper.valueToTree(http2));
        return mapper.writeValueAsString(root);
    }
}
