package org.postwatch.observability;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.coverage.CoverageState;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts campuses by state for the partitions that COVERAGE processes here, from {@code postwatch.coverage}: a newly
 * assigned partition is read from the beginning. Until all are read there is no value: a campus that was not read yet
 * is not a covered one.
 */
final class CampusStatusCounter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CampusStatusCounter.class);
    private static final Duration MAX_POLL = Duration.ofMillis(500);
    private static final long RETRY_DELAY_MS = 5_000;
    private static final long MAX_STOP_MS = 1_000;

    private final Map<String, Object> settings = new HashMap<>();
    private final Set<Integer> assignedPartitions = new TreeSet<>();
    private final Map<Integer, Map<String, CoverageState>> states = new HashMap<>();
    private final Set<Integer> caughtUp = new HashSet<>();
    private final Map<Integer, Long> endOffsets = new HashMap<>();
    private final AtomicReference<Consumer<byte[], byte[]>> openConsumer = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "campus-status-counter");
    private boolean closed;

    /** @param reader of committed records */
    void start(Map<String, Object> reader) {
        settings.putAll(reader);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "postwatch-observability");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void addPartition(int partition) {
        assignedPartitions.add(partition);
        notifyAll();
    }

    synchronized void removePartition(int partition) {
        assignedPartitions.remove(partition);
        clear(Set.of(partition));
    }

    synchronized boolean hasPartitions() {
        return !assignedPartitions.isEmpty();
    }

    /** Empty when there is something that is not read yet; without any partition here there are no campuses. */
    synchronized Optional<Map<CoverageState, Integer>> counts() {
        if (!caughtUp.containsAll(assignedPartitions)) {
            return Optional.empty();
        }
        Map<CoverageState, Integer> counts = new EnumMap<>(CoverageState.class);
        for (CoverageState state : CoverageState.values()) {
            counts.put(state, 0);
        }
        states.values().forEach(of -> of.values().forEach(state -> counts.merge(state, 1, Integer::sum)));
        return Optional.of(counts);
    }

    private synchronized void clear(Collection<Integer> partitions) {
        states.keySet().removeAll(partitions);
        caughtUp.removeAll(partitions);
        endOffsets.keySet().removeAll(partitions);
    }

    private void run() {
        boolean said = false;
        while (awaitPartitions(0)) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                openConsumer.set(consumer);
                while (awaitPartitions(0)) {
                    pollOnce(consumer);
                    said = false;
                }
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                if (!said) {
                    LOG.warn("campuses cannot be counted until {} can be read: {}", Topics.COVERAGE, e.toString());
                }
                said = true;
                synchronized (this) {
                    clear(Set.copyOf(states.keySet()));
                }
                if (!awaitPartitions(RETRY_DELAY_MS)) {
                    return;
                }
            }
        }
    }

    /** False when it is over. */
    private synchronized boolean awaitPartitions(long atLeastMs) {
        try {
            if (atLeastMs > 0 && !closed) {
                wait(atLeastMs);
            }
            while (assignedPartitions.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    private void pollOnce(Consumer<byte[], byte[]> consumer) {
        assign(consumer);
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(MAX_POLL).forEach(this::apply);
            consumer.assignment().forEach(at -> updateCaughtUp(at.partition(), consumer.position(at)));
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> wanted = new HashSet<>();
        Set<TopicPartition> fresh = new HashSet<>();
        synchronized (this) {
            assignedPartitions.forEach(partition -> wanted.add(new TopicPartition(Topics.COVERAGE, partition)));
            wanted.stream().filter(at -> !states.containsKey(at.partition())).forEach(fresh::add);
            fresh.forEach(at -> states.put(at.partition(), new HashMap<>()));
        }
        if (!wanted.equals(consumer.assignment())) {
            consumer.assign(wanted);
        }
        if (!fresh.isEmpty()) {
            consumer.seekToBeginning(fresh);
            Map<TopicPartition, Long> found = consumer.endOffsets(fresh);
            synchronized (this) {
                found.forEach((at, end) -> endOffsets.put(at.partition(), end));
            }
        }
    }

    private synchronized void apply(ConsumerRecord<byte[], byte[]> record) {
        Map<String, CoverageState> of = states.get(record.partition());
        if (of == null || record.key() == null) {
            return;
        }
        String campus = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            of.remove(campus);
            return;
        }
        try {
            of.put(campus, TopicValue.COVERAGE.read(record.value()).state());
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "not understood, and counted as UNKNOWN: topic={} partition={} offset={} reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            of.put(campus, CoverageState.UNKNOWN);
        }
    }

    private synchronized void updateCaughtUp(int partition, long position) {
        if (endOffsets.containsKey(partition)
                && position >= endOffsets.get(partition)
                && assignedPartitions.contains(partition)) {
            caughtUp.add(partition);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Optional.ofNullable(openConsumer.get()).ifPresent(Consumer::wakeup);
        try {
            thread.join(MAX_STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
