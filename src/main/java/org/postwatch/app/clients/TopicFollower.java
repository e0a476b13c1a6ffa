package org.postwatch.app.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
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

    private final Map<String, Object> settings;
    private final String topic;
    private final StartPosition start;
    private final RecordListener listener;
    private final AtomicReference<Consumer<byte[], byte[]>> openConsumer = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    private TopicFollower(ClientSettings clients, String topic, StartPosition start, RecordListener listener) {
        this.settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) MAX_POLL.toMillis());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "postwatch-follower-" + topic);
        this.topic = topic;
        this.start = start;
        this.listener = listener;
        this.thread = new Thread(this::run, "follower-" + topic);
        thread.setDaemon(true);
    }

    public static TopicFollower start(
            ClientSettings clients, String topic, StartPosition start, RecordListener listener) {
        TopicFollower follower = new TopicFollower(clients, topic, start, listener);
        follower.thread.start();
        return follower;
    }

    /** Whether everything that the topic had at the start is read. It stays true while brokers are away. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    private void run() {
        boolean warned = false;
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                openConsumer.set(consumer);
                Map<TopicPartition, Long> ends = assign(consumer);
                while (!closed) {
                    poll(consumer, ends);
                    warned = false;
                }
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                if (!warned && !closed) {
                    LOG.warn("cannot follow {}, trying again: {}", topic, e.toString());
                }
                warned = true;
                pause();
            }
        }
    }

    private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> consumer) {
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
        return consumer.endOffsets(assigned);
    }

    private void poll(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        boolean hadRecords = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MAX_POLL)) {
            listener.onRecord(record);
            hadRecords = true;
        }
        boolean isFirstTime = !caughtUp
                && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (isFirstTime || (caughtUp && hadRecords)) {
            listener.onCaughtUp();
            caughtUp = true;
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
