package org.postwatch.runtime;

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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.delivery.Couriers;
import org.postwatch.delivery.kafka.Recall;
import org.postwatch.delivery.kafka.RecipientTopics;
import org.postwatch.routing.Delivery;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.runtime.sight.Fate;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;

/** Writes {@code postwatch.deliveries}. A record that cannot be written is told by {@link #check}. */
final class DeliveryBook implements Couriers.Book, AutoCloseable {
    private static final int SECONDS_MAX = 9;
    /** In a header of every record: who wrote it. */
    private static final String WRITER = "postwatch.writer";

    private final Producer<byte[], byte[]> producer;
    private final ClientGauges.Shown shown;
    private final int partitions;
    private final Function<String, Optional<Instant>> stamps;
    private final Optional<Recall> recall;
    private final Consumer<Fate> fates;
    private final byte[] writer = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    private final NotTaken notTaken = new NotTaken();

    /**
     * @param stamps as {@link DeliveryWorker#start}
     * @param topics recipients' own, where notices are kept
     * @param fates told what becomes of every notice
     * @param gauges where its producer shows what it measures
     */
    DeliveryBook(
            ClientSettings clients,
            Function<String, Optional<Instant>> stamps,
            Optional<RecipientTopics> topics,
            Consumer<Fate> fates,
            ClientGauges gauges) {
        this.fates = fates;
        this.stamps = stamps;
        this.recall = topics.map(Recall::new);
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "postwatch-deliveries");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000L);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            partitions = producer.partitionsFor(Topics.DELIVERIES).size();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        shown = gauges.show(DeliveryWorker.APPLICATION, producer);
    }

    /** Other partitions have come: others wrote there until now. */
    void begin() {
        recall.ifPresent(Recall::lookAgain);
    }

    @Override
    public void became(Delivery delivery) {
        boolean sent = delivery.attempts() > 0;
        fates.accept(
                delivery.outcome() == Delivery.Outcome.FAILED ? Fate.FAILED : sent ? Fate.DELIVERED : Fate.SUPERSEDED);
        recall.ifPresent(topics -> topics.keep(delivery.key()));
        write(record(delivery.key(), DeliveryJson.write(delivery)));
    }

    /** What is on record and in no notice is taken back anew by whoever comes next: so the record is the last to go. */
    @Override
    public void forgotten(String key, String ref) {
        Runnable out = () -> write(record(key, null));
        recall.ifPresentOrElse(topics -> topics.take(key, ref, out), out);
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record, notTaken);
        } catch (KafkaException | IllegalStateException e) {
            // The latter when it is closed: what is not on record is for whoever comes next.
            notTaken.note(e);
        }
    }

    @Override
    public boolean becameForSure(Delivery delivery) throws InterruptedException {
        recall.ifPresent(topics -> topics.keep(delivery.key()));
        try {
            producer.send(record(delivery.key(), DeliveryJson.write(delivery))).get(SECONDS_MAX, TimeUnit.SECONDS);
            return true;
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }

    /** @throws KafkaException when something that was handed in is not on record */
    void check() {
        notTaken.first().ifPresent(failed -> {
            throw new KafkaException("a delivery could not be put on record", failed);
        });
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        Long stamp = stamps.apply(key).map(Instant::toEpochMilli).orElse(null);
        int partition = CoverageTopology.partition(bytes, partitions);
        List<Header> headers = List.of(new RecordHeader(WRITER, writer));
        return new ProducerRecord<>(Topics.DELIVERIES, partition, stamp, bytes, value, headers);
    }

    boolean wrote(ConsumerRecord<?, ?> record) {
        Header by = record.headers().lastHeader(WRITER);
        return by != null && Arrays.equals(by.value(), writer);
    }

    @Override
    public void close() {
        recall.ifPresent(Recall::close);
        shown.close();
        producer.close(Duration.ofSeconds(1));
    }
}
