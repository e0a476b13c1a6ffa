package org.postwatch.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The results of an outage: every campus of a district loses its feed at once.
 *
 * @param incidents that the outage opened
 * @param suppressed incidents whose notices were suppressed, because the recipients know that the feed is silent
 * @param noticesDuringOutage notices while the feed was silent, by recipient
 * @param noticesInTotal notices until nothing changed any more, by recipient
 * @param noticesSeconds from the tick at which the silence is due until the last notice of the outage is readable
 * @param processedSeconds from that tick until the gap of every campus is opened, decided and committed
 * @param quietSeconds from the first event after the outage until everything is committed and no more notices arrive
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
                "An outage: every campus of one district loses its feed at once. The clock advances when all input is processed.");
        row(lines, "campuses", "%,d".formatted(campuses));
        row(lines, "incidents opened", "%,d".formatted(incidents));
        row(lines, "  of these suppressed", "%,d".formatted(suppressed));
        row(lines, "silence to last readable notice, s", "%.2f".formatted(noticesSeconds));
        row(lines, "silence to last decision, s", "%.1f".formatted(processedSeconds));
        row(lines, "recovery to last notice, s", "%.1f".formatted(quietSeconds));
        lines.add("notices during the outage: " + text(noticesDuringOutage));
        lines.add("notices in total:          " + text(noticesInTotal));
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
}
