package org.postwatch.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.runtime.sight.ClockComparison;
import org.postwatch.topology.Topics;

/**
 * Says the time: at every full second one tick into every partition of the clock topic. Kafka's own time stands still when
 * nothing happens, which is just when a deadline must not. Several metronomes do no harm: the clock is the greatest tick.
 */
final class Metronome implements AutoCloseable {
    private static final int HOST_CHARS_MAX = 64;

    private final Pulse pulse;

    private Metronome(Pulse pulse) {
        this.pulse = pulse;
    }

    /**
     * @param clocks compares every stamp of a broker with this machine's clock
     * @param stuck the input topics of which a partition cannot be read to its end
     * @param onFailure called when this instance must stop because its clock alone is wrong
     */
    static Metronome start(
            ClientSettings clients,
            int partitions,
            ClientGauges gauges,
            ClockComparison clocks,
            IntFunction<Set<String>> stuck,
            Consumer<String> onFailure) {
        return start(clients, partitions, gauges, clocks, stuck, onFailure, Clock.systemUTC());
    }

    /** @param clock of this machine */
    static Metronome start(
            ClientSettings clients,
            int partitions,
            ClientGauges gauges,
            ClockComparison clocks,
            IntFunction<Set<String>> stuck,
            Consumer<String> onFailure,
            Clock clock) {
        Pulse pulse = new Pulse(
                clients,
                "metronome",
                ChronoUnit.SECONDS,
                Duration.ofSeconds(5),
                "the clock cannot be set, deadlines wait until it can",
                gauges,
                clock);
        pulse.beat(Duration.ZERO, second -> {
            for (int partition = 0; partition < partitions; partition++) {
                Instant sent = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                pulse.send(record(partition, second, clocks.instance(), stuck.apply(partition)), confirmed -> {
                    clocks.confirmed(
                            confirmed.partition(),
                            confirmed.offset(),
                            sent,
                            Instant.ofEpochMilli(confirmed.timestamp()),
                            clock.instant());
                    clocks.reasonToStop().ifPresent(onFailure);
                });
            }
        });
        return new Metronome(pulse);
    }

    static ProducerRecord<byte[], byte[]> record(int partition, Instant second, String instance, Set<String> stuck) {
        String key = Integer.toString(partition);
        String more = stuck.isEmpty() ? "" : ",\"stuck\":\"" + String.join(",", new TreeSet<>(stuck)) + "\"";
        String tick = "{\"specversion\":\"1.0\",\"id\":\"tick-" + second.getEpochSecond()
                + "\",\"source\":\"postwatch\",\"type\":\"postwatch.clock.tick\",\"time\":\"" + second
                + "\",\"partitionkey\":\"" + key + "\",\"data\":{\"instance\":\"" + instance + "\"" + more + "}}";
        return new ProducerRecord<>(
                Topics.CLOCK,
                partition,
                key.getBytes(StandardCharsets.US_ASCII),
                tick.getBytes(StandardCharsets.US_ASCII));
    }

    /** The name of this process for people: its host's name and its process id. */
    static String instanceName() {
        String host = "unknown-host";
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The process id alone distinguishes instances of one machine.
        }
        String plain = host.replaceAll("[^A-Za-z0-9.-]", "_");
        return plain.substring(0, Math.min(plain.length(), HOST_CHARS_MAX)) + "/"
                + ProcessHandle.current().pid();
    }

    @Override
    public void close() {
        pulse.close();
    }
}
