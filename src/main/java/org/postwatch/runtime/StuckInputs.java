package org.postwatch.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.postwatch.runtime.sight.InputSight;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds partitions of inputs that cannot be read to their end: readers of committed records wait for a transaction that its
 * producer never ends, or no broker leads the partition. Such a partition looks like a quiet one; nothing else shows the fault.
 */
final class StuckInputs implements InputSight, AutoCloseable {
    /** How long an input may stand still; a transaction of the broker inside ends earlier. */
    static final Duration LASTING = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(StuckInputs.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long ANSWER_SECONDS_MAX = 15;
    /** What is read up to where no broker leads a partition. */
    private static final long NOWHERE = -1;

    /** @param readable up to where committed records can be read */
    private record Standing(long readable, long sinceNanos, Instant since) {}

    private final Admin admin;
    private final Collection<String> topics;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Standing> standing = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stuck-inputs");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<Stuck> stuck = List.of();
    private boolean answered = true;

    StuckInputs(Admin admin, Collection<String> topics) {
        this(admin, topics, System::nanoTime);
    }

    StuckInputs(Admin admin, Collection<String> topics, LongSupplier nanoTime) {
        this.admin = admin;
        this.topics = topics;
        this.nanoTime = nanoTime;
    }

    /** Checks every few seconds from now on. */
    StuckInputs start() {
        thread.scheduleWithFixedDelay(this::lookUnlessBrokersAreSilent, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void lookUnlessBrokersAreSilent() {
        try {
            look();
            answered = true;
        } catch (KafkaException e) {
            if (answered && !thread.isShutdown()) {
                LOG.warn("whether inputs can be read is not known: {}", e.toString());
            }
            answered = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws KafkaException when the brokers do not answer; the last result is kept */
    void look() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> led = new HashMap<>();
            for (TopicDescription topic :
                    answer(admin.describeTopics(topics).allTopicNames()).values()) {
                for (TopicPartitionInfo partition : topic.partitions()) {
                    TopicPartition place = new TopicPartition(topic.name(), partition.partition());
                    if (partition.leader() == null || partition.leader().isEmpty()) {
                        found(place, NOWHERE, Long.MAX_VALUE);
                    } else {
                        led.put(place, OffsetSpec.latest());
                    }
                }
            }
            Map<TopicPartition, Long> readable = ends(led, IsolationLevel.READ_COMMITTED);
            ends(led, IsolationLevel.READ_UNCOMMITTED)
                    .forEach((place, end) -> found(place, readable.getOrDefault(place, NOWHERE), end));
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the ends of inputs cannot be read", e);
        }
        long now = nanoTime.getAsLong();
        stuck = standing.entrySet().stream()
                .filter(entry -> now - entry.getValue().sinceNanos() >= LASTING.toNanos())
                .map(entry -> new Stuck(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().since(),
                        entry.getValue().readable() != NOWHERE))
                .sorted()
                .toList();
    }

    private Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetSpec> partitions, IsolationLevel isolation)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found = answer(
                admin.listOffsets(partitions, new ListOffsetsOptions(isolation)).all());
        found.forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** While the readable end moves, the partition is not stuck, however far the end of the log is. */
    private void found(TopicPartition place, long readable, long end) {
        if (readable >= end) {
            standing.remove(place);
        } else if (!standing.containsKey(place) || standing.get(place).readable() != readable) {
            standing.put(place, new Standing(readable, nanoTime.getAsLong(), Instant.now()));
        }
    }

    @Override
    public List<Stuck> stuck() {
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
                .map(Stuck::topic)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
