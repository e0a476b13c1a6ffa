package org.postwatch.intake.service;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.intake.UnmappedId;

/** What intake has seen of one feed or source since this instance started. Safe for threads. */
public final class SourceStatistics {
    /** The newest rejections that are kept. */
    public static final int MAX_REJECTIONS = 20;

    /** The different ids that are kept as unmapped; of further ones only the number of messages is counted. */
    public static final int MAX_UNMAPPED_IDS = 1_000;

    private static final int MAX_REASONS = 100;

    /**
     * A message or event that was rejected.
     *
     * @param id of the event; empty when it could not be read
     * @param reason as {@code malformed}
     * @param field where, as {@code data.campus}; empty when it is no single field
     * @param detail what was expected, without values of the message
     */
    public record RejectedMessage(Instant at, String id, String reason, String field, String detail) {}

    /** A copy of the counts at one moment. */
    public record Snapshot(
            Instant since,
            Optional<Instant> lastMessage,
            long accepted,
            Map<String, Long> rejected,
            Map<String, Long> dropped,
            Map<UnmappedId, Long> unmapped,
            List<RejectedMessage> newestRejections) {}

    private final Instant since;
    private Instant lastMessage;
    private long accepted;
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<UnmappedId, Long> unmapped = new HashMap<>();
    private final Deque<RejectedMessage> newest = new ArrayDeque<>();

    /** @param since the start of the count */
    public SourceStatistics(Instant since) {
        this.since = since;
    }

    public synchronized void countAccepted(Instant now) {
        lastMessage = now;
        accepted++;
    }

    public synchronized void countRejected(RejectedMessage message) {
        lastMessage = message.at();
        countBounded(rejected, message.reason());
        newest.addFirst(message);
        if (newest.size() > MAX_REJECTIONS) {
            newest.removeLast();
        }
    }

    /** @param reason why the message is no event, as {@code test} */
    public synchronized void countDropped(Instant now, String reason) {
        lastMessage = now;
        countBounded(dropped, reason);
    }

    public synchronized void countUnmapped(Instant now, UnmappedId id) {
        lastMessage = now;
        if (unmapped.containsKey(id) || unmapped.size() < MAX_UNMAPPED_IDS) {
            unmapped.merge(id, 1L, Long::sum);
        }
        countBounded(dropped, "unmapped");
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(
                since,
                Optional.ofNullable(lastMessage),
                accepted,
                new TreeMap<>(rejected),
                new TreeMap<>(dropped),
                Map.copyOf(unmapped),
                List.copyOf(newest));
    }

    private static void countBounded(Map<String, Long> counts, String reason) {
        counts.merge(counts.containsKey(reason) || counts.size() < MAX_REASONS ? reason : "other", 1L, Long::sum);
    }
}
