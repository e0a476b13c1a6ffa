package org.postwatch.benchmark;

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
record FeedOutageResult(
        int campuses,
        int incidents,
        int suppressed,
        SortedMap<String, Integer> noticesDuringOutage,
        SortedMap<String, Integer> noticesInTotal,
        double noticesSeconds,
        double processedSeconds,
        double quietSeconds) {

    FeedOutageResult {
        noticesDuringOutage = new TreeMap<>(noticesDuringOutage);
        noticesInTotal = new TreeMap<>(noticesInTotal);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "A storm: every campus of one district loses its feed at once; the clock runs as fast as all is taken in.");
        row(lines, "campuses", "%,d".formatted(campuses));
        row(lines, "incidents opened", "%,d".formatted(incidents));
        row(lines, "  of these held back", "%,d".formatted(suppressed));
        row(lines, "silence to last readable notice, s", "%.2f".formatted(noticesSeconds));
        row(lines, "silence to all decided on, s", "%.1f".formatted(processedSeconds));
        row(lines, "heard again to quiet, s", "%.1f".formatted(quietSeconds));
        lines.add("notices in the storm: " + text(noticesDuringOutage));
        lines.add("notices until quiet:  " + text(noticesInTotal));
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
    void writeTo(ObjectNode json) {
        json.put("campuses", campuses)
                .put("incidents", incidents)
                .put("heldBack", suppressed)
                .put("noticesSeconds", noticesSeconds)
                .put("takenInSeconds", processedSeconds)
                .put("quietSeconds", quietSeconds);
        ObjectNode storm = json.putObject("noticesInStorm");
        noticesDuringOutage.forEach(storm::put);
        ObjectNode all = json.putObject("noticesInAll");
        noticesInTotal.forEach(all::put);
    }
}
