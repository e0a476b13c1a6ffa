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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.TopicValue;

/** Follows notices and deliveries while they are written: which notices are not delivered yet, and since when. */
final class UndeliveredNotices implements AutoCloseable {
    private record PendingNotice(int revision, long since) {}

    private final Map<String, PendingNotice> pending = new HashMap<>();
    /** The revision of each that is on record. The two topics are read in any order. */
    private final Map<String, Integer> delivered = new HashMap<>();

    private volatile boolean closed;

    /** Follows until it is closed. */
    static UndeliveredNotices start(ClientSettings clients, int partitions) {
        UndeliveredNotices outstanding = new UndeliveredNotices();
        Map<String, Object> settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        List<TopicPartition> read = IntStream.range(0, partitions)
                .boxed()
                .flatMap(
                        p -> Stream.of(new TopicPartition(Topics.NOTICES, p), new TopicPartition(Topics.DELIVERIES, p)))
                .toList();
        Thread thread = new Thread(() -> outstanding.follow(settings, read), "outstanding");
        thread.setDaemon(true);
        thread.start();
        return outstanding;
    }

    private void follow(Map<String, Object> settings, List<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                try {
                    consumer.poll(Duration.ofMillis(100))
                            .forEach(record -> process(
                                    record.topic(), new String(record.key(), StandardCharsets.UTF_8), record.value()));
                } catch (KafkaException e) {
                    // A leader is down; the position stands.
                }
            }
        }
    }

    /** One record of either topic. */
    synchronized void process(String topic, String key, byte[] value) {
        boolean notice = topic.equals(Topics.NOTICES);
        if (value == null) {
            (notice ? pending : delivered).remove(key);
        } else if (notice) {
            int revision = NoticeJson.read(value).revision();
            long since = pending.containsKey(key) ? pending.get(key).since() : System.nanoTime();
            if (delivered.getOrDefault(key, 0) == revision) {
                pending.remove(key);
            } else {
                pending.put(key, new PendingNotice(revision, since));
            }
        } else {
            int revision = TopicValue.DELIVERY.read(value).revision();
            delivered.put(key, revision);
            pending.computeIfPresent(key, (k, w) -> w.revision() <= revision ? null : w);
        }
    }

    /** The age of the oldest that is not delivered; zero when all are. */
    synchronized Duration oldestAge() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                pending.values().stream().mapToLong(w -> now - w.since()).max().orElse(0));
    }

    synchronized List<String> describe(int max) {
        return pending.entrySet().stream()
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
