package org.postwatch.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.postwatch.intake.SourceSummary.ConnectionSummary.ConnectionStatus;
import org.postwatch.text.WireName;

/**
 * What all instances reported of a source since their starts, as people need it. An instance that stopped is included for seven days.
 *
 * @param connection the present one
 * @param counts of all instances together; without ids that are mapped by now, the urgent ones first, then the last seen
 */
public record SourceSummary(IntakeSource source, ConnectionSummary connection, SourceCounts counts) {
    /** An instance that has reported nothing for so long is not counted on: it reports each minute. */
    public static final Duration MAX_SILENCE = Duration.ofMinutes(3);

    /** Rejections that are kept of all instances together. */
    private static final int MAX_REJECTIONS = 20;

    private static final Comparator<UnmappedCount> MOST_URGENT_FIRST = Comparator.comparing(UnmappedCount::isUrgent)
            .thenComparing(UnmappedCount::lastSeen)
            .reversed()
            .thenComparing(UnmappedCount::kind)
            .thenComparing(UnmappedCount::id);

    /**
     * Whether messages of a source can arrive.
     *
     * @param connection of the instance that is connected, or was last
     */
    public record ConnectionSummary(ConnectionStatus status, Optional<SourceState> connection) {
        /** What is known about it. */
        public enum ConnectionStatus implements WireName {
            /** The vendor calls any instance, and one at least runs. */
            LISTENING,
            CONNECTED,
            NOT_CONNECTED,
            /** No instance with the role intake has reported for a while. */
            NO_INSTANCE
        }
    }

    /** @param statuses of this source, of whatever instances */
    public static SourceSummary of(IntakeSource source, Collection<SourceStatus> statuses, Instant now) {
        List<SourceStatus> alive = statuses.stream()
                .filter(status -> status.at().isAfter(now.minus(MAX_SILENCE)))
                .toList();
        return new SourceSummary(source, connection(source, alive), sum(statuses, source, now));
    }

    private static ConnectionSummary connection(IntakeSource source, List<SourceStatus> alive) {
        if (alive.isEmpty()) {
            return new ConnectionSummary(ConnectionStatus.NO_INSTANCE, Optional.empty());
        }
        if (source.transport().kind() == Transport.WEBHOOK) {
            return new ConnectionSummary(ConnectionStatus.LISTENING, Optional.empty());
        }
        // During a handover two instances report a connection; the newer one counts, unless only the other is
        // connected.
        Optional<SourceState> best = alive.stream()
                .flatMap(status -> status.connection().stream())
                .max(Comparator.comparing(SourceState::isConnected).thenComparing(SourceState::since));
        return new ConnectionSummary(
                best.filter(SourceState::isConnected).isPresent()
                        ? ConnectionStatus.CONNECTED
                        : ConnectionStatus.NOT_CONNECTED,
                best);
    }

    /** Whose ids count: messages come to all instances, but what is in a roster is known by the one that read it last. */
    private static Predicate<SourceStatus> listsIds(IntakeSource source, Collection<SourceStatus> statuses) {
        if (source.transport().kind() != Transport.ROSTER) {
            return status -> true;
        }
        Optional<SourceStatus> reader = statuses.stream()
                .filter(status -> status.connection().isPresent())
                .max(Comparator.comparing(SourceStatus::at));
        return status -> reader.filter(status::equals).isPresent();
    }

    private static SourceCounts sum(Collection<SourceStatus> statuses, IntakeSource source, Instant now) {
        Instant since = now;
        Optional<Instant> lastMessage = Optional.empty();
        long accepted = 0;
        SortedMap<String, Long> rejected = new TreeMap<>();
        long urgentRejected = 0;
        SortedMap<String, Long> dropped = new TreeMap<>();
        long unmapped = 0;
        Map<UnmappedId, UnmappedCount> ids = new LinkedHashMap<>();
        List<RejectedMessage> newest = new ArrayList<>();
        Predicate<SourceStatus> listsIds = listsIds(source, statuses);
        for (SourceStatus status : statuses) {
            SourceCounts counts = status.counts().withoutMapped(source.map());
            since = counts.since().isBefore(since) ? counts.since() : since;
            if (lastMessage.isEmpty()
                    || counts.lastMessage().filter(lastMessage.get()::isBefore).isPresent()) {
                lastMessage = counts.lastMessage();
            }
            accepted += counts.accepted();
            counts.rejected().forEach((reason, count) -> rejected.merge(reason, count, Long::sum));
            urgentRejected += counts.urgentRejected();
            counts.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
            unmapped += counts.unmapped();
            if (listsIds.test(status)) {
                counts.unmappedIds().forEach(each -> ids.merge(each.unmappedId(), each, UnmappedCount::plus));
            }
            newest.addAll(counts.newestRejections());
        }
        newest.sort(Comparator.comparing(RejectedMessage::at).reversed());
        return new SourceCounts(
                since,
                lastMessage,
                accepted,
                rejected,
                urgentRejected,
                dropped,
                unmapped,
                ids.values().stream().sorted(MOST_URGENT_FIRST).toList(),
                newest.stream().limit(MAX_REJECTIONS).toList());
    }
}
