package org.postwatch.runtime.sight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postwatch.dispatch.Affair;
import org.postwatch.routing.Matter;

/**
 * What is open of the partitions that ROUTING works on here, as its state has it: complete from the moment a task begins,
 * gone with the task.
 */
final class OpenIncidents {
    private static final int SEVERITIES_MAX = 20;
    private static final int KINDS_MAX = 30;

    /** How they are counted. */
    record Sort(String kind, String severity, boolean acknowledged) {}

    private record Open(String kind, String severity, boolean acknowledged, Instant said) {
        Sort sort() {
            return new Sort(kind, severity, acknowledged);
        }
    }

    private final Clock clock;
    private final Known kinds = new Known(KINDS_MAX);
    private final Known severities = new Known(SEVERITIES_MAX);
    private final Map<Integer, Map<String, Open>> partitions = new HashMap<>();
    /** Every sort that was ever seen: what is over is told as 0, not left out. */
    private final Map<Sort, Integer> none = new HashMap<>();

    OpenIncidents(Clock clock) {
        this.clock = clock;
    }

    synchronized void begin(int partition) {
        partitions.put(partition, new HashMap<>());
    }

    synchronized void end(int partition) {
        partitions.remove(partition);
    }

    synchronized void put(int partition, String key, Optional<Affair> affair) {
        Map<String, Open> open = partitions.get(partition);
        if (open == null) {
            return;
        }
        Optional<Affair> now = affair.filter(a -> a.matter().status() == Matter.Status.OPEN);
        if (now.isEmpty()) {
            open.remove(key);
            return;
        }
        Matter matter = now.get().matter();
        Open one = new Open(
                kinds.of(matter.kind()),
                severities.of(matter.severity().orElse("none")),
                now.get().acknowledgement().isPresent(),
                now.get().said());
        open.put(key, one);
        none.put(one.sort(), 0);
        none.put(new Sort(one.kind(), one.severity(), !one.acknowledged()), 0);
    }

    /** Whether anything is worked on here. */
    synchronized boolean isKnown() {
        return !partitions.isEmpty();
    }

    synchronized Map<Sort, Integer> counts() {
        Map<Sort, Integer> counts = new HashMap<>(none);
        partitions.values().forEach(open -> open.values().forEach(one -> counts.merge(one.sort(), 1, Integer::sum)));
        return counts;
    }

    /** By severity, since when the oldest one has been said to be open that nobody acknowledged; zero where there is none. */
    synchronized Map<String, Duration> oldestUnacknowledged() {
        Instant now = clock.instant();
        Map<String, Duration> oldest = new TreeMap<>();
        none.keySet().forEach(sort -> oldest.put(sort.severity(), Duration.ZERO));
        partitions
                .values()
                .forEach(open -> open.values().stream()
                        .filter(one -> !one.acknowledged() && one.said().isBefore(now))
                        .forEach(one -> oldest.merge(
                                one.severity(),
                                Duration.between(one.said(), now),
                                (a, b) -> a.compareTo(b) > 0 ? a : b)));
        return oldest;
    }
}
