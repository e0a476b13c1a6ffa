package org.postwatch.chaos;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.streams.Topics;

/** Where partitions end. */
final class PartitionEnds {
    private static final long MAX_SECONDS = 20;
    /** Thrice the time after which a transaction is broken off. */
    private static final Duration MAX_TRANSACTION = Duration.ofSeconds(30);

    private static final List<String> OUTPUTS = List.of(
            Topics.COVERAGE,
            Topics.INTERVALS,
            Topics.INCIDENTS,
            Topics.TRANSITIONS,
            Topics.NOTICES,
            Topics.DELIVERIES,
            Topics.DISCLOSURES,
            Topics.DEAD_LETTERS);

    private final Admin admin;

    PartitionEnds(Admin admin) {
        this.admin = admin;
    }

    Map<TopicPartition, Long> ofEvents() throws InterruptedException {
        return of(partitions(LagTracker.EVENTS), IsolationLevel.READ_COMMITTED);
    }

    Map<TopicPartition, Long> ofOutputs() throws InterruptedException {
        return of(partitions(OUTPUTS), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Partitions, Kafka's own among them, whose readers are held up by a transaction that does not end: with both ends. */
    Map<TopicPartition, String> hangingTransactions() throws InterruptedException {
        long deadline = System.nanoTime() + MAX_TRANSACTION.toNanos();
        Map<TopicPartition, String> hanging = unfinished();
        while (!hanging.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            Map<TopicPartition, String> now = unfinished();
            // One that ends while another begins does not hang: readers have gone on.
            hanging.entrySet().removeIf(e -> !e.getValue().equals(now.get(e.getKey())));
        }
        return hanging;
    }

    /** How many partitions there are, Kafka's own among them. */
    int partitions() throws InterruptedException {
        try {
            return partitions(allTopics()).size();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private Collection<String> allTopics() throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get(MAX_SECONDS, TimeUnit.SECONDS);
    }

    private Map<TopicPartition, String> unfinished() throws InterruptedException {
        try {
            List<TopicPartition> partitions = partitions(allTopics());
            Map<TopicPartition, Long> committed = of(partitions, IsolationLevel.READ_COMMITTED);
            Map<TopicPartition, String> hanging = new HashMap<>();
            of(partitions, IsolationLevel.READ_UNCOMMITTED).forEach((partition, end) -> {
                if (!end.equals(committed.get(partition))) {
                    hanging.put(partition, "offset " + committed.get(partition));
                }
            });
            return hanging;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TopicPartition> partitions(Collection<String> topics) throws InterruptedException {
        try {
            return admin.describeTopics(topics).allTopicNames().get(MAX_SECONDS, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic ->
                            topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition())))
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, IsolationLevel level)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(asked, new ListOffsetsOptions(level))
                    .all()
                    .get(MAX_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return ends;
    }
}
