package org.postwatch.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What intake answered. Safe for threads. */
final class SenderStatistics {
    private final List<SentEvent> accepted = new ArrayList<>();
    private final Map<Integer, List<Long>> nanosByStatus = new TreeMap<>();
    private long unanswered;
    private long newestDueNanos = Long.MIN_VALUE;

    synchronized void accepted(List<SentEvent> events) {
        accepted.addAll(events);
        for (SentEvent event : events) {
            newestDueNanos = Math.max(newestDueNanos, event.dueNanos());
        }
    }

    synchronized void answered(int status, Duration after) {
        nanosByStatus.computeIfAbsent(status, s -> new ArrayList<>()).add(after.toNanos());
    }

    /** The connection failed, so the event may be on its topic or not. */
    synchronized void unanswered() {
        unanswered++;
    }

    /** Whether an event was accepted that was to be sent then or later. */
    synchronized boolean hasAcceptedSince(long nanos) {
        return newestDueNanos >= nanos;
    }

    synchronized List<SentEvent> accepted() {
        return List.copyOf(accepted);
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("accepted by intake: %,d events; requests without an answer: %d"
                .formatted(accepted.size(), unanswered));
        nanosByStatus.forEach((status, nanos) -> {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            lines.add("intake answered %d: %,d times, median %.0f ms, p99 %.0f ms, worst %.0f ms"
                    .formatted(
                            status,
                            sorted.length,
                            sorted[sorted.length / 2] / 1e6,
                            sorted[(int) (sorted.length * 0.99)] / 1e6,
                            Arrays.stream(sorted).max().orElse(0) / 1e6));
        });
        return lines;
    }
}
