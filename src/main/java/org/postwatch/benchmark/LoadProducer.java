package org.postwatch.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.app.clients.FirstSendError;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.Event;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/** Writes plans, events and ticks to the input topics, with the stamp they would have had. */
final class LoadProducer implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final FirstSendError firstSendError = new FirstSendError();
    private final EventWriter writer = new EventWriter();

    /** @param lingerMs 0 to send each record at once; more to send many in one batch */
    LoadProducer(ClientSettings clients, int partitions, int lingerMs) {
        this.producer = clients.openProducer(Map.of(ProducerConfig.LINGER_MS_CONFIG, lingerMs));
        this.partitions = partitions;
    }

    void sendPlan(District district, Instant stamp) {
        send(Topics.PLANS, bytes(PlanJson.key(district.id())), PlanJson.encode(district), stamp);
    }

    void sendPlan(String district, CampusPlan plan, Instant stamp) {
        send(Topics.PLANS, bytes(PlanJson.key(district, plan.id())), PlanJson.encode(plan), stamp);
    }

    void sendRouting(RoutingConfig routing, Instant stamp) {
        send(Topics.PLANS, bytes(RoutingJson.key(routing.district())), RoutingJson.encode(routing), stamp);
    }

    /** An event that arrives the moment it happens. */
    void sendEvent(Event event) {
        send(createRecord(event));
    }

    /** Encodes, signs and sends an event, as a feed with a key does. */
    void sendSigned(Event event, RecordSigner signer) {
        ProducerRecord<byte[], byte[]> record = createRecord(event);
        String signature = signer.sign(record.topic(), record.key(), record.value());
        record.headers().add(RecordSigner.HEADER, signature.getBytes(StandardCharsets.US_ASCII));
        send(record);
    }

    /** Creates the records in advance: creating them costs more than sending them. */
    ProducerRecord<byte[], byte[]> createRecord(Event event) {
        return createRecord(
                event.type().topic().topicName(), bytes(event.origin().district()), writer.write(event), event.time());
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, firstSendError);
    }

    /** One tick into every partition. */
    void sendTick(Instant time) {
        byte[] tick = writer.writeTick(time, Optional.empty());
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(
                    Topics.CLOCK, partition, time.toEpochMilli(), bytes(Integer.toString(partition)), tick));
        }
    }

    private void send(String topic, byte[] key, byte[] value, Instant stamp) {
        send(createRecord(topic, key, value, stamp));
    }

    private ProducerRecord<byte[], byte[]> createRecord(String topic, byte[] key, byte[] value, Instant stamp) {
        int partition = CoverageTopology.partition(key, partitions);
        return new ProducerRecord<>(topic, partition, stamp.toEpochMilli(), key, value);
    }

    /**
     * Waits until the broker has acknowledged everything.
     *
     * @throws IllegalStateException if it has not: the measurement would not be valid
     */
    void flush() {
        producer.flush();
        firstSendError.first().ifPresent(failed -> {
            throw new IllegalStateException(
                    "the broker of the bench does not take all records: " + failed.getMessage(), failed);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // Clear the interrupt, so that resources are closed normally.
        Thread.interrupted();
        producer.close();
    }
}
