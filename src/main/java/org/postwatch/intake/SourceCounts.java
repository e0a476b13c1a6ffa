package org.postwatch.intake;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What intake counted of one feed or source up to one moment.
 *
 * @param since the start of the count
 * @param lastMessage when the last message came whose sender was verified
 * @param accepted events that every in-sync replica has
 * @param rejected messages, or parts of messages, by reason
 * @param urgentRejected those of them that would have become an event of which people are notified at once
 * @param dropped messages that are no event, by reason
 * @param unmapped ids in messages that are not mapped, counted once for each message
 * @param unmappedIds the ids, each once, in no order
 * @param newestRejections the newest first
 */
public record SourceCounts(
        Instant since,
        Optional<Instant> lastMessage,
        long accepted,
        SortedMap<String, Long> rejected,
        long urgentRejected,
        SortedMap<String, Long> dropped,
        long unmapped,
        List<UnmappedCount> unmappedIds,
        List<RejectedMessage> newestRejections) {
    public SourceCounts {
        Objects.requireNonNull(since);
        Objects.requireNonNull(lastMessage);
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
        unmappedIds = List.copyOf(unmappedIds);
        newestRejections = List.copyOf(newestRejections);
    }

    /** The count has just started. */
    public static SourceCounts none(Instant since) {
        return new SourceCounts(
                since, Optional.empty(), 0, new TreeMap<>(), 0, new TreeMap<>(), 0, List.of(), List.of());
    }

    public long rejectedTotal() {
        return total(rejected);
    }

    public long droppedTotal() {
        return total(dropped);
    }

    /** Without the ids that are mapped now. */
    public SourceCounts withoutMapped(VendorMap map) {
        return new SourceCounts(
                since,
                lastMessage,
                accepted,
                rejected,
                urgentRejected,
                dropped,
                unmapped,
                unmappedIds.stream()
                        .filter(each -> map.find(each.kind(), each.id()).isEmpty())
                        .toList(),
                newestRejections);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
