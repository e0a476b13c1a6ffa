package org.postwatch.runtime.sight;

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
import org.postwatch.codec.CoverageJson;
import org.postwatch.coverage.State;
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Campuses by state, of the partitions that COVERAGE works on here, as {@code postwatch.coverage} has them: read from its
 * beginning whenever a partition comes, and followed from there. Until all is read nothing is said: a campus that was not
 * read yet is no covered one.
 */
final class Campuses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Campuses.class);
    private static final Duration POLL_MAX = Duration.ofMillis(500);
    private static final long AGAIN_MS = 5_000;
    private static final long STOP_MS_MAX = 1_000;

    private final Map<String, Object> settings = new HashMap<>();
    private final Set<Integer> held = new TreeSet<>();
    private final Map<Integer, Map<String, State>> states = new HashMap<>();
    private final Set<Integer> read = new HashSet<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final AtomicReference<Consumer<byte[], byte[]>> open = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "campuses");
    private boolean closed;

    /** @param reader of committed records */
    void start(Map<String, Object> reader) {
        settings.putAll(reader);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "postwatch-sight");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void begin(int partition) {
        held.add(partition);
        notifyAll();
    }

    synchronized void end(int partition) {
        held.remove(partition);
        forget(Set.of(partition));
    }

    synchronized boolean isHolding() {
        return !held.isEmpty();
    }

    /** Empty when there is something that is not read yet; without any partition here there are no campuses. */
    synchronized Optional<Map<State, Integer>> counts() {
        if (!read.containsAll(held)) {
            return Optional.empty();
        }
        Map<State, Integer> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0);
        }
        states.values().forEach(of -> of.values().forEach(state -> counts.merge(state, 1, Integer::sum)));
        return Optional.of(counts);
    }

    private synchronized void forget(Collection<Integer> partitions) {
        states.keySet().removeAll(partitions);
        read.removeAll(partitions);
        ends.keySet().removeAll(partitions);
    }

    private void run() {
        boolean said = false;
        while (awaitWork(0)) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                open.set(consumer);
                while (awaitWork(0)) {
                    follow(consumer);
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
                    forget(Set.copyOf(states.keySet()));
                }
                if (!awaitWork(AGAIN_MS)) {
                    return;
                }
            }
        }
    }

    /** False when it is over. */
    private synchronized boolean awaitWork(long atLeastMs) {
        try {
            if (atLeastMs > 0 && !closed) {
                wait(atLeastMs);
            }
            while (held.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        assign(consumer);
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(POLL_MAX).forEach(this::take);
            consumer.assignment().forEach(at -> reached(at.partition(), consumer.position(at)));
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> wanted = new HashSet<>();
        Set<TopicPartition> fresh = new HashSet<>();
        synchronized (this) {
            held.forEach(partition -> wanted.add(new TopicPartition(Topics.COVERAGE, partition)));
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
                found.forEach((at, end) -> ends.put(at.partition(), end));
            }
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        Map<String, State> of = states.get(record.partition());
        if (of == null || record.key() == null) {
            return;
        }
        String campus = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            of.remove(campus);
            return;
        }
        try {
            of.put(campus, CoverageJson.read(record.value()).state());
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "not understood, and counted as UNKNOWN: topic={} partition={} offset={} reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            of.put(campus, State.UNKNOWN);
        }
    }

    private synchronized void reached(int partition, long position) {
        if (ends.containsKey(partition) && position >= ends.get(partition) && held.contains(partition)) {
            read.add(partition);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Optional.ofNullable(open.get()).ifPresent(Consumer::wakeup);
        try {
            thread.join(STOP_MS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
