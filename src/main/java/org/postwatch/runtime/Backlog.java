package org.postwatch.runtime;

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
import org.postwatch.topology.Topics;

/** What lies on an application's input topics and is not yet worked off, that is: committed. */
public final class Backlog {
    private static final List<String> INPUTS = List.of(
            Topics.PLANS,
            Topics.CLOCK,
            Topics.ENTRANCE_EVENTS,
            Topics.CAMERA_EVENTS,
            Topics.STAFFING_EVENTS,
            Topics.COMMANDS,
            Topics.MISPLACED);
    /** What becomes of notices is not among them: it follows from what ROUTING says. */
    private static final List<String> ROUTING_INPUTS = List.of(
            Topics.PLANS, Topics.CLOCK, Topics.TRANSITIONS, Topics.CONDUCT_EVENTS, Topics.COMMANDS, Topics.MISPLACED);

    private static final long ANSWER_SECONDS_MAX = 10;

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, OffsetSpec> ends = new HashMap<>();

    private Backlog(Admin admin, String group, List<String> inputs, int partitions) {
        this.admin = admin;
        this.group = group;
        for (String topic : inputs) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
    }

    public static Backlog ofCoverage(Admin admin, Configuration configuration) {
        return new Backlog(
                admin,
                configuration.streams().applicationId(),
                INPUTS,
                configuration.topics().partitions());
    }

    /** To be asked when COVERAGE's is worked off: only then all transitions are there. */
    public static Backlog ofRouting(Admin admin, Configuration configuration) {
        return new Backlog(
                admin,
                configuration.routing().applicationId(),
                ROUTING_INPUTS,
                configuration.topics().partitions());
    }

    /**
     * Waits until everything that was there at some moment after the call is worked off.
     *
     * @return false when something is left after so long
     * @throws KafkaException when the broker does not answer
     */
    public boolean awaitNone(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (records() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    private long records() throws InterruptedException {
        try {
            Map<TopicPartition, ListOffsetsResultInfo> end =
                    admin.listOffsets(ends).all().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            return end.entrySet().stream()
                    .mapToLong(e -> e.getValue().offset() - offset(done.get(e.getKey())))
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the backlog cannot be read", e);
        }
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }
}
