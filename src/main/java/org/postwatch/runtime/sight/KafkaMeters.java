package org.postwatch.runtime.sight;

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
import org.postwatch.topology.Onlooker.Part;

/** What Kafka Streams, other clients of Kafka and the JVM measure themselves, and how many tasks and warm copies are here. */
final class KafkaMeters implements ClientGauges, AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final JvmHeapPressureMetrics heap = new JvmHeapPressureMetrics();
    private final Map<Part, KafkaStreams> applications = new ConcurrentHashMap<>();
    private final List<KafkaStreamsMetrics> bound = new ArrayList<>();
    private final MultiGauge tasks;
    private final ScheduledExecutorService thread = thread();

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        heap.bindTo(registry);
        collections.bindTo(registry);
        tasks = MultiGauge.builder("postwatch.tasks")
                .description("Partitions worked on here (active), and warm copies of others (standby)")
                .register(registry);
    }

    synchronized void add(Part part, KafkaStreams streams) {
        applications.put(part, streams);
        KafkaStreamsMetrics metrics =
                new KafkaStreamsMetrics(streams, Tags.of("application", part.wireName()), thread, LOOK_EVERY);
        metrics.bindTo(registry);
        bound.add(metrics);
    }

    @Override
    public Shown show(String application, Consumer<?, ?> client) {
        Tags tags = Tags.of("application", application);
        return show(own -> new KafkaClientMetrics(client, tags, own, LOOK_EVERY));
    }

    @Override
    public Shown show(String application, Producer<?, ?> client) {
        Tags tags = Tags.of("application", application);
        return show(own -> new KafkaClientMetrics(client, tags, own, LOOK_EVERY));
    }

    /** With a thread of its own, which ends first: it would show again what is being closed. */
    private Shown show(Function<ScheduledExecutorService, KafkaClientMetrics> of) {
        ScheduledExecutorService own = thread();
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

    private static ScheduledExecutorService thread() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread meters = new Thread(task, "kafka-meters");
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

    private static Row<Number> row(Part part, String role, int count) {
        return Row.of(Tags.of("application", part.wireName(), "role", role), count);
    }

    @Override
    public synchronized void close() {
        bound.forEach(KafkaStreamsMetrics::close);
        collections.close();
        heap.close();
        thread.shutdownNow();
    }
}
