package org.postwatch.app.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which instance owns the sources that only one instance may read: the one to which a Kafka consumer group assigns partition
 * 0 of {@code postwatch.plans}. Nothing is read from it. An instance that stops hands over at once; one that dies loses the ownership
 * after {@value #SESSION_TIMEOUT_MS} ms, and one that cannot reach the brokers gives it up by itself.
 */
public final class SourceOwnership implements AutoCloseable {
    /** The consumer group. */
    public static final String GROUP_ID = "postwatch-intake";

    static final int SESSION_TIMEOUT_MS = 6_000;

    private static final Logger LOG = LoggerFactory.getLogger(SourceOwnership.class);
    private static final Duration MAX_POLL = Duration.ofMillis(500);
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(2);
    private static final long RETRY_DELAY_MS = 1_000;
    private static final TopicPartition DECIDING = new TopicPartition(Topics.PLANS, 0);

    /** Called by the thread of the group alone, whenever it changes and in between; it must not block. */
    @FunctionalInterface
    interface OwnershipListener {
        void onOwnership(boolean isOwner);
    }

    private final Map<String, Object> settings;
    private final OwnershipListener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Consumer<byte[], byte[]>> openConsumer = new AtomicReference<>();
    private final Thread thread;
    private boolean warned;

    private SourceOwnership(ClientSettings clients, OwnershipListener listener) {
        this.settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP_ID);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP_ID);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 3);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        this.listener = listener;
        this.thread = new Thread(this::run, "intake-ownership");
        thread.setDaemon(true);
    }

    static SourceOwnership start(ClientSettings clients, OwnershipListener listener) {
        SourceOwnership ownership = new SourceOwnership(clients, listener);
        ownership.thread.start();
        return ownership;
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try {
                take();
            } catch (WakeupException e) {
                // It stops.
            } catch (RuntimeException e) {
                if (!warned) {
                    LOG.warn("cannot decide which instance owns the sources of intake, trying again: {}", e.toString());
                }
                warned = true;
                pause();
            }
        }
    }

    private void take() {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        openConsumer.set(consumer);
        try {
            consumer.subscribe(java.util.List.of(Topics.PLANS), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    consumer.pause(partitions);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // Before another instance can have it.
                    listener.onOwnership(false);
                }
            });
            while (stopped.getCount() > 0) {
                consumer.poll(MAX_POLL);
                listener.onOwnership(consumer.assignment().contains(DECIDING) && isAlive(consumer));
                warned = false;
            }
        } finally {
            openConsumer.set(null);
            listener.onOwnership(false);
            consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
        }
    }

    /** Whether the group still counts on this member: without heartbeats another instance has the sources by now. */
    private static boolean isAlive(Consumer<byte[], byte[]> consumer) {
        for (Metric metric : consumer.metrics().values()) {
            if (metric.metricName().name().equals("last-heartbeat-seconds-ago")) {
                return metric.metricValue() instanceof Number ago && ago.doubleValue() * 1_000 <= SESSION_TIMEOUT_MS;
            }
        }
        return true;
    }

    private void pause() {
        try {
            stopped.await(RETRY_DELAY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the group, within 2 s. */
    @Override
    public void close() {
        stopped.countDown();
        Optional.ofNullable(openConsumer.get()).ifPresent(Consumer::wakeup);
        try {
            thread.join(MAX_STOP_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
