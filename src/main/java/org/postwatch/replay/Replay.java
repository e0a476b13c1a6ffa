package org.postwatch.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.postwatch.app.StreamsApplication;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.StreamsSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordedTime;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;

/**
 * One replay: its own broker and instances, the plans, the lines with a clock, and the results. Lines of a topic keep
 * their order; different topics are merged by timestamps. All data is deleted afterwards.
 */
public final class Replay implements AutoCloseable {
    private static final Duration PROCESSING_TIMEOUT = Duration.ofMinutes(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> COVERAGE_INPUTS = List.of(
            Topics.PLANS,
            Topics.CLOCK,
            Topics.ENTRANCE_EVENTS,
            Topics.CAMERA_EVENTS,
            Topics.STAFFING_EVENTS,
            Topics.COMMANDS);
    private static final List<String> NOTIFICATION_INPUTS =
            List.of(Topics.PLANS, Topics.CLOCK, Topics.CONDUCT_EVENTS, Topics.COMMANDS);

    /** How far it is: records sent and to be sent, or processed and to be processed. */
    public interface ProgressListener {
        void onProgress(String step, long done, long all);
    }

    private final Path directory;
    private final int instanceCount;
    private final int partitions;
    private final ProgressListener progress;
    private final EmbeddedBroker broker;
    private final ClientSettings clients;
    private final Configuration configuration;
    private final List<StreamsApplication> instances = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private int startedInstances;

    private Replay(Path directory, int count, ProgressListener progress) {
        this.directory = directory;
        this.instanceCount = count;
        this.partitions = Math.max(2, count);
        this.progress = progress;
        this.configuration = Configuration.defaults();
        this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0, Map.of(), failure::set);
        this.clients = ClientSettings.of(configuration, broker.bootstrapServers());
    }

    /**
     * Starts a broker under a directory that is deleted in the end.
     *
     * @param instances 1 to 8 to process the lines, each a Kafka Streams application with its own state
     */
    public static Replay start(Path directory, int instances, ProgressListener progress) {
        Replay replay;
        try {
            replay = new Replay(directory, instances, progress);
        } catch (RuntimeException e) {
            delete(directory);
            throw e;
        }
        try (Admin admin = replay.clients.openAdmin()) {
            new TopicProvisioner(replay.partitions, 1).ensure(admin, Topics.replaySpecs());
            return replay;
        } catch (RuntimeException e) {
            replay.close();
            throw e;
        }
    }

    /** New instances, as many as there should be, with no state but the changelog. */
    private void start(Supplier<Topology> topology, Properties settings) {
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // The topics of a replay have a number of their own: by another one its records would be misplaced.
        settings.put(Topics.PARTITIONS_CONFIG, partitions);
        // Otherwise the first instance would keep all tasks for ten minutes while the others restore state.
        settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
        // Several instances share this broker, so static membership is off.
        settings.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        for (int i = 0; i < instanceCount; i++) {
            settings.put(
                    StreamsConfig.STATE_DIR_CONFIG,
                    directory.resolve("instance-" + startedInstances++).toString());
            StreamsApplication instance = new StreamsApplication(topology.get(), settings, failure::set);
            instance.start();
            instances.add(instance);
        }
    }

    private void stop() {
        instances.forEach(instance -> {
            if (!instance.close(STOP_TIMEOUT)) {
                failure.compareAndSet(null, "it did not stop within " + STOP_TIMEOUT.toSeconds() + " s");
            }
        });
        instances.clear();
    }

    /**
     * Sends plans and lines and waits until all are processed. No instance runs while lines are sent: records on the
     * broker are merged by timestamps to the millisecond, while the clock could overtake a line that is still being
     * sent, and results would depend on timing.
     *
     * @param until where the clock stops; the latest timestamp if absent
     * @param pieces the number of parts in which the lines are sent, at least 1; each part has new instances
     */
    public void runCoverage(ReplayPlans plans, EventRecording recording, Optional<Instant> until, int pieces)
            throws InterruptedException {
        if (pieces < 1) {
            throw new IllegalArgumentException("pieces: expected 1 or more, found " + pieces);
        }
        try (Producer<byte[], byte[]> producer = clients.openProducer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 5))) {
            ReplayProducer sending = new ReplayProducer(producer, partitions, plans, recording, progress);
            sending.sendPlans();
            // Facts assume the plan to be there before the events.
            awaitProcessed(sending);
            Instant end = until.orElse(recording.last());
            int lines = recording.lines().size();
            for (int piece = 1; piece <= pieces; piece++) {
                stop();
                sending.sendLines(piece == pieces ? lines : lines / pieces * piece);
                if (piece == pieces) {
                    sending.advanceClock(end, Optional.of(recording.first()));
                }
                awaitProcessed(sending);
            }
            // Only now that no line is to come may dates be sealed.
            sending.sendLastTick(end);
            awaitProcessed(sending);
        }
    }

    /** Waits until everything that was sent has been processed by COVERAGE and committed. */
    private void awaitProcessed(ReplayProducer sending) throws InterruptedException {
        sending.flush();
        if (instances.isEmpty()) {
            start(
                    () -> CoverageTopology.build(
                            TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)
                                    .withAuthentication(RecordAuthentication.RECORDED)
                                    .withUnitsPerTick(Integer.MAX_VALUE)),
                    StreamsSettings.ofCoverage(configuration, broker.bootstrapServers()));
        }
        try (Admin admin = clients.openAdmin()) {
            awaitCommitted(
                    admin,
                    configuration.streams().applicationId(),
                    BrokerRequests.endOffsets(admin, BrokerRequests.partitions(COVERAGE_INPUTS, partitions)));
        } catch (KafkaException e) {
            throw brokerUnavailable(e);
        }
    }

    /**
     * Computes the notices after COVERAGE has finished: NOTIFICATION reads the same topics, merged by timestamps, on
     * as many instances.
     */
    public void runNotification() throws InterruptedException {
        stop();
        Properties settings = StreamsSettings.ofNotification(configuration, broker.bootstrapServers());
        settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, PlansFirstTimestampExtractor.class);
        start(
                () -> NotificationTopology.build(
                        TopologySettings.of(CoverageTopology.StoreType.MEMORY, RecordedTime.CLOCK)
                                .withAuthentication(RecordAuthentication.RECORDED)
                                .withUnitsPerTick(Integer.MAX_VALUE)),
                settings);
        try (Admin admin = clients.openAdmin();
                Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            Map<TopicPartition, Long> ends =
                    BrokerRequests.endOffsets(admin, BrokerRequests.partitions(NOTIFICATION_INPUTS, partitions));
            // The last offset is the marker of the transaction, which consumers do not return.
            ReplayResult.read(clients, consumer, Topics.TRANSITIONS)
                    .forEach(record -> ends.merge(
                            new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max));
            awaitCommitted(admin, configuration.notification().applicationId(), ends);
        } catch (KafkaException e) {
            throw brokerUnavailable(e);
        }
    }

    private static IllegalStateException brokerUnavailable(Exception e) {
        return new IllegalStateException("the broker of the replay does not answer: " + e.getMessage(), e);
    }

    private void awaitCommitted(Admin admin, String group, Map<TopicPartition, Long> ends) throws InterruptedException {
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long deadline = System.nanoTime() + PROCESSING_TIMEOUT.toNanos();
        while (true) {
            Map<TopicPartition, Long> done = BrokerRequests.committedOffsets(admin, group);
            long missing = ends.entrySet().stream()
                    .mapToLong(e -> Math.max(0, e.getValue() - done.getOrDefault(e.getKey(), 0L)))
                    .sum();
            progress.onProgress("processing", all - missing, all);
            if (missing == 0) {
                return;
            }
            if (failure.get() != null) {
                throw new IllegalStateException("an instance failed: " + failure.get());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not processed within " + PROCESSING_TIMEOUT.toMinutes() + " minutes: "
                        + missing + " of " + all + " records");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** What came out, to be read while the broker is up. */
    public ReplayResult result() throws InterruptedException {
        return ReplayResult.read(clients);
    }

    @Override
    public void close() {
        // Clear the interrupt, so that resources are closed normally.
        Thread.interrupted();
        stop();
        broker.close();
        delete(directory);
    }

    private static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            // Remaining files are in a temporary directory.
        }
    }
}
