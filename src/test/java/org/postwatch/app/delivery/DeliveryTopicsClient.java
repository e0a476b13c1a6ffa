package org.postwatch.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.Fingerprint;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.NoticeJson;
import org.postwatch.wire.RoutingJson;
import org.postwatch.wire.TopicValue;

/** Puts into a broker's topics what delivery reads, and reads what it wrote. */
public final class DeliveryTopicsClient implements AutoCloseable {
    public static final Duration MAX_WAIT = Duration.ofSeconds(40);

    private final ClientSettings clients;
    private final Producer<byte[], byte[]> producer;
    private final int partitions;

    public DeliveryTopicsClient(ClientSettings clients) {
        this.clients = clients;
        producer = clients.openProducer();
        partitions = producer.partitionsFor(Topics.NOTICES).size();
    }

    public void publishRouting(RoutingConfig routing) throws Exception {
        write(Topics.PLANS, RoutingJson.key(routing.district()), RoutingJson.encode(routing));
    }

    /** Decided now. */
    Notice publishNotice(String district, String recipient, String subject, Notice like) throws Exception {
        return publishNotice(district, recipient, subject, like, Instant.now());
    }

    Notice publishNotice(String district, String recipient, String subject, Notice like, Instant at) throws Exception {
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
    void deleteNotice(String key) throws Exception {
        write(Topics.NOTICES, key, null);
    }

    private void write(String topic, String key, byte[] value) throws Exception {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, CoverageTopology.partition(bytes, partitions), bytes, value))
                .get();
    }

    /** Of districts that begin so. */
    Map<String, DeliveryResult> deliveries(String district) {
        Map<String, DeliveryResult> deliveries = new TreeMap<>();
        CompactedTopicReader.readLatest(clients, Topics.DELIVERIES, key -> key.startsWith(district))
                .forEach((key, value) -> deliveries.put(key, TopicValue.DELIVERY.read(bytes(value))));
        return deliveries;
    }

    Map<String, Notice> notices(String district) {
        Map<String, Notice> notices = new TreeMap<>();
        CompactedTopicReader.readLatest(clients, Topics.NOTICES, key -> key.startsWith(district))
                .forEach((key, value) -> notices.put(key, NoticeJson.read(bytes(value))));
        return notices;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void waitUntil(String what, BooleanSupplier condition) {
        waitUntil(what, MAX_WAIT, condition);
    }

    static void waitUntil(String what, Duration max, BooleanSupplier condition) {
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
