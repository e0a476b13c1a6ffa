package org.postwatch.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.clients.BrokerRequests;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.EntranceEvent;
import org.postwatch.incident.IncidentId;
import org.postwatch.incident.IncidentKey;
import org.postwatch.incident.IncidentKind;
import org.postwatch.streams.Topics;

/**
 * Measures the time from an event to its incident: a steady stream of morning events, with an event every 20 ms that
 * opens an incident at once. A read_committed consumer records when each incident is readable. All events are created
 * in advance, because the producer shares the machine with the measured pipeline.
 */
final class LatencyBenchmark {
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(20);
    /** The interval at which due events are sent as a batch, to save CPU time for the measured pipeline. */
    private static final Duration SEND_INTERVAL = Duration.ofMillis(5);

    private static final int LINGER_MS = 20;
    /** The first seconds fill buffers and are not counted. */
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /** A stretch that does not count may leave a backlog behind. */
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(60);

    private final ClientSettings clients;
    private final int partitions;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Queue<Double> latenciesMs = new ConcurrentLinkedQueue<>();
    private final CountDownLatch readerReady = new CountDownLatch(1);
    private volatile boolean stopped;

    LatencyBenchmark(ClientSettings clients, int partitions) {
        this.clients = clients;
        this.partitions = partitions;
    }

    /**
     * Sends events for a duration and returns the latency of each counted probe, in ms.
     *
     * @param rate events a second
     * @param start the instant at which the morning continues
     */
    double[] measure(MorningLoad morning, double rate, Duration length, Instant start) throws InterruptedException {
        Thread reader = new Thread(this::readIncidents, "bench-incidents");
        try (LoadProducer feed = new LoadProducer(clients, partitions, LINGER_MS);
                LoadProducer probes = new LoadProducer(clients, partitions, 0)) {
            List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
            for (long i = 0; i < rate * length.toMillis() / 1_000; i++) {
                events.add(feed.createRecord(morning.nextEvent(start.plusNanos((long) (i * 1e9 / rate)))));
            }
            List<LatencyProbe> doors = new ArrayList<>();
            for (Duration at = PROBE_INTERVAL; at.compareTo(length) < 0; at = at.plus(PROBE_INTERVAL)) {
                EntranceEvent forced = morning.forcedDoor(start.plus(at));
                doors.add(new LatencyProbe(at.toNanos(), incidentKey(forced), probes.createRecord(forced)));
            }
            // Collect garbage of the preparation before the measurement.
            System.gc();
            reader.start();
            if (!readerReady.await(RESULT_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the reader of incidents does not get to their end");
            }
            sendLoad(events, doors, rate, start, feed, probes);
            feed.flush();
            probes.flush();
            long waited = System.nanoTime();
            while (!sent.isEmpty() && System.nanoTime() - waited < RESULT_TIMEOUT.toNanos()) {
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            stopped = true;
            reader.join();
        }
        if (!sent.isEmpty()) {
            throw new IllegalStateException(
                    sent.size() + " events had no readable incident within " + RESULT_TIMEOUT.toSeconds() + " s");
        }
        return latenciesMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** An event that opens an incident at once, so long after the start. */
    private record LatencyProbe(long atNanos, String incident, ProducerRecord<byte[], byte[]> event) {}

    /**
     * Sends due events and sleeps. Events that are late because no core was free are timed from the moment they are
     * sent.
     */
    private void sendLoad(
            List<ProducerRecord<byte[], byte[]>> events,
            List<LatencyProbe> doors,
            double rate,
            Instant start,
            LoadProducer feed,
            LoadProducer probes) {
        long begun = System.nanoTime();
        int sentEvents = 0;
        int probed = 0;
        long ticked = -1;
        while (sentEvents < events.size()) {
            long at = System.nanoTime() - begun;
            if (at / 1_000_000_000 > ticked) {
                ticked = at / 1_000_000_000;
                probes.sendTick(start.plusSeconds(ticked));
            }
            for (long due = Math.min(events.size(), (long) (at / 1e9 * rate) + 1); sentEvents < due; sentEvents++) {
                feed.send(events.get(sentEvents));
            }
            for (; probed < doors.size() && doors.get(probed).atNanos() <= at; probed++) {
                boolean counts = at > WARM_UP.toNanos();
                sent.put(doors.get(probed).incident(), counts ? System.nanoTime() : 0L);
                probes.send(doors.get(probed).event());
            }
            LockSupport.parkNanos(SEND_INTERVAL.toNanos());
        }
    }

    private static String incidentKey(EntranceEvent forced) {
        IncidentId id = IncidentId.of(
                IncidentKind.ENTRANCE_FORCED, forced.campus(), forced.entrance(), forced.source(), forced.id());
        return new IncidentKey(forced.origin().district(), id.text()).text();
    }

    private void readIncidents() {
        List<TopicPartition> all = BrokerRequests.partitions(List.of(Topics.INCIDENTS), partitions);
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            consumer.assign(all);
            consumer.seekToEnd(all);
            // Seeking waits for the first question; an incident that comes before would be missed.
            all.forEach(consumer::position);
            readerReady.countDown();
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Long since = sent.remove(new String(record.key(), StandardCharsets.UTF_8));
                    if (since != null && since != 0) {
                        latenciesMs.add((System.nanoTime() - since) / 1e6);
                    }
                }
            }
        }
    }
}
