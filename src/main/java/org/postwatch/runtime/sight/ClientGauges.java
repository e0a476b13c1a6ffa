package org.postwatch.runtime.sight;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Shows what Kafka's clients beside Kafka Streams measure, while they are open. */
public interface ClientGauges {
    /** Nobody looks. */
    ClientGauges NONE = new ClientGauges() {
        @Override
        public Shown show(String application, Consumer<?, ?> client) {
            return () -> {};
        }

        @Override
        public Shown show(String application, Producer<?, ?> client) {
            return () -> {};
        }
    };

    /** Shown until this is closed; to be closed before the client is. */
    @FunctionalInterface
    interface Shown extends AutoCloseable {
        @Override
        void close();
    }

    /** @param application what the client belongs to, as the metrics name it */
    Shown show(String application, Consumer<?, ?> client);

    /** @param application what the client belongs to, as the metrics name it */
    Shown show(String application, Producer<?, ?> client);
}
