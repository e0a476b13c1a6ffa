package org.postwatch.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.postwatch.streams.PipelineListener.PipelineStage;

/**
 * What Kafka Streams, other clients of Kafka and the JVM measure themselves, and how many tasks and standby replicas are
 * here.
 */
final class KafkaMetricsBinder implements ClientMetricsBinder, AutoCloseable {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
    private final JvmHeapPressureMetrics heapMetrics = new JvmHeapPressureMetrics();
    private final Map<PipelineStage, KafkaStreams> applications = new ConcurrentHashMap<>();
    private final List<KafkaStreamsMetrics> streamsMetrics = new ArrayList<>();
    private final MultiGauge tasks;
    private final ScheduledExecutorService thread = newThread();

    KafkaMetricsBinder(MeterRegistry registry) {
        this.registry = registry;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        heapMetrics.bindTo(registry);
        gcMetrics.bindTo(registry);
        tasks = MultiGauge.builder("postwatch.tasks")
                .description("Partitions worked on here (active), and standby tasks of others (standby)")
                .register(registry);
    }

    synchronized void bindStreams(PipelineStage part, KafkaStreams streams) {
        applications.put(part, streams);
        KafkaStreamsMetrics metrics =
                new KafkaStreamsMetrics(streams, Tags.of("application", part.wireName()), thread, REFRESH_INTERVAL);
        metrics.bindTo(registry);
        streamsMetrics.add(metrics);
    }

    @Override
    public MetricsBinding bind(String application, Consumer<?, ?> client) {
        Tags tags = Tags.of("application", application);
        return show(own -> new KafkaClientMetrics(client, tags, own, REFRESH_INTERVAL));
    }

    @Override
    public MetricsBinding bind(String application, Producer<?, ?> client) {
        Tags tags = Tags.of("application", application);
        return show(own -> new KafkaClientMetrics(client, tags, own, REFRESH_INTERVAL));
    }

    /** Has its own thread, which ends first: otherwise it would register metrics of clients that are being closed. */
    private MetricsBinding show(Function<ScheduledExecutorService, KafkaClientMetrics> of) {
        ScheduledExecutorService own = newThread();
        KafkaClientMetrics metrics = of.apply(own);
        metrics.bindTo(registry);
        return () -> {
            own.shutdownNow();
            try {
                own.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            metrics.close();
        };
    }

    private static ScheduledExecutorService newThread() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread meters = new Thread(task, "kafka-metrics");
            meters.setDaemon(true);
            return meters;
        });
    }

    /** As it is now. */
    void refresh() {
        List<Row<?>> rows = new ArrayList<>();
        applications.forEach((part, streams) -> {
            if (streams.state() == KafkaStreams.State.RUNNING || streams.state() == KafkaStreams.State.REBALANCING) {
                int active = 0;
                int standby = 0;
                for (ThreadMetadata one : streams.metadataForLocalThreads()) {
                    active += one.activeTasks().size();
                    standby += one.standbyTasks().size();
                }
                rows.add(row(part, "active", active));
                rows.add(row(part, "standby", standby));
            }
        });
        tasks.register(rows, true);
    }

    private static Row<Number> row(PipelineStage part, String role, int count) {
        return Row.of(Tags.of("application", part.wireName(), "role", role), count);
    }

    @Override
    public synchronized void close() {
        streamsMetrics.forEach(KafkaStreamsMetrics::close);
        gcMetrics.close();
        heapMetrics.close();
        thread.shutdownNow();
    }
}
