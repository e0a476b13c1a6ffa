package org.postwatch.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** What came out, as a table for people or JSON for programs. */
public record Report(Options options, List<Figures> sizes) {
    public Report {
        sizes = List.copyOf(sizes);
    }

    /** The lowest of the sizes' ratios: what holds at every size. */
    double ratio() {
        return sizes.stream().mapToDouble(Figures::ratio).min().orElse(Double.NaN);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Broker and application share this machine (%d cores) and process; exactly-once on both sides;"
                .formatted(Runtime.getRuntime().availableProcessors()));
        lines.add("%d rounds of %,d events after a warm-up, medians; state in %s."
                .formatted(
                        options.rounds(),
                        options.events(),
                        options.stateIn().name().toLowerCase(java.util.Locale.ROOT)));
        lines.add("");
        row(lines, "campuses", f -> "%,d".formatted(f.campuses()));
        row(lines, "districts", f -> "%,d".formatted(f.districts()));
        row(lines, "pass-through, events/s", f -> "%,.0f".formatted(f.passThrough()));
        row(lines, "Postwatch, events/s", f -> "%,.0f".formatted(f.postwatch()));
        row(lines, "ratio", f -> "%.2f".formatted(f.ratio()));
        row(lines, "event to readable incident, p50 ms", f -> "%.0f".formatted(f.p50Ms()));
        row(lines, "event to readable incident, p99 ms", f -> "%.0f".formatted(f.p99Ms()));
        row(lines, "  at half load, events/s", f -> "%,.0f".formatted(f.latencyRate()));
        row(lines, "state a campus, bytes", f -> "%,.0f".formatted(f.stateBytes()));
        row(lines, "  and its plan, bytes", f -> "%,.0f".formatted(f.planBytes()));
        row(lines, "restore from nothing, s", f -> "%.1f".formatted(f.restoreSeconds()));
        row(lines, "plans and bell taken in, s", f -> "%.1f".formatted(f.settleSeconds()));
        return lines;
    }

    private void row(List<String> lines, String name, Function<Figures, String> value) {
        StringBuilder line = new StringBuilder("%-36s".formatted(name));
        sizes.forEach(f -> line.append("%14s".formatted(value.apply(f))));
        lines.add(line.toString());
    }

    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("ratio", ratio());
        root.put("cores", Runtime.getRuntime().availableProcessors());
        root.put("events", options.events());
        root.put("rounds", options.rounds());
        root.put("stateIn", options.stateIn().name());
        root.put("sizes", sizes);
        return JsonMapper.builder().build().writeValueAsString(root);
    }
}
