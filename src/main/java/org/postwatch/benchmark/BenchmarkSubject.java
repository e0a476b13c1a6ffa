package org.postwatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.postwatch.app.clients.BrokerRequests;

/**
 * One of the two applications that are compared. It stays up, with everything warm, and is paused while the other one
 * has its turn; a turn ends when everything is processed and committed.
 */
final class BenchmarkSubject implements AutoCloseable {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final Duration PROCESSING_TIMEOUT = Duration.ofMinutes(10);

    private final KafkaStreams streams;
    private final String group;
    private final List<String> topics;
    private final Admin admin;
    private volatile Throwable fault;
    private double cpuSeconds;

    /** @param topics whose records are one unit of progress */
    BenchmarkSubject(Topology topology, Properties settings, List<String> topics, Admin admin) {
        this.streams = new KafkaStreams(topology, settings);
        this.group = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        this.topics = topics;
        this.admin = admin;
        streams.setUncaughtExceptionHandler(e -> {
            fault = e;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    KafkaStreams streams() {
        return streams;
    }

    /** Starts and returns once every task runs, its state restored; in seconds. */
    double start() throws InterruptedException {
        long begun = System.nanoTime();
        streams.start();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            throwIfStuck(begun);
            LockSupport.parkNanos(5_000_000);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    void pause() {
        streams.pause();
    }

    void resume() {
        streams.resume();
    }

    /** Processes all records of its topics; returns the time until the last commit, in seconds. */
    double processAll() throws InterruptedException {
        Map<TopicPartition, Long> ends = endOffsets();
        long cpu = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        streams.resume();
        while (!isCommitted(ends)) {
            throwIfStuck(begun);
            LockSupport.parkNanos(10_000_000);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        cpuSeconds = (PROCESS.getProcessCpuTime() - cpu) / 1e9;
        streams.pause();
        return seconds;
    }

    /** What the last turn cost on all cores, the broker's share included: little disturbed by what else is running. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    /** Throws IllegalStateException when it stopped, or did not get through since. */
    void throwIfStuck(long begun) {
        if (fault != null) {
            throw new IllegalStateException(group + " stopped: " + fault, fault);
        }
        if (System.nanoTime() - begun > PROCESSING_TIMEOUT.toNanos()) {
            throw new IllegalStateException(
                    group + " did not get through within " + PROCESSING_TIMEOUT.toMinutes() + " min");
        }
    }

    /** Behind the last record of each partition of its topics. */
    Map<TopicPartition, Long> endOffsets() throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        BrokerRequests.await(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(p -> partitions.add(new TopicPartition(topic, p.partition()))));
        return BrokerRequests.endOffsets(admin, partitions);
    }

    /** Whether everything before these ends is processed and committed. */
    boolean isCommitted(Map<TopicPartition, Long> ends) throws InterruptedException {
        Map<TopicPartition, Long> offsets = BrokerRequests.committedOffsets(admin, group);
        return ends.entrySet().stream().allMatch(end -> end.getValue() <= offsets.getOrDefault(end.getKey(), 0L));
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(20));
    }
}
