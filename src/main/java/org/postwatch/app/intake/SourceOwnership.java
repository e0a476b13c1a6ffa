package org.postwatch.app.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.intake.connection.Ownership;
import org.postwatch.streams.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which instance owns the sources that only one instance may read: the one to which a Kafka consumer group assigns partition
 * 0 of {@code postwatch.plans}. Nothing is read from it. An instance that stops hands over at once; one that dies loses the ownership
 * after {@value #SESSION_TIMEOUT_MS} ms. One that only cannot reach the brokers stays the owner, unconfirmed, until it reaches them
 * and learns that another one has the sources: while all brokers are away, none has.
 */
public final class SourceOwnership implements AutoCloseable {
    /** The consumer group. */
    public static final String GROUP_ID = "postwatch-intake";

    static final int SESSION_TIMEOUT_MS = 6_000;

    /** Without an answer the next heartbeat is not sent. Shorter than the session, so that the old owner doubts before the new one is. */
    private static final double MAX_CONFIRMED_SECONDS = SESSION_TIMEOUT_MS / 2_000.0;

    private static final Logger LOG = LoggerFactory.getLogger(SourceOwnership.class);
    private static final Duration MAX_POLL = Duration.ofMillis(500);
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(2);
    private static final long RETRY_DELAY_MS = 1_000;
    private static final TopicPartition DECIDING = new TopicPartition(Topics.PLANS, 0);

    /** Called by the thread of the group alone, whenever it changes and in between; it must not block. */
    @FunctionalInterface
    interface OwnershipListener {
        /** @param clusterId of the Kafka cluster, which distinguishes installations of Postwatch */
        void onOwnership(Ownership ownership, String clusterId);
    }

    private final ClientSettings clients;
    private final Map<String, Object> settings;
    private final OwnershipListener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Consumer<byte[], byte[]>> openConsumer = new AtomicReference<>();
    private final Thread thread;
    private boolean warned;

    private SourceOwnership(ClientSettings clients, OwnershipListener listener) {
        this.clients = clients;
        this.settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP_ID);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP_ID);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 3);
        // An instance that joins takes the sources from nobody: messages with QoS 0 would be lost.
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
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
                take(clusterId());
            } catch (WakeupException e) {
                // It stops.
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // An Error as well: without this thread no instance that is alone would read its sources any more.
                if (!warned) {
                    LOG.warn("cannot decide which instance owns the sources of intake, trying again: {}", e.toString());
                }
                warned = true;
                pause();
            }
        }
    }

    private String clusterId() throws InterruptedException {
        try (Admin admin = clients.openAdmin()) {
            return BrokerRequests.await(admin.describeCluster().clusterId());
        }
    }

    private void take(String clusterId) {
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        openConsumer.set(consumer);
        try {
            consumer.subscribe(java.util.List.of(Topics.PLANS), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    consumer.pause(partitions);
                }

                /** Also called when the partitions were lost to another instance while the brokers were out of reach. */
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    if (partitions.contains(DECIDING)) {
                        // Before another instance can have it.
                        listener.onOwnership(Ownership.NONE, clusterId);
                    }
                }
            });
            while (stopped.getCount() > 0) {
                consumer.poll(MAX_POLL);
                listener.onOwnership(ownership(consumer), clusterId);
                warned = false;
            }
        } finally {
            openConsumer.set(null);
            listener.onOwnership(Ownership.NONE, clusterId);
            consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
        }
    }

    private static Ownership ownership(Consumer<byte[], byte[]> consumer) {
        if (!consumer.assignment().contains(DECIDING)) {
            return Ownership.NONE;
        }
        for (Metric metric : consumer.metrics().values()) {
            if (metric.metricName().name().equals("last-heartbeat-seconds-ago")) {
                return metric.metricValue() instanceof Number ago && ago.doubleValue() < MAX_CONFIRMED_SECONDS
                        ? Ownership.CONFIRMED
                        : Ownership.UNCONFIRMED;
            }
        }
        return Ownership.CONFIRMED;
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
