package org.postwatch.runtime;

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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.codec.Decoded;
import org.postwatch.codec.EventReader;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.runtime.sight.ClockComparison;
import org.postwatch.topology.Topics;

/** Two instances write ticks to a real broker, which stamps them; the clock of one of them is wrong. */
class MetronomeIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final ClockComparison wrong = new ClockComparison("a/1", 2);
    private final ClockComparison right = new ClockComparison("b/2", 2);
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private final CompletableFuture<String> stoppedToo = new CompletableFuture<>();

    @Test
    void an_instance_whose_clock_alone_is_wrong_is_told_to_stop_and_the_other_goes_on() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            ClientSettings clients = new ClientSettings(broker.bootstrapServers(), Map.of());
            try (Admin admin = Admin.create(clients.admin())) {
                new Provisioning(2, 1)
                        .ensure(
                                admin,
                                Topics.live().stream()
                                        .filter(topic -> topic.name().equals(Topics.CLOCK))
                                        .toList());
            }
            Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(75));
            Metronome a = start(clients, wrong, stopped, ahead);
            Metronome b = start(clients, right, stoppedToo, Clock.systemUTC());
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

    private static Metronome start(
            ClientSettings clients, ClockComparison clocks, CompletableFuture<String> stopped, Clock clock) {
        return Metronome.start(clients, 2, ClientGauges.NONE, clocks, partition -> Set.of(), stopped::complete, clock);
    }

    private void readTicksUntilOneStops(ClientSettings clients) {
        EventReader reader = new EventReader();
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(0, 1)
                    .map(p -> new TopicPartition(Topics.CLOCK, p))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped.isDone()) {
                assertThat(System.nanoTime()).as("still at work").isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Decoded.Tick tick = (Decoded.Tick) reader.read(record.key(), record.value());
                    Duration apart = Duration.between(tick.time(), Instant.ofEpochMilli(record.timestamp()));
                    Stream.of(wrong, right)
                            .forEach(clocks -> clocks.tickRead(
                                    record.partition(),
                                    record.offset(),
                                    tick.instance().orElseThrow(),
                                    apart));
                });
            }
        }
    }
}
