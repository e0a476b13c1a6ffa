package org.postwatch.app.clients;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.RecordSigner;

/** Sends events to the topics that they belong on, in the order given, and counts what the broker has confirmed. */
public final class EventProducer implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Map<String, Long> confirmedByTopic = new TreeMap<>();

    private EventProducer(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** @throws KafkaException when the settings are no good */
    public static EventProducer open(ClientSettings clients) {
        return new EventProducer(clients.openProducer());
    }

    /**
     * Sends an event.
     *
     * @param signature of the event; absent when its feed does not sign
     * @param arrived called with its place if it arrived, perhaps later and by another thread
     * @param failed called with the reason if it did not, perhaps later and by another thread
     */
    public void send(
            EventAddressing.EventDestination to,
            byte[] event,
            Optional<String> signature,
            Consumer<RecordMetadata> arrived,
            Consumer<String> failed) {
        byte[] key = to.key().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(to.topic(), key, event);
        signature.ifPresent(
                text -> record.headers().add(RecordSigner.HEADER, text.getBytes(StandardCharsets.US_ASCII)));
        producer.send(record, (sent, failure) -> {
            if (failure == null) {
                count(to.topic());
                arrived.accept(sent);
            } else {
                failed.accept(failure.getMessage());
            }
        });
    }

    /**
     * Sends again what was rejected: the same key, bytes and headers to the topic on which it came.
     *
     * @param failed called with the reason if it did not arrive, perhaps later and by another thread
     */
    public void resend(RejectedRecordReader.RejectedRecord rejected, Consumer<String> failed) {
        String topic = rejected.rejection().topic();
        producer.send(
                new ProducerRecord<>(topic, null, rejected.key(), rejected.value(), rejected.originalHeaders()),
                (sent, failure) -> {
                    if (failure == null) {
                        count(topic);
                    } else {
                        failed.accept(failure.getMessage());
                    }
                });
    }

    /** Sends an event without a signature. */
    public void send(EventAddressing.EventDestination to, byte[] event, Consumer<String> failed) {
        send(to, event, Optional.empty(), sent -> {}, failed);
    }

    private synchronized void count(String topic) {
        confirmedByTopic.merge(topic, 1L, Long::sum);
    }

    /** Waits for the broker, and returns how many arrived on which topic so far. */
    public Map<String, Long> flushAndCount() {
        producer.flush();
        synchronized (this) {
            return new TreeMap<>(confirmedByTopic);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
