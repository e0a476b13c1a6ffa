package org.postwatch.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.event.Sighting;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.topology.Topics;

/**
 * From an event to its incident: a steady stream of the morning's events, in it every 20 ms one that opens an incident at
 * once; a read_committed consumer of incidents says when each is readable.
 */
final class Latency {
    private static final Duration PROBE_EVERY = Duration.ofMillis(20);
    /** The first seconds fill buffers and are not counted. */
    private static final Duration UNCOUNTED = Duration.ofSeconds(3);

    private static final Duration LAST_WAIT_MAX = Duration.ofSeconds(10);

    private final ClientSettings clients;
    private final int partitions;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Queue<Double> tookMs = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Latency(ClientSettings clients, int partitions) {
        this.clients = clients;
        this.partitions = partitions;
    }

    /**
     * Feeds for so long, and answers how long each counted probe took, in ms.
     *
     * @param rate events a second
     * @param start the instant at which the morning goes on
     */
    double[] measure(Morning morning, double rate, Duration length, Instant start) throws InterruptedException {
        Thread reader = new Thread(this::read, "bench-incidents");
        reader.start();
        try (Input feed = new Input(clients, partitions, 5);
                Input probes = new Input(clients, partitions, 0)) {
            feed(morning, rate, length, start, feed, probes);
            long waited = System.nanoTime();
            while (!sent.isEmpty() && System.nanoTime() - waited < LAST_WAIT_MAX.toNanos()) {
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            over = true;
            reader.join();
        }
        if (!sent.isEmpty()) {
            throw new IllegalStateException(
                    sent.size() + " events had no readable incident within " + LAST_WAIT_MAX.toSeconds() + " s");
        }
        return tookMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void feed(Morning morning, double rate, Duration length, Instant start, Input feed, Input probes) {
        long begun = System.nanoTime();
        long events = 0;
        long probed = 0;
        long ticked = -1;
        for (long at = 0; at < length.toNanos(); at = System.nanoTime() - begun) {
            Instant now = start.plusNanos(at);
            if (at / 1_000_000_000 > ticked) {
                ticked = at / 1_000_000_000;
                probes.tick(start.plusSeconds(ticked));
            }
            for (long due = (long) (at / 1e9 * rate); events < due; events++) {
                feed.event(morning.next(now));
            }
            if (at / PROBE_EVERY.toNanos() > probed) {
                probed = at / PROBE_EVERY.toNanos();
                Sighting weapon = morning.weapon(now);
                boolean counts = at > UNCOUNTED.toNanos();
                sent.put(incident(weapon), counts ? System.nanoTime() : 0L);
                probes.event(weapon);
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private static String incident(Sighting weapon) {
        return weapon.origin().district() + "/weapon-seen/" + weapon.campus() + "/" + weapon.source() + "/"
                + weapon.id();
    }

    private void read() {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(Topics.INCIDENTS, p))
                .toList();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToEnd(all);
            while (!over) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Long since = sent.remove(new String(record.key(), StandardCharsets.UTF_8));
                    if (since != null && since != 0) {
                        tookMs.add((System.nanoTime() - since) / 1e6);
                    }
                }
            }
        }
    }
}
