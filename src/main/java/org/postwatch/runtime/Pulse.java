package org.postwatch.runtime;

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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.runtime.sight.ClientGauges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is sent at every full second, or minute, from a thread of its own. Of trouble it speaks once for each outage. */
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Producer<byte[], byte[]> producer;
    private final ClientGauges.Shown shown;
    private final ChronoUnit every;
    private final String trouble;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private volatile boolean heard = true;

    /**
     * @param every the unit that is beaten
     * @param patience how long a record is tried: one that comes late is worth nothing, the next one says more
     * @param trouble what it means when nothing can be sent
     */
    Pulse(
            ClientSettings clients,
            String name,
            ChronoUnit every,
            Duration patience,
            String trouble,
            ClientGauges gauges) {
        this(clients, name, every, patience, trouble, gauges, Clock.systemUTC());
    }

    Pulse(
            ClientSettings clients,
            String name,
            ChronoUnit every,
            Duration patience,
            String trouble,
            ClientGauges gauges,
            Clock clock) {
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-" + name);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis() / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis() / 5);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.shown = gauges.show(name, producer);
        this.every = every;
        this.trouble = trouble;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    }

    /** Does something once, before any beat. */
    void first(Runnable task) {
        thread.execute(() -> guarded(task));
    }

    /**
     * Beats once after a while, then at every full unit.
     *
     * @param beat given the last full unit
     */
    void beat(Duration after, Consumer<Instant> beat) {
        thread.schedule(
                () -> {
                    guarded(() -> beat.accept(clock.instant().truncatedTo(every)));
                    Instant now = clock.instant();
                    if (!thread.isShutdown()) {
                        beat(Duration.between(now, now.truncatedTo(every).plus(1, every)), beat);
                    }
                },
                after.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            said(e.toString());
        }
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        send(record, confirmed -> {});
    }

    /** @param onConfirmed called on the producer's thread, which it must not hold up */
    void send(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> onConfirmed) {
        producer.send(record, (sent, failed) -> {
            said(failed == null ? null : failed.toString());
            if (failed == null) {
                onConfirmed.accept(sent);
            }
        });
    }

    private void said(String failure) {
        if (failure != null && heard && !thread.isShutdown()) {
            LOG.warn("{}: {}", trouble, failure);
        }
        heard = failure == null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        shown.close();
        producer.close(Duration.ofSeconds(1));
    }
}
