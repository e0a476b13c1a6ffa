package org.postwatch.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.streams.Topics;

/** What was sent against what each application has committed: how far they are behind. */
final class LagTracker implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(150);
    static final List<String> EVENTS = List.of(Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);

    /** One record on its way. */
    static final class InFlightRecord {
        final long at = System.nanoTime();
        volatile long offset = -1;
    }

    private final Admin admin;
    /** By group and partition, what it has not committed yet, the oldest first. */
    private final Map<String, Map<TopicPartition, Deque<InFlightRecord>>> uncommitted = new HashMap<>();
    /** By group and partition of the clock, when the latest tick that it has committed was sent. */
    private final Map<String, Map<TopicPartition, Long>> committedTicks = new HashMap<>();

    private final Thread thread = new Thread(this::run, "following");
    private volatile boolean closed;

    LagTracker(Admin admin, List<String> groups) {
        this.admin = admin;
        groups.forEach(group -> {
            uncommitted.put(group, new HashMap<>());
            committedTicks.put(group, new HashMap<>());
        });
        thread.setDaemon(true);
        thread.start();
    }

    synchronized InFlightRecord sent(TopicPartition partition) {
        InFlightRecord sent = new InFlightRecord();
        uncommitted.forEach((group, partitions) -> {
            boolean reads = !group.equals(ChaosRun.ROUTING) || !EVENTS.contains(partition.topic());
            if (reads) {
                partitions.computeIfAbsent(partition, p -> new ArrayDeque<>()).addLast(sent);
            }
        });
        return sent;
    }

    /** The age of the oldest record that somebody has not worked off. */
    synchronized Duration lag() {
        long oldest = System.nanoTime();
        long now = oldest;
        for (Map<TopicPartition, Deque<InFlightRecord>> partitions : uncommitted.values()) {
            for (Deque<InFlightRecord> records : partitions.values()) {
                oldest = records.isEmpty() ? oldest : Math.min(oldest, records.peekFirst().at);
            }
        }
        return Duration.ofNanos(now - oldest);
    }

    synchronized boolean isCaughtUp() {
        return uncommitted.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .allMatch(Deque::isEmpty);
    }

    /** Whether all have come, in every partition, to a tick that was sent then or later. */
    synchronized boolean isCommittedSince(long nanos, int partitions) {
        return committedTicks.values().stream()
                .allMatch(ticks ->
                        ticks.size() == partitions && ticks.values().stream().allMatch(at -> at >= nanos));
    }

    /** Whether a group has committed everything before these ends. */
    boolean isCommitted(String group, Map<TopicPartition, Long> ends) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(3, TimeUnit.SECONDS);
            return ends.entrySet().stream()
                    .allMatch(end -> end.getValue() == 0
                            || committed.get(end.getKey()) != null
                                    && committed.get(end.getKey()).offset() >= end.getValue());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // A coordinator is down: seen at the next look.
            return false;
        }
    }

    synchronized String describe() {
        StringBuilder text = new StringBuilder();
        uncommitted.forEach((group, partitions) -> partitions.forEach((partition, records) -> {
            if (!records.isEmpty()) {
                text.append("  %s has not worked off %d records of %s, the oldest (offset %d) for %.1f s%n"
                        .formatted(
                                group,
                                records.size(),
                                partition,
                                records.peekFirst().offset,
                                (System.nanoTime() - records.peekFirst().at) / 1e9));
            }
        }));
        return text.toString();
    }

    private void run() {
        while (!closed) {
            try {
                for (String group : Set.copyOf(uncommitted.keySet())) {
                    poll(group);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                // A coordinator is down: seen at the next look.
            }
        }
    }

    private void poll(String group) throws InterruptedException, ExecutionException, TimeoutException {
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(3, TimeUnit.SECONDS)
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        markCommitted(group, partition, committed.offset());
                    }
                });
    }

    private synchronized void markCommitted(String group, TopicPartition partition, long committed) {
        Deque<InFlightRecord> records = uncommitted.get(group).get(partition);
        while (records != null
                && !records.isEmpty()
                && records.peekFirst().offset >= 0
                && records.peekFirst().offset < committed) {
            long at = records.removeFirst().at;
            if (partition.topic().equals(Topics.CLOCK)) {
                committedTicks.get(group).merge(partition, at, Math::max);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
