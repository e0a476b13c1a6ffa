package org.postwatch.observability;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Shows what Kafka's clients beside Kafka Streams measure, while they are open. */
public interface ClientMetricsBinder {
    /** Registers nothing. */
    ClientMetricsBinder NONE = new ClientMetricsBinder() {
        @Override
        public MetricsBinding bind(String application, Consumer<?, ?> client) {
            return () -> {};
        }

        @Override
        public MetricsBinding bind(String application, Producer<?, ?> client) {
            return () -> {};
        }
    };

    /** Shown until this is closed; to be closed before the client is. */
    @FunctionalInterface
    interface MetricsBinding extends AutoCloseable {
        @Override
        void close();
    }

    /** @param application what the client belongs to, as the metrics name it */
    MetricsBinding bind(String application, Consumer<?, ?> client);

    /** @param application what the client belongs to, as the metrics name it */
    MetricsBinding bind(String application, Producer<?, ?> client);
}
