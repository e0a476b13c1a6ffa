package org.postwatch.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.app.clients.FirstSendError;
import org.postwatch.app.config.ClientSettings;

/** The producer of the demo's feeds. If the broker accepts nothing, the demo ends within half a minute. */
final class DemoProducer implements AutoCloseable {
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final FirstSendError firstSendError = new FirstSendError();

    DemoProducer(ClientSettings clients) {
        this(clients, SEND_TIMEOUT);
    }

    /** @param takenMax the time after which a broker that accepts nothing is a failure */
    DemoProducer(ClientSettings clients, Duration takenMax) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) takenMax.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) takenMax.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) takenMax.toMillis() / 3);
        producer = clients.openProducer(settings);
    }

    /**
     * Sends a record.
     *
     * @throws DemoException if an earlier record failed: trying each of many would take as long for every one
     */
    void send(ProducerRecord<byte[], byte[]> record) {
        throwIfFailed();
        producer.send(record, firstSendError);
    }

    /**
     * Waits until all records are acknowledged.
     *
     * @throws DemoException if a record failed
     */
    void flush() {
        producer.flush();
        throwIfFailed();
    }

    private void throwIfFailed() {
        firstSendError.first().ifPresent(failed -> {
            throw new DemoException(
                    "the demo's broker accepts no events: " + failed.getMessage() + "; run with -v for its" + " log",
                    failed);
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
