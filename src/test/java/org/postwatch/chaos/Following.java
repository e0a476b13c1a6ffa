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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.topology.Topics;

/** What was sent against what each application has committed: how far they are behind. */
final class Following implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final List<String> EVENTS =
            List.of(Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);

    /** One record on its way. */
    static final class Sent {
        final long at = System.nanoTime();
        volatile long offset = -1;
    }

    private final Admin admin;
    /** By group and partition, what it has not committed yet, the oldest first. */
    private final Map<String, Map<TopicPartition, Deque<Sent>>> open = new HashMap<>();
    /** By group and partition of the clock, when the latest tick that it has committed was sent. */
    private final Map<String, Map<TopicPartition, Long>> through = new HashMap<>();

    private final Thread thread = new Thread(this::run, "following");
    private volatile boolean closed;

    Following(Admin admin, List<String> groups) {
        this.admin = admin;
        groups.forEach(group -> {
            open.put(group, new HashMap<>());
            through.put(group, new HashMap<>());
        });
        thread.setDaemon(true);
        thread.start();
    }

    synchronized Sent sent(TopicPartition partition) {
        Sent sent = new Sent();
        open.forEach((group, partitions) -> {
            boolean reads = !group.equals(Chaos.ROUTING) || !EVENTS.contains(partition.topic());
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
        for (Map<TopicPartition, Deque<Sent>> partitions : open.values()) {
            for (Deque<Sent> records : partitions.values()) {
                oldest = records.isEmpty() ? oldest : Math.min(oldest, records.peekFirst().at);
            }
        }
        return Duration.ofNanos(now - oldest);
    }

    synchronized boolean isAllDone() {
        return open.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .allMatch(Deque::isEmpty);
    }

    /** Whether all have come, in every partition, to a tick that was sent then or later. */
    synchronized boolean isThrough(long nanos, int partitions) {
        return through.values().stream()
                .allMatch(ticks ->
                        ticks.size() == partitions && ticks.values().stream().allMatch(at -> at >= nanos));
    }

    synchronized String describe() {
        StringBuilder text = new StringBuilder();
        open.forEach((group, partitions) -> partitions.forEach((partition, records) -> {
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
                for (String group : Set.copyOf(open.keySet())) {
                    look(group);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                // A coordinator is down: seen at the next look.
            }
        }
    }

    private void look(String group) throws InterruptedException, ExecutionException, TimeoutException {
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(3, TimeUnit.SECONDS)
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        done(group, partition, committed.offset());
                    }
                });
    }

    private synchronized void done(String group, TopicPartition partition, long committed) {
        Deque<Sent> records = open.get(group).get(partition);
        while (records != null
                && !records.isEmpty()
                && records.peekFirst().offset >= 0
                && records.peekFirst().offset < committed) {
            long at = records.removeFirst().at;
            if (partition.topic().equals(Topics.CLOCK)) {
                through.get(group).merge(partition, at, Math::max);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
