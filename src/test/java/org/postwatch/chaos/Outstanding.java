package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.topology.Topics;

/** Follows notices and deliveries while they are written: which notices are not delivered yet, and since when. */
final class Outstanding implements AutoCloseable {
    private record Waiting(int revision, long since) {}

    private final Map<String, Object> settings;
    private final List<TopicPartition> partitions;
    private final Map<String, Waiting> waiting = new HashMap<>();
    /** By key, the last revision on record: the topics are read side by side, and it may be read before its notice. */
    private final Map<String, Integer> delivered = new HashMap<>();

    private final Thread thread = new Thread(this::run, "outstanding");
    private volatile boolean closed;

    Outstanding(ClientSettings clients, int partitions) {
        settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        this.partitions = IntStream.range(0, partitions)
                .boxed()
                .flatMap(
                        p -> Stream.of(new TopicPartition(Topics.NOTICES, p), new TopicPartition(Topics.DELIVERIES, p)))
                .toList();
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                try {
                    consumer.poll(Duration.ofMillis(100)).forEach(this::heed);
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    // A leader is down; the position stands.
                }
            }
        }
    }

    private synchronized void heed(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        boolean notice = record.topic().equals(Topics.NOTICES);
        if (record.value() == null) {
            if (notice) {
                waiting.remove(key);
            } else {
                delivered.remove(key);
            }
        } else if (notice) {
            int revision = NoticeJson.read(record.value()).revision();
            if (delivered.getOrDefault(key, 0) < revision) {
                waiting.merge(
                        key,
                        new Waiting(revision, System.nanoTime()),
                        (before, now) -> new Waiting(now.revision(), before.since()));
            }
        } else {
            int revision = DeliveryJson.read(record.value()).revision();
            delivered.put(key, revision);
            waiting.computeIfPresent(key, (k, w) -> w.revision() <= revision ? null : w);
        }
    }

    /** The age of the oldest that is not delivered; zero when all are. */
    synchronized Duration oldest() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                waiting.values().stream().mapToLong(w -> now - w.since()).max().orElse(0));
    }

    synchronized List<String> some(int max) {
        return waiting.entrySet().stream()
                .limit(max)
                .map(e -> e.getKey() + " revision " + e.getValue().revision() + ", for "
                        + (System.nanoTime() - e.getValue().since()) / 1_000_000_000 + " s")
                .toList();
    }

    @Override
    public void close() {
        closed = true;
    }
}
