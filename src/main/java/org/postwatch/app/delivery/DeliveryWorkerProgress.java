package org.postwatch.app.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.postwatch.observability.DeliveryProgress;

/**
 * What the thread that delivers says of itself each time round, for those who ask from others. Who says nothing, for it hangs
 * or is cut off from its brokers, is in trouble as well: a consumer without brokers throws nothing and returns nothing.
 */
final class DeliveryWorkerProgress implements DeliveryProgress {
    private static final Duration MAX_REPORT_AGE = Duration.ofSeconds(30);
    /** Above the time after which the group gives it up. */
    private static final int MAX_HEARTBEAT_AGE_SECONDS = 15;
    /** One that begins anew again and again is well in between, for less than that. */
    private static final Duration FAILURE_RETENTION = Duration.ofSeconds(60);

    private static final Duration OLDEST_WAITING_INTERVAL = Duration.ofSeconds(1);

    private record WorkerReport(long nanos, Optional<String> problem, int partitions) {}

    private record WorkerFailure(long nanos, String message) {}

    private final LongSupplier nanoTime;
    private volatile WorkerReport lastReport;
    private volatile Optional<WorkerFailure> lastFailure = Optional.empty();
    private volatile Optional<Instant> oldestWaitingSince = Optional.empty();
    private long oldestWaitingReadAt;
    /** When heartbeats were known of, or it began. */
    private long lastHeartbeatAt;

    /** @param nanos the time that has gone by, as {@link System#nanoTime} has it */
    DeliveryWorkerProgress(LongSupplier nanos) {
        this.nanoTime = nanos;
        lastReport = new WorkerReport(nanos.getAsLong(), Optional.of("begins"), 0);
        oldestWaitingReadAt = nanos.getAsLong() - OLDEST_WAITING_INTERVAL.toNanos();
        lastHeartbeatAt = nanos.getAsLong();
    }

    /**
     * It goes on; to be said several times a second, by the thread that delivers.
     *
     * @param trouble what keeps it from bringing notices out, if anything does
     * @param heartbeatSecondsAgo the last one to its group; negative before the first
     * @param oldestWaiting asked once a second at most
     */
    void reportProgress(
            Optional<String> trouble,
            int partitions,
            double heartbeatSecondsAgo,
            Supplier<Optional<Instant>> oldestWaiting) {
        long now = nanoTime.getAsLong();
        if (heartbeatSecondsAgo >= 0) {
            lastHeartbeatAt = now;
        }
        double silent = heartbeatSecondsAgo >= 0 ? heartbeatSecondsAgo : toSeconds(now - lastHeartbeatAt);
        lastReport = new WorkerReport(
                now,
                trouble.isEmpty() && silent > MAX_HEARTBEAT_AGE_SECONDS
                        ? Optional.of("the brokers have not been reached for %.0f s".formatted(silent))
                        : trouble,
                partitions);
        if (now - oldestWaitingReadAt >= OLDEST_WAITING_INTERVAL.toNanos()) {
            oldestWaitingSince = oldestWaiting.get();
            oldestWaitingReadAt = now;
        }
    }

    /** It stopped, and will begin anew. */
    void reportFailure(String what) {
        long now = nanoTime.getAsLong();
        lastFailure = Optional.of(new WorkerFailure(now, what));
        lastReport = new WorkerReport(now, Optional.of("begins anew"), 0);
        lastHeartbeatAt = now;
    }

    @Override
    public Optional<String> problem() {
        long now = nanoTime.getAsLong();
        Optional<String> stopped = lastFailure
                .filter(f -> now - f.nanos() < FAILURE_RETENTION.toNanos())
                .map(f -> "stopped %d s ago, and begins anew: %s".formatted(toSeconds(now - f.nanos()), f.message()));
        WorkerReport last = lastReport;
        return stopped.isEmpty() && now - last.nanos() > MAX_REPORT_AGE.toNanos()
                ? Optional.of("has not moved for " + toSeconds(now - last.nanos()) + " s")
                : stopped.or(last::problem);
    }

    private static long toSeconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }

    @Override
    public int partitions() {
        return lastReport.partitions();
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return oldestWaitingSince;
    }

    /** How long ago a member of a group sent its last heartbeat, in seconds; negative before the first. */
    static DoubleSupplier heartbeatSecondsAgo(Consumer<?, ?> consumer) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .findFirst()
                .<DoubleSupplier>map(metric -> () -> toDouble(metric))
                .orElse(() -> -1);
    }

    private static double toDouble(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : -1;
    }
}
