package org.postwatch.app.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.intake.SourceStatus;
import org.postwatch.streams.Topics;
import org.postwatch.wire.SourceStatusJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what this instance counted of each source: every {@value #PERIOD_SECONDS} s where it changed, each minute anyway, and
 * once more at the end. A status that the brokers do not take is published again with the next ones.
 */
final class SourceStatusPublisher implements AutoCloseable {
    static final int PERIOD_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SourceStatusPublisher.class);
    /** A reader counts an instance out that is silent for three minutes. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

    private static final int MAX_SEND_MS = 5_000;
    private static final int MAX_BLOCK_MS = 1_000;
    private static final Duration MAX_STOP_TIME = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final Supplier<List<SourceStatus>> statuses;
    private final Map<String, SourceStatus> published = new ConcurrentHashMap<>();
    private volatile boolean reachable = true;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread publisher = new Thread(task, "intake-status");
        publisher.setDaemon(true);
        return publisher;
    });

    SourceStatusPublisher(Producer<byte[], byte[]> producer, Supplier<List<SourceStatus>> statuses) {
        this.producer = producer;
        this.statuses = statuses;
    }

    static SourceStatusPublisher start(ClientSettings clients, Supplier<List<SourceStatus>> statuses) {
        SourceStatusPublisher publisher = new SourceStatusPublisher(
                clients.openProducer(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "postwatch-intake-status",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        MAX_SEND_MS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        MAX_SEND_MS / 2,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        MAX_BLOCK_MS)),
                statuses);
        publisher.thread.scheduleWithFixedDelay(publisher::publish, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        return publisher;
    }

    /** Publishes what changed, or was published a minute ago. */
    void publish() {
        try {
            List<SourceStatus> now = statuses.get();
            published.keySet().retainAll(now.stream().map(SourceStatus::key).collect(Collectors.toSet()));
            now.stream().filter(this::isDue).forEach(this::send);
        } catch (Throwable e) {
            // An Error as well: it would end the repetition.
            logOutage(e);
        }
    }

    private boolean isDue(SourceStatus status) {
        SourceStatus before = published.get(status.key());
        return before == null
                || !before.reportsSameAs(status)
                || Duration.between(before.at(), status.at()).compareTo(MAX_SILENCE) >= 0;
    }

    private void send(SourceStatus status) {
        published.put(status.key(), status);
        producer.send(
                new ProducerRecord<>(
                        Topics.INTAKE_SOURCES,
                        status.key().getBytes(StandardCharsets.UTF_8),
                        SourceStatusJson.write(status)),
                (written, failure) -> {
                    if (failure == null) {
                        reachable = true;
                    } else {
                        published.remove(status.key(), status);
                        logOutage(failure);
                    }
                });
    }

    private void logOutage(Throwable failure) {
        if (reachable) {
            LOG.warn("what intake counted of its sources cannot be published, trying again: {}", failure.toString());
        }
        reachable = false;
    }

    /** Takes about 1 s at most. Idempotent. */
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(this::publish);
            thread.shutdown();
        }
        try {
            thread.awaitTermination(MAX_STOP_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(MAX_STOP_TIME);
    }
}
