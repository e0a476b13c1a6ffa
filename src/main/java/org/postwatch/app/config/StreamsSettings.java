package org.postwatch.app.config;

import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.postwatch.streams.Topics;

/** Every setting of Kafka Streams, and why it is not Kafka's own default. */
public final class StreamsSettings {
    private StreamsSettings() {}

    /** Of COVERAGE. */
    public static Properties ofCoverage(Configuration configuration, String bootstrapServers) {
        Configuration.StreamsOptions streams = configuration.streams();
        return ofCoverage(configuration, bootstrapServers, streams.applicationId(), streams.threads());
    }

    /** The settings of NOTIFICATION: its own application id and threads, otherwise as for COVERAGE. */
    public static Properties ofNotification(Configuration configuration, String bootstrapServers) {
        Configuration.NotificationOptions notification = configuration.notification();
        return ofCoverage(configuration, bootstrapServers, notification.applicationId(), notification.threads());
    }

    private static Properties ofCoverage(
            Configuration configuration, String bootstrapServers, String applicationId, int threads) {
        Configuration.StreamsOptions streams = configuration.streams();
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The newer protocol rejects a changed topology: the next release could not start with existing data.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Not the default, which is a temporary directory. The process id in it lets a restarted instance resume its
        // tasks.
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                configuration
                        .dataDirectory()
                        .resolve("streams")
                        .toAbsolutePath()
                        .toString());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streams.commitIntervalMs());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads(configuration, threads));
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, streams.standbys());
        settings.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, configuration.topics().replication());
        // A name that Kafka invents changes with the topology, and the state under it is lost.
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Wait for records that are known to be on the broker, so that ticks do not overtake a backlog. A positive
        // value would delay idle partitions.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        // A record in another partition than its district's is forwarded to that one.
        settings.put(Topics.PARTITIONS_CONFIG, configuration.topics().partitions());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        // A replay may be dated in the future, and its state then is, too.
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                Long.toString(Long.MAX_VALUE));
        // The maximum size of a state row. A record that the broker rejects would stop its partition permanently.
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                Integer.toString(Topics.MAX_DEAD_LETTER_BYTES));
        consumer(settings, streams);
        if (configuration.usesEmbeddedBroker()) {
            // There is only one instance with an embedded broker. As a static member it rejoins at once after a kill;
            // otherwise the group would wait for the session timeout of the dead member.
            settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), "embedded-broker");
        }
        producer(settings);
        settings.putAll(configuration.kafka().clientProperties());
        settings.putAll(streams.overrides());
        return settings;
    }

    private static int threads(Configuration configuration, int configured) {
        int cores = Runtime.getRuntime().availableProcessors();
        return configured > 0
                ? configured
                : Math.min(cores, configuration.topics().partitions());
    }

    private static void consumer(Properties settings, Configuration.StreamsOptions streams) {
        // How long the campuses of a dead instance wait for another one.
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), streams.sessionTimeoutMs());
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                streams.sessionTimeoutMs() / 4);
        // A fetch that waits for idle topics delays the next fetch for busy ones.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
        // The same when state is restored, store by store; copies that are kept warm ask all the time.
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    }

    private static void producer(Properties settings) {
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // Well below the commit interval, at which lingering records are sent anyway.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_DEAD_LETTER_BYTES);
    }
}
