package org.postwatch.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.event.Event;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.District;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.NotTaken;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;

/** Writes plans, events and ticks to the input topics, with the stamp they would have had. */
final class Input implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final NotTaken notTaken = new NotTaken();
    private final EventWriter writer = new EventWriter();

    /** @param lingerMs 0 to send each record at once; more to send many in one batch */
    Input(ClientSettings clients, int partitions, int lingerMs) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.partitions = partitions;
    }

    void plan(District district, Instant stamp) {
        send(Topics.PLANS, bytes(PlanJson.key(district.id())), PlanJson.encode(district), stamp);
    }

    void plan(String district, CampusPlan plan, Instant stamp) {
        send(Topics.PLANS, bytes(PlanJson.key(district, plan.id())), PlanJson.encode(plan), stamp);
    }

    void routing(Routing routing, Instant stamp) {
        send(Topics.PLANS, bytes(RoutingJson.key(routing.district())), RoutingJson.encode(routing), stamp);
    }

    /** An event that arrives the moment it happens. */
    void event(Event event) {
        send(record(event));
    }

    /** The same, made in advance: to make it costs more than to send it. */
    ProducerRecord<byte[], byte[]> record(Event event) {
        return record(Topics.of(event.type()), bytes(event.origin().district()), writer.write(event), event.time());
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, notTaken);
    }

    /** One tick into every partition. */
    void tick(Instant time) {
        byte[] tick = writer.tick(time, Optional.empty());
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(
                    Topics.CLOCK, partition, time.toEpochMilli(), bytes(Integer.toString(partition)), tick));
        }
    }

    private void send(String topic, byte[] key, byte[] value, Instant stamp) {
        send(record(topic, key, value, stamp));
    }

    private ProducerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value, Instant stamp) {
        int partition = CoverageTopology.partition(key, partitions);
        return new ProducerRecord<>(topic, partition, stamp.toEpochMilli(), key, value);
    }

    /**
     * Returns when the broker has taken everything.
     *
     * @throws IllegalStateException when it has not: what is measured then is not what was sent
     */
    void flush() {
        producer.flush();
        notTaken.first().ifPresent(failed -> {
            throw new IllegalStateException(
                    "the broker of the bench does not take all records: " + failed.getMessage(), failed);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // Whoever was stopped while it sent still closes what is open, in peace.
        Thread.interrupted();
        producer.close();
    }
}
