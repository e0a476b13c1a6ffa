package org.postwatch.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.codec.EventWriter;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.Provisioning;
import org.postwatch.runtime.StreamsApplication;
import org.postwatch.runtime.StreamsSettings;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Topics;

/**
 * One replay: a broker and instances of its own, the plans, the lines in their order with a clock that runs along, and
 * what came out once everything was processed. All of its data is gone afterwards.
 */
public final class Replay implements AutoCloseable {
    /** Ticks of the clock between lines: every five seconds of a day, but no more than so many in all. */
    private static final Duration TICK_MIN = Duration.ofSeconds(5);

    private static final int TICKS_MAX = 20_000;

    private static final Duration DRAIN_MAX = Duration.ofMinutes(30);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final List<String> INPUTS = List.of(
            Topics.PLANS,
            Topics.CLOCK,
            Topics.ENTRANCE_EVENTS,
            Topics.CAMERA_EVENTS,
            Topics.STAFFING_EVENTS,
            Topics.COMMANDS);
    private static final List<String> ROUTING_INPUTS =
            List.of(Topics.PLANS, Topics.CLOCK, Topics.CONDUCT_EVENTS, Topics.COMMANDS);

    /** How far it is: records sent and to be sent, or processed and to be processed. */
    public interface Progress {
        void at(String step, long done, long all);
    }

    private final Path directory;
    private final int partitions;
    private final Progress progress;
    private final EmbeddedBroker broker;
    private final ClientSettings clients;
    private final Configuration configuration;
    private final List<StreamsApplication> instances = new ArrayList<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final EventWriter writer = new EventWriter();
    private int started;

    private Replay(Path directory, int partitions, Progress progress) {
        this.directory = directory;
        this.partitions = partitions;
        this.progress = progress;
        this.configuration = Configuration.embedded();
        this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0, Map.of(), failure::set);
        this.clients = ClientSettings.of(configuration, broker.bootstrapServers());
    }

    /**
     * Starts a broker and instances under a directory that is deleted in the end.
     *
     * @param instances 1 to 8, each a Kafka Streams application with state of its own
     */
    public static Replay start(Path directory, int instances, Progress progress) {
        Replay replay = new Replay(directory, Math.max(2, instances), progress);
        try (Admin admin = Admin.create(replay.clients.admin())) {
            new Provisioning(replay.partitions, 1).ensure(admin, Topics.replay());
        }
        for (int i = 0; i < instances; i++) {
            replay.startInstance();
        }
        return replay;
    }

    private void startInstance() {
        start(
                CoverageTopology.build(CoverageTopology.StateIn.MEMORY, Integer.MAX_VALUE),
                StreamsSettings.of(configuration, broker.bootstrapServers()));
    }

    private void start(Topology topology, Properties settings) {
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                directory.resolve("instance-" + started++).toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // Facts do not mind, but what is said when does: ticks should not overtake lines that are on their way.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 500L);
        // Several instances share this broker: none has a place of its own in the group.
        settings.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        StreamsApplication instance = new StreamsApplication(topology, settings, failure::set);
        instance.start();
        instances.add(instance);
    }

    /** Stops every instance and starts as many with no state but the changelog. */
    public void restart() {
        int running = instances.size();
        instances.forEach(instance -> instance.close(STOP_MAX));
        instances.clear();
        for (int i = 0; i < running; i++) {
            startInstance();
        }
    }

    /**
     * Sends plans and lines and waits until all is processed.
     *
     * @param until where the clock stops; the latest stamp when absent
     * @param pause called in the middle, when the first half has been processed
     */
    public void play(Plans plans, Recording recording, Optional<Instant> until, Runnable pause)
            throws InterruptedException {
        try (Producer<byte[], byte[]> producer = producer()) {
            Sending sending = new Sending(producer, plans, recording);
            sending.begin();
            int middle = recording.lines().size() / 2;
            for (int i = 0; i < recording.lines().size(); i++) {
                if (i == middle && pause != null) {
                    drain(producer);
                    pause.run();
                }
                sending.line(recording.lines().get(i));
                progress.at("sending", i + 1, recording.lines().size());
            }
            Instant end = until.orElse(recording.last());
            sending.tick(end, Optional.of(recording.first()));
            drain(producer);
            // Only now that no line is to come may dates be sealed.
            sending.lastTick(end);
            drain(producer);
        }
    }

    /**
     * When all that happened is known, decides who was told what: ROUTING reads the same topics, merged by their stamps,
     * and on as many instances.
     */
    public void route() throws InterruptedException {
        int running = instances.size();
        instances.forEach(instance -> instance.close(STOP_MAX));
        instances.clear();
        for (int i = 0; i < running; i++) {
            Properties settings = StreamsSettings.ofRouting(configuration, broker.bootstrapServers());
            settings.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WithinOneInstant.class);
            start(RoutingTopology.build(CoverageTopology.StateIn.MEMORY, Integer.MAX_VALUE), settings);
        }
        try (Admin admin = Admin.create(clients.admin());
                Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = ends(admin, ROUTING_INPUTS);
            // Behind the last transition lies the mark of its transaction, which nobody reads.
            Outcome.read(consumer, Topics.TRANSITIONS)
                    .forEach(record -> ends.merge(
                            new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max));
            await(admin, configuration.routing().applicationId(), ends);
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(e);
        }
    }

    /** The lines' way into the topics, with the clock. */
    private final class Sending {
        private final Producer<byte[], byte[]> producer;
        private final Plans plans;
        private final Recording recording;
        private final Set<Integer> ticked = new TreeSet<>();
        private final Duration step;
        private Instant clock;

        Sending(Producer<byte[], byte[]> producer, Plans plans, Recording recording) {
            this.producer = producer;
            this.plans = plans;
            this.recording = recording;
            this.clock = recording.first();
            Duration share =
                    Duration.between(recording.first(), recording.last()).dividedBy(TICKS_MAX);
            this.step = share.compareTo(TICK_MIN) > 0 ? share.truncatedTo(ChronoUnit.SECONDS) : TICK_MIN;
            plans.districts().forEach(d -> ticked.add(partition(bytes(d))));
        }

        void begin() throws InterruptedException {
            tickAll(clock, Optional.of(recording.first()));
            for (Plans.Entry entry : plans.entries()) {
                byte[] key = bytes(entry.key());
                send(Topics.PLANS, partition(key), key, entry.value(), clock);
            }
            // Facts assume the plan to be there before the events.
            drain(producer);
        }

        void line(Recording.Line line) {
            tick(line.stamp(), Optional.of(recording.first()));
            send(line.topic(), line.key() == null ? 0 : partition(line.key()), line.key(), line.value(), line.stamp());
        }

        /** The clock runs to an instant, unless it is there already. */
        void tick(Instant to, Optional<Instant> keepOpenFrom) {
            while (clock.isBefore(to)) {
                Instant next = clock.plus(step);
                clock = next.isBefore(to) ? next : to;
                tickAll(clock, keepOpenFrom);
            }
        }

        void lastTick(Instant end) {
            clock = end.isAfter(clock) ? end : clock;
            tickAll(clock, Optional.empty());
        }

        private void tickAll(Instant time, Optional<Instant> keepOpenFrom) {
            byte[] value = writer.tick(time, keepOpenFrom);
            for (int partition : ticked) {
                send(Topics.CLOCK, partition, bytes(Integer.toString(partition)), value, time);
            }
        }

        private void send(String topic, int partition, byte[] key, byte[] value, Instant stamp) {
            producer.send(new ProducerRecord<>(topic, partition, Math.max(0, stamp.toEpochMilli()), key, value));
        }
    }

    private int partition(byte[] key) {
        return CoverageTopology.partition(key, partitions);
    }

    /** Waits until everything that was sent has been processed by COVERAGE and committed. */
    private void drain(Producer<byte[], byte[]> producer) throws InterruptedException {
        producer.flush();
        try (Admin admin = Admin.create(clients.admin())) {
            await(admin, configuration.streams().applicationId(), ends(admin, INPUTS));
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(e);
        }
    }

    private static IllegalStateException unanswered(Exception e) {
        return new IllegalStateException("the broker of the replay does not answer: " + e.getMessage(), e);
    }

    private void await(Admin admin, String group, Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException, TimeoutException {
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
        while (true) {
            Map<TopicPartition, Long> done = committed(admin, group);
            long missing = ends.entrySet().stream()
                    .mapToLong(e -> Math.max(0, e.getValue() - done.getOrDefault(e.getKey(), 0L)))
                    .sum();
            progress.at("processing", all - missing, all);
            if (missing == 0) {
                return;
            }
            if (failure.get() != null) {
                throw new IllegalStateException("an instance failed: " + failure.get());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not processed within " + DRAIN_MAX.toMinutes() + " minutes: " + missing
                        + " of " + all + " records");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get(30, TimeUnit.SECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(30, TimeUnit.SECONDS)
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What came out, to be read while the broker is up. */
    public Outcome outcome() {
        return Outcome.read(clients);
    }

    @Override
    public void close() {
        // Whoever was stopped while it sent still closes what is open, in peace.
        Thread.interrupted();
        instances.forEach(instance -> instance.close(STOP_MAX));
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left behind lies in a temporary directory.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
