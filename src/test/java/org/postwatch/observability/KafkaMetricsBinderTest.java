package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaMetricsBinderTest {
    private static final MetricName SENT =
            new MetricName("record-send-total", "producer-metrics", "", Map.of("client-id", "postwatch-deliveries"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void a_client_that_takes_the_place_of_another_is_shown_and_the_other_is_not() {
        try (KafkaMetricsBinder meters = new KafkaMetricsBinder(registry)) {
            ClientMetricsBinder.MetricsBinding first = meters.bind("delivery", producer(7));
            assertThat(sent()).containsExactly(7.0);
            first.close();
            assertThat(sent()).isEmpty();

            ClientMetricsBinder.MetricsBinding second = meters.bind("delivery", producer(1));
            assertThat(sent()).containsExactly(1.0);
            second.close();
        }
    }

    private Iterable<Double> sent() {
        return registry
                .find("kafka.producer.record.send.total")
                .tag("application", "delivery")
                .functionCounters()
                .stream()
                .map(counter -> counter.count())
                .toList();
    }

    private static MockProducer<byte[], byte[]> producer(double sent) {
        MockProducer<byte[], byte[]> producer = new MockProducer<>();
        producer.setMockMetrics(SENT, new Metric() {
            @Override
            public MetricName metricName() {
                return SENT;
            }

            @Override
            public Object metricValue() {
                return sent;
            }
        });
        return producer;
    }
}
