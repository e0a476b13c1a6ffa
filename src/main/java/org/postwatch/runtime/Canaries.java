package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.event.Canary;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.plan.District;
import org.postwatch.topology.CanaryDistricts;
import org.postwatch.topology.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At every full minute one canary into every partition, for a district of its own there. Several instances do no harm: of
 * one minute the first canary is answered.
 */
final class Canaries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Canaries.class);

    /** Plans come by another topic than events: one that overtook its district's plan would be set aside. */
    private static final int KNOWN_AFTER_SECONDS = 5;

    private final Producer<byte[], byte[]> producer;
    private final List<District> districts;
    private final Clock clock;
    private final EventWriter writer = new EventWriter();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "canaries"));
    private volatile boolean heard = true;

    private Canaries(Producer<byte[], byte[]> producer, List<District> districts, Clock clock) {
        this.producer = producer;
        this.districts = districts;
        this.clock = clock;
    }

    /** The districts are made known first, and the first canaries fly when that has got round. */
    static Canaries start(ClientSettings clients, int partitions) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-canaries");
        // One that comes late is worth nothing: somebody may have been alarmed by then, as they should.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        Canaries canaries = new Canaries(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                CanaryDistricts.of(partitions),
                Clock.systemUTC());
        canaries.thread.execute(canaries::plan);
        canaries.thread.schedule(canaries::fly, KNOWN_AFTER_SECONDS, TimeUnit.SECONDS);
        return canaries;
    }

    private void plan() {
        districts.forEach(district -> send(Topics.PLANS, PlanJson.key(district.id()), PlanJson.encode(district)));
    }

    private void fly() {
        try {
            Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
            for (District district : districts) {
                Origin origin = new Origin(district.id(), CanaryDistricts.FEED, "canary-" + minute, minute);
                send(Topics.of(EventType.CANARY), district.id(), writer.write(new Canary(origin)));
            }
        } catch (RuntimeException e) {
            said(e.toString());
        } finally {
            Instant now = clock.instant();
            Instant next = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            if (!thread.isShutdown()) {
                thread.schedule(this::fly, Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void send(String topic, String key, byte[] value) {
        // The default partitioner puts a district's own key where its partition is.
        producer.send(
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value),
                (sent, failed) -> said(failed == null ? null : failed.toString()));
    }

    /** Once for each outage, not once a minute. */
    private void said(String failure) {
        if (failure != null && heard && !thread.isShutdown()) {
            LOG.warn("canaries cannot be sent; who asks for a watchdog will miss it: {}", failure);
        }
        heard = failure == null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
