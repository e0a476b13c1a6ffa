package org.postwatch.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run brought, as a table. */
final class ChaosSummary {
    private ChaosSummary() {}

    static List<String> lines(List<Recovery> recoveries, List<String> ended, Verifier verifier) {
        List<String> lines = new ArrayList<>();
        lines.add("%-18s %6s %10s %8s %8s".formatted("fault", "times", "median s", "p95 s", "worst s"));
        for (FaultKind fault : FaultKind.values()) {
            row(
                    lines,
                    fault.toString(),
                    recoveries.stream().filter(r -> r.fault() == fault).toList());
        }
        row(lines, "all", recoveries);
        lines.add("ended by themselves and were restarted: " + ended.size());
        for (Map.Entry<String, Findings> what : verifier.findings().entrySet()) {
            lines.add("%-18s %s".formatted(what.getKey(), what.getValue()));
        }
        lines.add("received more than once under one id: " + verifier.redelivered());
        lines.add("records of intake more than once: " + verifier.repeatedEvents());
        return lines;
    }

    private static void row(List<String> lines, String name, List<Recovery> of) {
        double[] seconds = of.stream()
                .map(Recovery::duration)
                .mapToDouble(ChaosSummary::seconds)
                .sorted()
                .toArray();
        if (seconds.length > 0) {
            lines.add("%-18s %6d %10.1f %8.1f %8.1f"
                    .formatted(name, seconds.length, at(seconds, 50), at(seconds, 95), seconds[seconds.length - 1]));
        }
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1e3;
    }

    /** The nearest rank. */
    static double at(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }

    static List<String> details(Verifier verifier) {
        return verifier.findings().entrySet().stream()
                .flatMap(what -> what.getValue().shown().stream().map(line -> what.getKey() + ": " + line))
                .toList();
    }
}
