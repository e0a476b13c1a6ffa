package org.postwatch.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.streams.Topics;

/**
 * Settings of clients outside Kafka Streams: topic provisioning, clock ticks, delivery and the commands.
 *
 * @param bootstrapServers where the broker is
 * @param configured of the operator, over the ones chosen here
 */
public record ClientSettings(String bootstrapServers, Map<String, String> overrides) {
    /** How long a command waits for a broker that may not be there, in ms. */
    private static final int MAX_API_TIMEOUT_MS = 10_000;

    private static final int BATCH_BYTES = 128 * 1024;

    /** For a broker in another process. */
    public static ClientSettings of(Configuration configuration) {
        return of(configuration, configuration.bootstrapServers());
    }

    /** For a broker in this process, which may have chosen its port itself. */
    public static ClientSettings of(Configuration configuration, String bootstrapServers) {
        return new ClientSettings(bootstrapServers, configuration.kafka().clientProperties());
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "ClientSettings[" + bootstrapServers + ", " + new TreeSet<>(overrides.keySet()) + "]";
    }

    public Map<String, Object> admin() {
        return withDefaults(Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                MAX_API_TIMEOUT_MS));
    }

    /** Consumers read committed records only. */
    public Map<String, Object> consumer() {
        return withDefaults(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // A consumer that has read one topic and continues with the next waits for its outstanding fetch.
                // Long-running consumers fetch 20 times a second while nothing arrives.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                MAX_API_TIMEOUT_MS));
    }

    public Map<String, Object> producer() {
        return withDefaults(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.MAX_PLAN_BYTES,
                // One request in flight: a partition with a new leader may reject a producer's first batch, accept
                // the second, and then reject the first as out of sequence until it expires. Batches are large to
                // compensate.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_API_TIMEOUT_MS));
    }

    /** @throws KafkaException when the settings are not valid; likewise for the other clients */
    public Admin openAdmin() {
        return Admin.create(admin());
    }

    public Consumer<byte[], byte[]> openConsumer() {
        return new KafkaConsumer<>(consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Producer<byte[], byte[]> openProducer() {
        return openProducer(Map.of());
    }

    /** @param changes settings that differ from {@link #producer()} */
    public Producer<byte[], byte[]> openProducer(Map<String, ?> changes) {
        Map<String, Object> settings = new HashMap<>(producer());
        settings.putAll(changes);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> withDefaults(Map<String, Object> chosen) {
        Map<String, Object> settings = new HashMap<>(chosen);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.putAll(overrides);
        return settings;
    }
}
