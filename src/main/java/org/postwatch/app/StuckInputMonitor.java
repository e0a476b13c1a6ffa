package org.postwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.observability.InputProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds input partitions that cannot be read to their end: read_committed consumers wait for a transaction that its
 * producer never ends, or the partition has no leader. Such a partition looks idle; no other check detects this.
 */
final class StuckInputMonitor implements InputProgress, AutoCloseable {
    /** How long an input may be stuck; transactions of the embedded broker time out earlier. */
    static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(StuckInputMonitor.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    /** The position for a partition without a leader. */
    private static final long NO_LEADER = -1;

    /** @param readable up to where committed records can be read */
    private record StalledPosition(long readableEnd, long sinceNanos, Instant since) {}

    private final Admin admin;
    private final Collection<String> topics;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, StalledPosition> stalled = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stuck-inputs");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<StuckPartition> stuck = List.of();
    private boolean brokersAnswer = true;

    StuckInputMonitor(Admin admin, Collection<String> topics) {
        this(admin, topics, System::nanoTime);
    }

    StuckInputMonitor(Admin admin, Collection<String> topics, LongSupplier nanoTime) {
        this.admin = admin;
        this.topics = topics;
        this.nanoTime = nanoTime;
    }

    /** Checks every few seconds from now on. */
    StuckInputMonitor start() {
        thread.scheduleWithFixedDelay(this::refreshOrLog, 0, CHECK_INTERVAL.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void refreshOrLog() {
        try {
            refresh();
            brokersAnswer = true;
        } catch (KafkaException e) {
            if (brokersAnswer && !thread.isShutdown()) {
                LOG.warn("cannot check whether inputs are readable: {}", e.toString());
            }
            brokersAnswer = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws KafkaException when the brokers do not answer; the last result is kept */
    void refresh() throws InterruptedException {
        List<TopicPartition> led = new ArrayList<>();
        for (TopicDescription topic : BrokerRequests.await(
                        admin.describeTopics(topics).allTopicNames())
                .values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                TopicPartition place = new TopicPartition(topic.name(), partition.partition());
                if (partition.leader() == null || partition.leader().isEmpty()) {
                    recordReadableEnd(place, NO_LEADER, Long.MAX_VALUE);
                } else {
                    led.add(place);
                }
            }
        }
        Map<TopicPartition, Long> readable = BrokerRequests.endOffsets(admin, led, IsolationLevel.READ_COMMITTED);
        BrokerRequests.endOffsets(admin, led)
                .forEach((place, end) -> recordReadableEnd(place, readable.getOrDefault(place, NO_LEADER), end));
        long now = nanoTime.getAsLong();
        stuck = stalled.entrySet().stream()
                .filter(entry -> now - entry.getValue().sinceNanos() >= STUCK_AFTER.toNanos())
                .map(entry -> new StuckPartition(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().since(),
                        entry.getValue().readableEnd() != NO_LEADER))
                .sorted()
                .toList();
    }

    /** While the readable end moves, the partition is not stuck, however far the end of the log is. */
    private void recordReadableEnd(TopicPartition place, long readable, long end) {
        if (readable >= end) {
            stalled.remove(place);
        } else if (!stalled.containsKey(place) || stalled.get(place).readableEnd() != readable) {
            stalled.put(place, new StalledPosition(readable, nanoTime.getAsLong(), Instant.now()));
        }
    }

    @Override
    public List<StuckPartition> stuckPartitions() {
        return stuck;
    }

    @Override
    public List<String> topics() {
        return new ArrayList<>(topics);
    }

    /** The topics of which a partition cannot be read. */
    Set<String> topics(int partition) {
        return stuck.stream()
                .filter(place -> place.partition() == partition)
                .map(StuckPartition::topic)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
