package org.postwatch.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.topology.Topics;

/**
 * Says the time: at every full second one tick into every partition of the clock topic. Kafka's own time stands still when
 * nothing happens, which is just when a deadline must not. Several metronomes do no harm: the clock is the greatest tick.
 */
final class Metronome implements AutoCloseable {
    private final Pulse pulse;

    private Metronome(Pulse pulse) {
        this.pulse = pulse;
    }

    static Metronome start(ClientSettings clients, int partitions, ClientGauges gauges) {
        Pulse pulse = new Pulse(
                clients,
                "metronome",
                ChronoUnit.SECONDS,
                Duration.ofSeconds(5),
                "the clock cannot be set, deadlines wait until it can",
                gauges);
        pulse.beat(Duration.ZERO, second -> {
            for (int partition = 0; partition < partitions; partition++) {
                pulse.send(record(partition, second));
            }
        });
        return new Metronome(pulse);
    }

    static ProducerRecord<byte[], byte[]> record(int partition, Instant second) {
        String key = Integer.toString(partition);
        String tick = "{\"specversion\":\"1.0\",\"id\":\"tick-" + second.getEpochSecond()
                + "\",\"source\":\"postwatch\",\"type\":\"postwatch.clock.tick\",\"time\":\"" + second
                + "\",\"partitionkey\":\"" + key + "\"}";
        return new ProducerRecord<>(
                Topics.CLOCK,
                partition,
                key.getBytes(StandardCharsets.US_ASCII),
                tick.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        pulse.close();
    }
}
