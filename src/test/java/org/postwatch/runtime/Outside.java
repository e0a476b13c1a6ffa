package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.DeliveryJson;
import org.postwatch.codec.NoticeJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Fingerprint;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Routing;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;

/** Puts into a broker's topics what delivery reads, and reads what it wrote. */
final class Outside implements AutoCloseable {
    static final Duration WAIT_MAX = Duration.ofSeconds(40);

    private final ClientSettings clients;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;

    Outside(ClientSettings clients) {
        this.clients = clients;
        producer = new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        partitions = producer.partitionsFor(Topics.NOTICES).size();
    }

    void routing(Routing routing) throws Exception {
        write(Topics.PLANS, RoutingJson.key(routing.district()), RoutingJson.encode(routing));
    }

    /** Decided now. */
    Notice notice(String district, String recipient, String subject, Notice like) throws Exception {
        return notice(district, recipient, subject, like, Instant.now());
    }

    Notice notice(String district, String recipient, String subject, Notice like, Instant at) throws Exception {
        Notice notice = new Notice(
                district,
                recipient,
                subject,
                Fingerprint.of(district + "/" + subject).substring(0, 16),
                like.revision(),
                like.stage(),
                like.status(),
                at,
                like.items(),
                1,
                "routes");
        write(Topics.NOTICES, notice.key(), NoticeJson.write(notice));
        return notice;
    }

    /** Nobody needs to know of it any more. */
    void gone(String key) throws Exception {
        write(Topics.NOTICES, key, null);
    }

    private void write(String topic, String key, byte[] value) throws Exception {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, CoverageTopology.partition(bytes, partitions), bytes, value))
                .get();
    }

    /** Of districts that begin so. */
    Map<String, Delivery> deliveries(String district) {
        Map<String, Delivery> deliveries = new TreeMap<>();
        Latest.of(clients, Topics.DELIVERIES, key -> key.startsWith(district))
                .forEach((key, value) -> deliveries.put(key, DeliveryJson.read(bytes(value))));
        return deliveries;
    }

    Map<String, Notice> notices(String district) {
        Map<String, Notice> notices = new TreeMap<>();
        Latest.of(clients, Topics.NOTICES, key -> key.startsWith(district))
                .forEach((key, value) -> notices.put(key, NoticeJson.read(bytes(value))));
        return notices;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void until(String what, BooleanSupplier condition) {
        until(what, WAIT_MAX, condition);
    }

    static void until(String what, Duration max, BooleanSupplier condition) {
        long deadline = System.nanoTime() + max.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
