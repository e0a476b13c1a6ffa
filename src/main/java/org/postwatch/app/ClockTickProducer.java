package org.postwatch.app;

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
import org.postwatch.app.config.ClientSettings;
import org.postwatch.observability.ClientMetricsBinder;
import org.postwatch.observability.ClockSkewMonitor;
import org.postwatch.streams.Topics;

/**
 * Sends a tick to every partition of the clock topic at every full second. Kafka's stream time does not advance
 * without records, but deadlines must be met then, too. Several producers are harmless: the clock is the greatest tick.
 */
final class ClockTickProducer {
    private static final int MAX_HOST_CHARS = 64;

    private ClockTickProducer() {}

    /**
     * Starts sending; the result is to be closed.
     *
     * @param clocks compares every stamp of a broker with this machine's clock
     * @param stuck the input topics of which a partition cannot be read to its end
     * @param onFailure called when this instance must stop because its clock alone is wrong
     * @param clock of this machine
     */
    static PeriodicProducer start(
            ClientSettings clients,
            int partitions,
            ClientMetricsBinder gauges,
            ClockSkewMonitor clocks,
            IntFunction<Set<String>> stuck,
            Consumer<String> onFailure,
            Clock clock) {
        PeriodicProducer pulse = new PeriodicProducer(
                clients,
                "clock-ticks",
                ChronoUnit.SECONDS,
                Duration.ofSeconds(5),
                "the clock cannot be set, deadlines wait until it can",
                gauges,
                clock);
        pulse.schedule(Duration.ZERO, second -> {
            for (int partition = 0; partition < partitions; partition++) {
                Instant sent = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                pulse.send(tickRecord(partition, second, clocks.instance(), stuck.apply(partition)), confirmed -> {
                    clocks.tickConfirmed(
                            confirmed.partition(),
                            confirmed.offset(),
                            sent,
                            Instant.ofEpochMilli(confirmed.timestamp()),
                            clock.instant());
                    clocks.reasonToStop().ifPresent(onFailure);
                });
            }
        });
        return pulse;
    }

    static ProducerRecord<byte[], byte[]> tickRecord(
            int partition, Instant second, String instance, Set<String> stuck) {
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
        return plain.substring(0, Math.min(plain.length(), MAX_HOST_CHARS)) + "/"
                + ProcessHandle.current().pid();
    }
}
