package org.postwatch.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.observability.ClientMetricsBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends records at every full second or minute, on its own thread. Each outage is logged once. */
final class PeriodicProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicProducer.class);

    private final Producer<byte[], byte[]> producer;
    private final ClientMetricsBinder.MetricsBinding metrics;
    private final ChronoUnit unit;
    private final String outageMessage;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private volatile boolean reachable = true;

    /**
     * @param every the period
     * @param patience how long a record is retried: a late record is useless, because the next one replaces it
     * @param trouble the log message of an outage
     */
    PeriodicProducer(
            ClientSettings clients,
            String name,
            ChronoUnit every,
            Duration patience,
            String trouble,
            ClientMetricsBinder gauges,
            Clock clock) {
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-" + name);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis() / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis() / 5);
        this.producer = clients.openProducer(settings);
        this.metrics = gauges.bind(name, producer);
        this.unit = every;
        this.outageMessage = trouble;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    }

    /** Runs a task once, before the first period. */
    void runFirst(Runnable task) {
        thread.execute(() -> runLoggingErrors(task));
    }

    /**
     * Runs a task after a delay, then at every full unit.
     *
     * @param beat given the last full unit
     */
    void schedule(Duration after, Consumer<Instant> beat) {
        thread.schedule(
                () -> {
                    runLoggingErrors(() -> beat.accept(clock.instant().truncatedTo(unit)));
                    Instant now = clock.instant();
                    if (!thread.isShutdown()) {
                        schedule(Duration.between(now, now.truncatedTo(unit).plus(1, unit)), beat);
                    }
                },
                after.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void runLoggingErrors(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            logOutage(e.toString());
        }
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        send(record, confirmed -> {});
    }

    /** @param onConfirmed called on the producer's thread, which it must not hold up */
    void send(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> onConfirmed) {
        producer.send(record, (sent, failed) -> {
            logOutage(failed == null ? null : failed.toString());
            if (failed == null) {
                onConfirmed.accept(sent);
            }
        });
    }

    private void logOutage(String failure) {
        if (failure != null && reachable && !thread.isShutdown()) {
            LOG.warn("{}: {}", outageMessage, failure);
        }
        reachable = failure == null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        metrics.close();
        producer.close(Duration.ofSeconds(1));
    }
}
