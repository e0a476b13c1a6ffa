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
 * The state that the delivery thread reports in each loop, readable by any thread. A missing report is a problem,
 * too: the thread hangs or has no connection, because a consumer without brokers neither throws nor returns records.
 */
final class DeliveryWorkerProgress implements DeliveryProgress {
    private static final Duration MAX_REPORT_AGE = Duration.ofSeconds(30);
    /** Above the time after which the group gives it up. */
    private static final int MAX_HEARTBEAT_AGE_SECONDS = 15;
    /** A worker that restarts repeatedly works in between for less than this. */
    private static final Duration FAILURE_RETENTION = Duration.ofSeconds(60);

    private static final Duration OLDEST_WAITING_INTERVAL = Duration.ofSeconds(1);

    private record WorkerReport(long nanos, Optional<String> problem, int partitions) {}

    private record WorkerFailure(long nanos, String message) {}

    private final LongSupplier nanoTime;
    private volatile WorkerReport lastReport;
    private volatile Optional<WorkerFailure> lastFailure = Optional.empty();
    private volatile Optional<Instant> oldestWaitingSince = Optional.empty();
    private long oldestWaitingReadAt;
    /** The last known heartbeat, or the start. */
    private long lastHeartbeatAt;

    /** @param nanos elapsed time as in {@link System#nanoTime} */
    DeliveryWorkerProgress(LongSupplier nanos) {
        this.nanoTime = nanos;
        lastReport = new WorkerReport(nanos.getAsLong(), Optional.of("begins"), 0);
        oldestWaitingReadAt = nanos.getAsLong() - OLDEST_WAITING_INTERVAL.toNanos();
        lastHeartbeatAt = nanos.getAsLong();
    }

    /**
     * Reports progress; called several times a second by the delivery thread.
     *
     * @param trouble the problem that prevents delivery, if any
     * @param heartbeatSecondsAgo since the last heartbeat to its group; negative before the first
     * @param oldestWaiting called once a second at most
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

    /** Reports that the worker stopped and will restart. */
    void reportFailure(String what) {
        long now = nanoTime.getAsLong();
        lastFailure = Optional.of(new WorkerFailure(now, what));
        lastReport = new WorkerReport(now, Optional.of("restarting"), 0);
        lastHeartbeatAt = now;
    }

    @Override
    public Optional<String> problem() {
        long now = nanoTime.getAsLong();
        Optional<String> stopped = lastFailure
                .filter(f -> now - f.nanos() < FAILURE_RETENTION.toNanos())
                .map(f -> "stopped %d s ago and will restart: %s".formatted(toSeconds(now - f.nanos()), f.message()));
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
