package org.postwatch.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.postwatch.runtime.sight.LastMile;

/**
 * What the thread that delivers says of itself each time round, for those who ask from others. Who says nothing, for it hangs
 * or is cut off from its brokers, is in trouble as well: a consumer without brokers throws nothing and returns nothing.
 */
final class DeliveryReport implements LastMile {
    private static final Duration SILENT_MAX = Duration.ofSeconds(30);
    /** Above the time after which the group gives it up. */
    private static final int HEARTBEAT_SECONDS_MAX = 15;
    /** One that begins anew again and again is well in between, for less than that. */
    private static final Duration FAULT_KEPT = Duration.ofSeconds(60);

    private static final Duration OLDEST_EVERY = Duration.ofSeconds(1);

    private record Word(long nanos, Optional<String> trouble, int partitions) {}

    private record Fault(long nanos, String what) {}

    private final LongSupplier nanos;
    private volatile Word word;
    private volatile Optional<Fault> fault = Optional.empty();
    private volatile Optional<Instant> oldest = Optional.empty();
    private long oldestAt;
    /** When heartbeats were known of, or it began. */
    private long heard;

    /** @param nanos the time that has gone by, as {@link System#nanoTime} has it */
    DeliveryReport(LongSupplier nanos) {
        this.nanos = nanos;
        word = new Word(nanos.getAsLong(), Optional.of("begins"), 0);
        oldestAt = nanos.getAsLong() - OLDEST_EVERY.toNanos();
        heard = nanos.getAsLong();
    }

    /**
     * It goes on; to be said several times a second, by the thread that delivers.
     *
     * @param trouble what keeps it from bringing notices out, if anything does
     * @param heartbeatSecondsAgo the last one to its group; negative before the first
     * @param oldestWaiting asked once a second at most
     */
    void goesOn(
            Optional<String> trouble,
            int partitions,
            double heartbeatSecondsAgo,
            Supplier<Optional<Instant>> oldestWaiting) {
        long now = nanos.getAsLong();
        if (heartbeatSecondsAgo >= 0) {
            heard = now;
        }
        double silent = heartbeatSecondsAgo >= 0 ? heartbeatSecondsAgo : seconds(now - heard);
        word = new Word(
                now,
                trouble.isEmpty() && silent > HEARTBEAT_SECONDS_MAX
                        ? Optional.of("the brokers have not been reached for %.0f s".formatted(silent))
                        : trouble,
                partitions);
        if (now - oldestAt >= OLDEST_EVERY.toNanos()) {
            oldest = oldestWaiting.get();
            oldestAt = now;
        }
    }

    /** It stopped, and will begin anew. */
    void stopped(String what) {
        long now = nanos.getAsLong();
        fault = Optional.of(new Fault(now, what));
        word = new Word(now, Optional.of("begins anew"), 0);
        heard = now;
    }

    @Override
    public Optional<String> trouble() {
        long now = nanos.getAsLong();
        Optional<String> stopped = fault.filter(f -> now - f.nanos() < FAULT_KEPT.toNanos())
                .map(f -> "stopped %d s ago, and begins anew: %s".formatted(seconds(now - f.nanos()), f.what()));
        Word last = word;
        return stopped.isEmpty() && now - last.nanos() > SILENT_MAX.toNanos()
                ? Optional.of("has not moved for " + seconds(now - last.nanos()) + " s")
                : stopped.or(last::trouble);
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }

    @Override
    public int partitions() {
        return word.partitions();
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return oldest;
    }

    /** How long ago a member of a group sent its last heartbeat, in seconds; negative before the first. */
    static DoubleSupplier heartbeatSecondsAgo(Consumer<?, ?> consumer) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .findFirst()
                .<DoubleSupplier>map(metric -> () -> value(metric))
                .orElse(() -> -1);
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : -1;
    }
}
