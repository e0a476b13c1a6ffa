package org.postwatch.delivery.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.delivery.AttemptResult;
import org.postwatch.delivery.NotificationChannel;
import org.postwatch.delivery.PermanentFailures;
import org.postwatch.delivery.RecipientTopicWriter;

/** The recipients' topics on the broker that Postwatch itself is on: compacted, one partition, so that order stays. */
public final class RecipientTopics implements RecipientTopicWriter, AutoCloseable {
    /** What is replaced or taken back is there for an hour more at most, and a little until something else is written. */
    private static final Map<String, String> TOPIC_CONFIG =
            Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "3600000");

    private final Map<String, Object> admin;
    private final short replication;
    private final Producer<byte[], byte[]> producer;
    private final Set<String> knownTopics = ConcurrentHashMap.newKeySet();

    /**
     * @param admin settings of an admin client
     * @param producer settings of a producer; acks and idempotence are set here
     */
    public RecipientTopics(Map<String, Object> admin, Map<String, Object> producer, int replication) {
        this.admin = Map.copyOf(admin);
        this.replication = (short) replication;
        Map<String, Object> settings = new HashMap<>(producer);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-recipients");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public AttemptResult put(String topic, String key, byte[] value) throws InterruptedException {
        try {
            createIfMissing(topic);
            await(producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
            return new AttemptResult.Delivered(topic);
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (ExecutionException e) {
            return toResult(e.getCause());
        } catch (KafkaException e) {
            return toResult(e);
        } catch (TimeoutException e) {
            return new AttemptResult.TemporaryFailure("the broker does not answer", Optional.empty());
        }
    }

    /**
     * Learns which topics there are: of recipients that are no more, too, and of those that others have made.
     *
     * @throws KafkaException when the broker does not say
     */
    void refresh() throws InterruptedException {
        try (Admin client = Admin.create(admin)) {
            Set<String> names = client
                    .listTopics()
                    .names()
                    .get(NotificationChannel.MAX_ATTEMPT_DURATION.toMillis(), TimeUnit.MILLISECONDS)
                    .stream()
                    .filter(KafkaChannel::isRecipientTopic)
                    .collect(Collectors.toSet());
            knownTopics.retainAll(names);
            knownTopics.addAll(names);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("recipients' topics cannot be listed", e);
        }
    }

    /**
     * On its way to take out of a topic what it holds under a key; absent where no such topic is known.
     *
     * @throws KafkaException when it cannot be sent
     */
    Optional<Future<?>> sendTombstone(String topic, String key) {
        return knownTopics.contains(topic)
                ? Optional.of(producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), null)))
                : Optional.empty();
    }

    private void createIfMissing(String topic) throws InterruptedException, ExecutionException, TimeoutException {
        if (knownTopics.contains(topic)) {
            return;
        }
        try (Admin client = Admin.create(admin)) {
            await(client.createTopics(List.of(new NewTopic(topic, 1, replication).configs(TOPIC_CONFIG)))
                    .all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        knownTopics.add(topic);
    }

    private static void await(Future<?> future) throws InterruptedException, ExecutionException, TimeoutException {
        future.get(NotificationChannel.MAX_ATTEMPT_DURATION.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static AttemptResult toResult(Throwable fault) {
        String reason = "the broker reported " + fault.getClass().getSimpleName();
        return PermanentFailures.isPermanentKafka(fault.getClass().getSimpleName())
                ? new AttemptResult.PermanentFailure(reason)
                : new AttemptResult.TemporaryFailure(reason, Optional.empty());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
