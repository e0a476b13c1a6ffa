package org.postwatch.intake.service;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postwatch.event.EventTrait;
import org.postwatch.event.EventType;
import org.postwatch.intake.RejectedMessage;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.UnmappedCount;
import org.postwatch.intake.UnmappedId;

/** What intake counted of one feed or source since this instance started. Safe for threads. */
public final class SourceStatistics {
    /** The newest rejections that are kept. */
    public static final int MAX_REJECTIONS = 20;

    /** The different ids that are kept as unmapped. The one that was seen longest ago is forgotten first, urgent ones last. */
    public static final int MAX_UNMAPPED_IDS = 300;

    private static final int MAX_REASONS = 100;

    private static final Comparator<UnmappedCount> FIRST_TO_FORGET =
            Comparator.comparing(UnmappedCount::isUrgent).thenComparing(UnmappedCount::lastSeen);

    private final Instant since;
    private Instant lastMessage;
    private long accepted;
    private final Map<String, Long> rejected = new TreeMap<>();
    private long urgentRejected;
    private final Map<String, Long> dropped = new TreeMap<>();
    private long unmapped;
    private final Map<UnmappedId, UnmappedCount> unmappedIds = new HashMap<>();
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
        addRejected(message);
    }

    /** A message whose sender is not verified: it is no sign that the source works. */
    public synchronized void countUnverified(RejectedMessage message) {
        addRejected(message);
    }

    private void addRejected(RejectedMessage message) {
        countBounded(rejected, message.reason());
        if (message.type().filter(type -> type.has(EventTrait.URGENT)).isPresent()) {
            urgentRejected++;
        }
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

    /**
     * Counts a message with an id that is not mapped.
     *
     * @param types what the message would have become
     * @return whether people should learn of it: the id is new, or urgent for the first time
     */
    public synchronized boolean countUnmapped(Instant now, UnmappedId id, Set<EventType> types) {
        lastMessage = now;
        unmapped++;
        UnmappedCount first = UnmappedCount.first(id, types, now);
        UnmappedCount known = unmappedIds.get(id);
        if (known == null) {
            makeRoom();
            unmappedIds.put(id, first);
            return true;
        }
        UnmappedCount both = known.plus(first);
        unmappedIds.put(id, both);
        return both.isUrgent() && !known.isUrgent();
    }

    /**
     * Sets what is not mapped in a source that was read as a whole: ids that are gone are forgotten, new ones are counted.
     *
     * @param type what they would have become
     * @return the number of new ones
     */
    public synchronized int replaceUnmapped(Instant now, Set<UnmappedId> ids, EventType type) {
        unmappedIds.keySet().retainAll(ids);
        List<UnmappedId> added = ids.stream()
                .filter(id -> !unmappedIds.containsKey(id))
                .limit(MAX_UNMAPPED_IDS - unmappedIds.size())
                .toList();
        added.forEach(id -> countUnmapped(now, id, Set.of(type)));
        return added.size();
    }

    private void makeRoom() {
        if (unmappedIds.size() >= MAX_UNMAPPED_IDS) {
            unmappedIds.values().stream()
                    .min(FIRST_TO_FORGET)
                    .ifPresent(oldest -> unmappedIds.remove(oldest.unmappedId()));
        }
    }

    public synchronized SourceCounts snapshot() {
        return new SourceCounts(
                since,
                Optional.ofNullable(lastMessage),
                accepted,
                new TreeMap<>(rejected),
                urgentRejected,
                new TreeMap<>(dropped),
                unmapped,
                List.copyOf(unmappedIds.values()),
                List.copyOf(newest));
    }

    private static void countBounded(Map<String, Long> counts, String reason) {
        counts.merge(counts.containsKey(reason) || counts.size() < MAX_REASONS ? reason : "other", 1L, Long::sum);
    }
}
