package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postwatch.app.config.ClientSettings;

/**
 * One record of a topic, as a reader of what is committed sees it.
 *
 * @param value null: what was published under the key is no more
 */
record TopicRecord(int partition, long offset, String key, byte[] value, Map<String, byte[]> headers) {
    private static final Duration MAX_STALL = Duration.ofSeconds(60);

    /** A whole topic, each partition in its order. */
    static List<TopicRecord> readAll(ClientSettings clients, String topic) {
        Map<String, Object> settings = new HashMap<>(clients.consumer());
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000);
        List<TopicRecord> all = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + MAX_STALL.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                int before = all.size();
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Map<String, byte[]> headers = new TreeMap<>();
                    record.headers().forEach(header -> headers.put(header.key(), header.value()));
                    all.add(new TopicRecord(
                            record.partition(), record.offset(), text(record.key()), record.value(), headers));
                });
                deadline = all.size() > before ? System.nanoTime() + MAX_STALL.toNanos() : deadline;
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(topic + " cannot be read to its end " + ends);
                }
            }
        }
        return all;
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** The last of every key, without those that are no more. */
    static Map<String, TopicRecord> latest(List<TopicRecord> all) {
        Map<String, TopicRecord> latest = new TreeMap<>();
        for (TopicRecord said : all) {
            if (said.value() == null) {
                latest.remove(said.key());
            } else {
                latest.put(said.key(), said);
            }
        }
        return latest;
    }

    static Map<String, List<TopicRecord>> byKey(List<TopicRecord> all) {
        Map<String, List<TopicRecord>> byKey = new TreeMap<>();
        all.forEach(said ->
                byKey.computeIfAbsent(said.key(), k -> new ArrayList<>()).add(said));
        return byKey;
    }

    String district() {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }
}
