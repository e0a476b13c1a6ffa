package org.postwatch.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.NotTaken;

/** What the demo's feeds send. A broker that takes nothing ends the demo within half a minute instead of holding it up. */
final class Outgoing implements AutoCloseable {
    private static final Duration TAKEN_MAX = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final NotTaken notTaken = new NotTaken();

    Outgoing(ClientSettings clients) {
        this(clients, TAKEN_MAX);
    }

    /** @param takenMax how long the broker may take nothing */
    Outgoing(ClientSettings clients, Duration takenMax) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) takenMax.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) takenMax.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) takenMax.toMillis() / 3);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Hands a record over.
     *
     * @throws DemoException when one before was not taken: to try each of many would take as long for every one
     */
    void send(ProducerRecord<byte[], byte[]> record) {
        check();
        producer.send(record, notTaken);
    }

    /**
     * Returns when everything is taken.
     *
     * @throws DemoException when something was not
     */
    void flush() {
        producer.flush();
        check();
    }

    private void check() {
        notTaken.first().ifPresent(failed -> {
            throw new DemoException(
                    "the demo's broker takes no events: " + failed.getMessage() + "; run with -v for its log", failed);
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
