package org.postwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.observability.ClientMetricsBinder;
import org.postwatch.observability.ClockSkewMonitor;
import org.postwatch.streams.Topics;
import org.postwatch.wire.DecodeResult;
import org.postwatch.wire.EventReader;

/** Two instances write ticks to a real broker, which stamps them; the clock of one of them is wrong. */
class ClockTickProducerIT {
    private static final Duration MAX_WAIT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final ClockSkewMonitor wrong = new ClockSkewMonitor("a/1", 2);
    private final ClockSkewMonitor right = new ClockSkewMonitor("b/2", 2);
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private final CompletableFuture<String> stoppedToo = new CompletableFuture<>();

    @Test
    void an_instance_whose_clock_alone_is_wrong_is_asked_to_stop_and_the_other_goes_on() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            ClientSettings clients = new ClientSettings(broker.bootstrapServers(), Map.of());
            try (Admin admin = clients.openAdmin()) {
                new TopicProvisioner(2, 1)
                        .ensure(
                                admin,
                                Topics.liveSpecs().stream()
                                        .filter(topic -> topic.name().equals(Topics.CLOCK))
                                        .toList());
            }
            Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(75));
            PeriodicProducer a = start(clients, wrong, stopped, ahead);
            PeriodicProducer b = start(clients, right, stoppedToo, Clock.systemUTC());
            try {
                readTicksUntilOneStops(clients);
            } finally {
                a.close();
                b.close();
            }
        }
        assertThat(stopped.get())
                .matches(
                        "the clock of this machine is 7[45] s ahead of the clocks of the brokers and of instance b/2; .*");
        assertThat(stoppedToo).isNotDone();
    }

    private static PeriodicProducer start(
            ClientSettings clients, ClockSkewMonitor clocks, CompletableFuture<String> stopped, Clock clock) {
        return ClockTickProducer.start(
                clients, 2, ClientMetricsBinder.NONE, clocks, partition -> Set.of(), stopped::complete, clock);
    }

    private void readTicksUntilOneStops(ClientSettings clients) {
        EventReader reader = new EventReader();
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> partitions = Stream.of(0, 1)
                    .map(p -> new TopicPartition(Topics.CLOCK, p))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped.isDone()) {
                assertThat(System.nanoTime()).as("still at work").isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    DecodeResult.ClockTick tick = (DecodeResult.ClockTick) reader.read(record.key(), record.value());
                    Duration apart = Duration.between(tick.time(), Instant.ofEpochMilli(record.timestamp()));
                    Stream.of(wrong, right)
                            .forEach(clocks -> clocks.onTickRead(
                                    record.partition(),
                                    record.offset(),
                                    tick.instance().orElseThrow(),
                                    apart));
                });
            }
        }
    }
}
