package org.postwatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of every campus of a district losing its feed at once.
 *
 * @param incidents that the storm opened
 * @param heldBack of these, held back from those who know that the feed is silent
 * @param inStorm notices while the feed was silent, by recipient
 * @param inAll notices until all was quiet again, by recipient
 * @param noticesSeconds from the tick at which the silence is due to the last of the storm's notices being readable
 * @param takenInSeconds from that tick until every campus's gap was opened, decided on and committed
 * @param quietSeconds from the feed being heard again until everything was committed and no notice came any more
 */
record StormFigures(
        int campuses,
        int incidents,
        int heldBack,
        SortedMap<String, Integer> inStorm,
        SortedMap<String, Integer> inAll,
        double noticesSeconds,
        double takenInSeconds,
        double quietSeconds) {

    StormFigures {
        inStorm = new TreeMap<>(inStorm);
        inAll = new TreeMap<>(inAll);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "A storm: every campus of one district loses its feed at once; the clock runs as fast as all is taken in.");
        row(lines, "campuses", "%,d".formatted(campuses));
        row(lines, "incidents opened", "%,d".formatted(incidents));
        row(lines, "  of these held back", "%,d".formatted(heldBack));
        row(lines, "silence to last readable notice, s", "%.2f".formatted(noticesSeconds));
        row(lines, "silence to all decided on, s", "%.1f".formatted(takenInSeconds));
        row(lines, "heard again to quiet, s", "%.1f".formatted(quietSeconds));
        lines.add("notices in the storm: " + text(inStorm));
        lines.add("notices until quiet:  " + text(inAll));
        return lines;
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add("%-36s%14s".formatted(name, value));
    }

    private static String text(Map<String, Integer> notices) {
        return notices.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Seconds and counts, as named. */
    void into(ObjectNode json) {
        json.put("campuses", campuses)
                .put("incidents", incidents)
                .put("heldBack", heldBack)
                .put("noticesSeconds", noticesSeconds)
                .put("takenInSeconds", takenInSeconds)
                .put("quietSeconds", quietSeconds);
        ObjectNode storm = json.putObject("noticesInStorm");
        inStorm.forEach(storm::put);
        ObjectNode all = json.putObject("noticesInAll");
        inAll.forEach(all::put);
    }
}
