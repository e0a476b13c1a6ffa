package org.postwatch.observability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.model.Alert;

/**
 * Counts open alerts of the partitions that NOTIFICATION processes here, from its state: complete from the start of a
 * task, removed with the task.
 */
final class OpenAlertCounter {
    private static final int MAX_SEVERITIES = 20;
    private static final int MAX_KINDS = 30;

    /** How they are counted. */
    record OpenAlertLabels(String kind, String severity, boolean isAcknowledged) {}

    private record OpenAlert(String kind, String severity, boolean isAcknowledged, Instant openedAt) {
        OpenAlertLabels labels() {
            return new OpenAlertLabels(kind, severity, isAcknowledged);
        }
    }

    private final Clock clock;
    private final LabelValueLimiter kinds = new LabelValueLimiter(MAX_KINDS);
    private final LabelValueLimiter severities = new LabelValueLimiter(MAX_SEVERITIES);
    private final Map<Integer, Map<String, OpenAlert>> partitions = new HashMap<>();
    /** All combinations seen so far: combinations without open alerts are reported as 0, not omitted. */
    private final Map<OpenAlertLabels, Integer> seenLabels = new HashMap<>();

    OpenAlertCounter(Clock clock) {
        this.clock = clock;
    }

    synchronized void addPartition(int partition) {
        partitions.put(partition, new HashMap<>());
    }

    synchronized void removePartition(int partition) {
        partitions.remove(partition);
    }

    synchronized void update(int partition, String key, Optional<AlertState> affair) {
        Map<String, OpenAlert> open = partitions.get(partition);
        if (open == null) {
            return;
        }
        Optional<AlertState> now = affair.filter(a -> a.alert().status() == Alert.AlertStatus.OPEN);
        if (now.isEmpty()) {
            open.remove(key);
            return;
        }
        Alert alert = now.get().alert();
        OpenAlert one = new OpenAlert(
                kinds.limit(alert.kind()),
                severities.limit(alert.severity().orElse("none")),
                now.get().acknowledgement().isPresent(),
                now.get().openedAt());
        open.put(key, one);
        seenLabels.put(one.labels(), 0);
        seenLabels.put(new OpenAlertLabels(one.kind(), one.severity(), !one.isAcknowledged()), 0);
    }

    /** Whether a partition is processed here. */
    synchronized boolean hasPartitions() {
        return !partitions.isEmpty();
    }

    synchronized Map<OpenAlertLabels, Integer> counts() {
        Map<OpenAlertLabels, Integer> counts = new HashMap<>(seenLabels);
        partitions.values().forEach(open -> open.values().forEach(one -> counts.merge(one.labels(), 1, Integer::sum)));
        return counts;
    }

    /** The opening time of the oldest unacknowledged alert by severity; zero if there is none. */
    synchronized Map<String, Duration> oldestUnacknowledged() {
        Instant now = clock.instant();
        Map<String, Duration> oldest = new TreeMap<>();
        seenLabels.keySet().forEach(sort -> oldest.put(sort.severity(), Duration.ZERO));
        partitions
                .values()
                .forEach(open -> open.values().stream()
                        .filter(one -> !one.isAcknowledged() && one.openedAt().isBefore(now))
                        .forEach(one -> oldest.merge(
                                one.severity(),
                                Duration.between(one.openedAt(), now),
                                (a, b) -> a.compareTo(b) > 0 ? a : b)));
        return oldest;
    }
}
