package org.postwatch.app.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.postwatch.app.clients.FirstSendError;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.delivery.DeliveryExecutor;
import org.postwatch.delivery.kafka.NoticeRetractor;
import org.postwatch.delivery.kafka.RecipientTopics;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.observability.ClientMetricsBinder;
import org.postwatch.observability.DeliveryEvent;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.TopicValue;

/** Writes {@code postwatch.deliveries}. {@link #throwIfFailed} reports a record that cannot be written. */
final class KafkaDeliveryResultStore implements DeliveryExecutor.DurableDeliveryResultStore, AutoCloseable {
    private static final int MAX_WAIT_SECONDS = 9;
    /** In a header of every record: who wrote it. */
    private static final String WRITER_HEADER = "postwatch.writer";

    private final Producer<byte[], byte[]> producer;
    private final ClientMetricsBinder.MetricsBinding metrics;
    private final int partitions;
    private final Function<String, Optional<Instant>> timestamps;
    private final Optional<NoticeRetractor> retractor;
    private final Consumer<DeliveryEvent> events;
    private final byte[] writerId = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    private final FirstSendError sendError = new FirstSendError();

    /**
     * @param stamps as {@link DeliveryWorker#start}
     * @param topics the recipients' topics, where notices are stored
     * @param fates receives the delivery events of every notice
     * @param gauges registers the metrics of its producer
     */
    KafkaDeliveryResultStore(
            ClientSettings clients,
            Function<String, Optional<Instant>> stamps,
            Optional<RecipientTopics> topics,
            Consumer<DeliveryEvent> fates,
            ClientMetricsBinder gauges) {
        this.events = fates;
        this.timestamps = stamps;
        this.retractor = topics.map(NoticeRetractor::new);
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-deliveries");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
        producer = clients.openProducer(settings);
        try {
            partitions = producer.partitionsFor(Topics.DELIVERIES).size();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        metrics = gauges.bind(DeliveryWorker.METRICS_APPLICATION, producer);
    }

    /** Other partitions have come: others wrote there until now. */
    void start() {
        retractor.ifPresent(NoticeRetractor::refreshTopics);
    }

    @Override
    public void record(DeliveryResult delivery) {
        boolean sent = delivery.attempts() > 0;
        events.accept(
                delivery.outcome() == DeliveryResult.DeliveryStatus.FAILED
                        ? DeliveryEvent.FAILED
                        : sent ? DeliveryEvent.DELIVERED : DeliveryEvent.SUPERSEDED);
        retractor.ifPresent(topics -> topics.cancel(delivery.key()));
        write(toProducerRecord(delivery.key(), TopicValue.DELIVERY.write(delivery)));
    }

    /** For diagnosis only: nothing depends on it, and it expires. */
    @Override
    public void pending(PendingDelivery pending) {
        write(toProducerRecord(Topics.PENDING_DELIVERIES, pending.key(), TopicValue.PENDING_DELIVERY.write(pending)));
    }

    /** The next owner retracts recorded notices that no longer exist again, so the record is removed last. */
    @Override
    public void remove(String key, String ref) {
        Runnable out = () -> write(toProducerRecord(key, null));
        retractor.ifPresentOrElse(topics -> topics.retract(key, ref, out), out);
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record, sendError);
        } catch (KafkaException | IllegalStateException e) {
            // The latter after close(): results that are not recorded are left to the next owner.
            sendError.record(e);
        }
    }

    @Override
    public boolean recordDurably(DeliveryResult delivery) throws InterruptedException {
        retractor.ifPresent(topics -> topics.cancel(delivery.key()));
        try {
            producer.send(toProducerRecord(delivery.key(), TopicValue.DELIVERY.write(delivery)))
                    .get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }

    /** @throws KafkaException if a result could not be recorded */
    void throwIfFailed() {
        sendError.first().ifPresent(failed -> {
            throw new KafkaException("a delivery could not be recorded", failed);
        });
    }

    private ProducerRecord<byte[], byte[]> toProducerRecord(String key, byte[] value) {
        return toProducerRecord(Topics.DELIVERIES, key, value);
    }

    private ProducerRecord<byte[], byte[]> toProducerRecord(String topic, String key, byte[] value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        Long stamp = timestamps.apply(key).map(Instant::toEpochMilli).orElse(null);
        int partition = CoverageTopology.partition(bytes, partitions);
        List<Header> headers = List.of(new RecordHeader(WRITER_HEADER, writerId));
        return new ProducerRecord<>(topic, partition, stamp, bytes, value, headers);
    }

    boolean hasWritten(ConsumerRecord<?, ?> record) {
        Header by = record.headers().lastHeader(WRITER_HEADER);
        return by != null && Arrays.equals(by.value(), writerId);
    }

    @Override
    public void close() {
        retractor.ifPresent(NoticeRetractor::close);
        metrics.close();
        producer.close(Duration.ofSeconds(1));
    }
}
