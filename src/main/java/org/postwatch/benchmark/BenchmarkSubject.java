package org.postwatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

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
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        get(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(asked).all()).forEach((partition, info) -> ends.put(partition, endOffset(info)));
        return ends;
    }

    private static long endOffset(ListOffsetsResult.ListOffsetsResultInfo info) {
        return info.offset();
    }

    /** Whether everything before these ends is processed and committed. */
    boolean isCommitted(Map<TopicPartition, Long> ends) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = offsets.get(end.getKey());
            if (end.getValue() > 0 && (offset == null || offset.offset() < end.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(20));
    }
}
