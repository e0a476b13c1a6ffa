package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says the time: at every full second one tick into every partition of the clock topic. Kafka's own time stands still when
 * nothing happens, which is just when a deadline must not. Several metronomes do no harm: the clock is the greatest tick.
 */
final class Metronome implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Metronome.class);

    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "metronome"));
    private volatile boolean heard = true;

    private Metronome(Producer<byte[], byte[]> producer, int partitions, Clock clock) {
        this.producer = producer;
        this.partitions = partitions;
        this.clock = clock;
    }

    static Metronome start(ClientSettings clients, int partitions) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-metronome");
        // A tick that comes late is worth nothing: the next one says more.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        Metronome metronome = new Metronome(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                partitions,
                Clock.systemUTC());
        metronome.thread.execute(metronome::tick);
        return metronome;
    }

    private void tick() {
        try {
            Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            for (int partition = 0; partition < partitions; partition++) {
                producer.send(
                        record(partition, second), (sent, failed) -> said(failed == null ? null : failed.toString()));
            }
        } catch (RuntimeException e) {
            said(e.toString());
        } finally {
            scheduleNext();
        }
    }

    private void scheduleNext() {
        Instant now = clock.instant();
        Instant next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        if (!thread.isShutdown()) {
            thread.schedule(this::tick, Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Once for each outage, not once a second. */
    private void said(String failure) {
        if (failure != null && heard && !thread.isShutdown()) {
            LOG.warn("the clock cannot be set, deadlines wait until it can: {}", failure);
        }
        heard = failure == null;
    }

    static ProducerRecord<byte[], byte[]> record(int partition, Instant second) {
        String key = Integer.toString(partition);
        String tick = "{\"specversion\":\"1.0\",\"id\":\"tick-" + second.getEpochSecond()
                + "\",\"source\":\"postwatch\",\"type\":\"postwatch.clock.tick\",\"time\":\"" + second
                + "\",\"partitionkey\":\"" + key + "\"}";
        return new ProducerRecord<>(
                Topics.CLOCK,
                partition,
                key.getBytes(StandardCharsets.US_ASCII),
                tick.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
