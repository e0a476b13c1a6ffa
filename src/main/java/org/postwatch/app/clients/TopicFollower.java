package org.postwatch.app.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.config.ClientSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic as an instance needs them in memory, and every record that comes later. It starts from
 * the beginning again after an error, so the listener must take a record twice without harm.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    /** A revocation holds on every instance within this time, on one that cannot read it as well. */
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    private static final Duration END_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration END_CHECK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_POLL = Duration.ofMillis(500);
    private static final long RETRY_DELAY_MS = 1_000;
    private static final long MAX_STOP_MS = 1_000;

    /** Where the first read starts. */
    public enum StartPosition {
        BEGINNING,
        /** Only records that come after the start. */
        END
    }

    /** Called by the follower's thread alone. */
    public interface RecordListener {
        /** @param record its value is null when the key was deleted */
        void onRecord(ConsumerRecord<byte[], byte[]> record);

        /** After each poll with records, once everything that the topic had at the start is read. */
        default void onCaughtUp() {}

        /** Several listeners of one topic, called in this order. */
        static RecordListener all(RecordListener... listeners) {
            return new RecordListener() {
                @Override
                public void onRecord(ConsumerRecord<byte[], byte[]> record) {
                    for (RecordListener listener : listeners) {
                        listener.onRecord(record);
                    }
                }

                @Override
                public void onCaughtUp() {
                    for (RecordListener listener : listeners) {
                        listener.onCaughtUp();
                    }
                }
            };
        }
    }

    /** The ends of the partitions, and when they were asked for. */
    private record EndOffsets(long askedNanos, Map<TopicPartition, Long> ends) {}

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LongSupplier nanoClock;
    private final String topic;
    private final StartPosition start;
    private final RecordListener listener;
    private final AtomicReference<Consumer<byte[], byte[]>> openConsumer = new AtomicReference<>();
    private final Thread thread;
    private boolean caughtUp;
    /** Of the reader's clock; empty until the topic was read to its end. */
    private volatile OptionalLong currentAtNanos = OptionalLong.empty();

    private volatile boolean closed;

    /** @param nanoClock as {@link System#nanoTime} */
    TopicFollower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            LongSupplier nanoClock,
            String topic,
            StartPosition start,
            RecordListener listener) {
        this.consumers = consumers;
        this.nanoClock = nanoClock;
        this.topic = topic;
        this.start = start;
        this.listener = listener;
        this.thread = new Thread(this::run, "follower-" + topic);
        thread.setDaemon(true);
    }

    public static TopicFollower start(
            ClientSettings clients, String topic, StartPosition start, RecordListener listener) {
        Map<String, Object> settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) MAX_POLL.toMillis());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "postwatch-follower-" + topic);
        TopicFollower follower = new TopicFollower(
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                System::nanoTime,
                topic,
                start,
                listener);
        follower.start();
        return follower;
    }

    void start() {
        thread.start();
    }

    /**
     * Whether the listener has every record that the topic had at some moment of the last 5 s. It becomes false while brokers are
     * away, and when this instance may not read the topic any more.
     */
    public boolean isCurrent() {
        OptionalLong at = currentAtNanos;
        return at.isPresent() && nanoClock.getAsLong() - at.getAsLong() <= MAX_AGE.toNanos();
    }

    private void run() {
        boolean warned = false;
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                openConsumer.set(consumer);
                EndOffsets ends = assign(consumer);
                while (!closed) {
                    poll(consumer, ends);
                    ends = laterEnds(consumer, ends);
                    warned = false;
                }
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (!warned && !closed) {
                    LOG.warn("cannot follow {}, trying again: {}", topic, e.toString());
                }
                warned = true;
                pause();
            }
        }
    }

    private EndOffsets assign(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no such topic");
        }
        Set<TopicPartition> assigned = partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
        consumer.assign(assigned);
        Runnable seek = switch (start) {
            case BEGINNING -> () -> consumer.seekToBeginning(assigned);
            case END -> () -> consumer.seekToEnd(assigned);
        };
        seek.run();
        long asked = nanoClock.getAsLong();
        return new EndOffsets(asked, consumer.endOffsets(assigned));
    }

    /** Asks again once in a while: a poll without records may mean that there are none, or that no broker answers. */
    private EndOffsets laterEnds(Consumer<byte[], byte[]> consumer, EndOffsets known) {
        long now = nanoClock.getAsLong();
        if (now - known.askedNanos() < END_CHECK_INTERVAL.toNanos()) {
            return known;
        }
        try {
            return new EndOffsets(now, consumer.endOffsets(known.ends().keySet(), END_CHECK_TIMEOUT));
        } catch (TimeoutException e) {
            return known;
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer, EndOffsets ends) {
        boolean hadRecords = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MAX_POLL)) {
            listener.onRecord(record);
            hadRecords = true;
        }
        boolean isAtEnd =
                ends.ends().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (isAtEnd && !caughtUp || caughtUp && hadRecords) {
            listener.onCaughtUp();
            caughtUp = true;
        }
        if (isAtEnd) {
            currentAtNanos = OptionalLong.of(ends.askedNanos());
        }
    }

    private synchronized void pause() {
        try {
            if (!closed) {
                wait(RETRY_DELAY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Consumer<byte[], byte[]> consumer = openConsumer.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(MAX_STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
