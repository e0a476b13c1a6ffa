package org.postwatch.app.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
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

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;

    private ConsumerLag(Admin admin, String group, List<String> inputs, int partitions) {
        this.admin = admin;
        this.group = group;
        this.partitions = BrokerRequests.partitions(inputs, partitions);
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
        Map<TopicPartition, Long> done = BrokerRequests.committedOffsets(admin, group);
        return BrokerRequests.endOffsets(admin, partitions).entrySet().stream()
                .mapToLong(end -> end.getValue() - done.getOrDefault(end.getKey(), 0L))
                .sum();
    }
}
