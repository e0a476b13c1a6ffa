package org.postwatch.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.app.clients.FirstSendError;
import org.postwatch.app.config.ClientSettings;

/** What the demo's feeds send. A broker that takes nothing ends the demo within half a minute instead of holding it up. */
final class DemoProducer implements AutoCloseable {
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final FirstSendError firstSendError = new FirstSendError();

    DemoProducer(ClientSettings clients) {
        this(clients, SEND_TIMEOUT);
    }

    /** @param takenMax how long the broker may take nothing */
    DemoProducer(ClientSettings clients, Duration takenMax) {
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
        throwIfFailed();
        producer.send(record, firstSendError);
    }

    /**
     * Returns when everything is taken.
     *
     * @throws DemoException when something was not
     */
    void flush() {
        producer.flush();
        throwIfFailed();
    }

    private void throwIfFailed() {
        firstSendError.first().ifPresent(failed -> {
            throw new DemoException(
                    "the demo's broker takes no events: " + failed.getMessage() + "; run with -v for its log", failed);
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
