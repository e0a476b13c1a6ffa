package org.postwatch.app.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.config.Configuration;
import org.postwatch.streams.Topics;

/** The records on an application's input topics whose processing is not yet committed. */
public final class ConsumerLag {
    private static final List<String> COVERAGE_INPUTS = List.of(
            Topics.PLANS,
            Topics.CLOCK,
            Topics.ENTRANCE_EVENTS,
            Topics.CAMERA_EVENTS,
            Topics.STAFFING_EVENTS,
            Topics.COMMANDS,
            Topics.MISPLACED);
    /** Delivery results are not included: they follow from the output of NOTIFICATION. */
    private static final List<String> NOTIFICATION_INPUTS = List.of(
            Topics.PLANS, Topics.CLOCK, Topics.TRANSITIONS, Topics.CONDUCT_EVENTS, Topics.COMMANDS, Topics.MISPLACED);

    private static final long MAX_ANSWER_SECONDS = 10;

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, OffsetSpec> latestOffsets = new HashMap<>();

    private ConsumerLag(Admin admin, String group, List<String> inputs, int partitions) {
        this.admin = admin;
        this.group = group;
        for (String topic : inputs) {
            for (int partition = 0; partition < partitions; partition++) {
                latestOffsets.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
    }

    public static ConsumerLag ofCoverage(Admin admin, Configuration configuration) {
        return new ConsumerLag(
                admin,
                configuration.streams().applicationId(),
                COVERAGE_INPUTS,
                configuration.topics().partitions());
    }

    /** Use it when COVERAGE has no lag: only then all transitions exist. */
    public static ConsumerLag ofNotification(Admin admin, Configuration configuration) {
        return new ConsumerLag(
                admin,
                configuration.notification().applicationId(),
                NOTIFICATION_INPUTS,
                configuration.topics().partitions());
    }

    /**
     * Waits until everything that was there at some moment after the call is worked off.
     *
     * @return false when something is left after so long
     * @throws KafkaException when the broker does not answer
     */
    public boolean awaitZero(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (total() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    private long total() throws InterruptedException {
        try {
            Map<TopicPartition, ListOffsetsResultInfo> end =
                    admin.listOffsets(latestOffsets).all().get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(MAX_ANSWER_SECONDS, TimeUnit.SECONDS);
            return end.entrySet().stream()
                    .mapToLong(e -> e.getValue().offset() - committedOffset(done.get(e.getKey())))
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the backlog cannot be read", e);
        }
    }

    private static long committedOffset(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }
}
