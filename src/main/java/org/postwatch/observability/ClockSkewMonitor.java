package org.postwatch.observability;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.postwatch.streams.PipelineListener;

/**
 * Compares this machine's clock with the brokers' at every tick that it writes, and with those of the other instances
 * at every tick of theirs that it reads. Safe for threads.
 */
public final class ClockSkewMonitor implements PipelineListener {
    /** If the clocks differ by more, this instance is not ready. */
    static final Duration MAX_SKEW = Duration.ofSeconds(60);
    /** How long it must last: a clock that is corrected or a machine that was suspended is no reason to stop. */
    static final Duration MIN_SKEW_DURATION = Duration.ofSeconds(30);
    /** Another instance writes a tick each second while it runs. */
    static final Duration MAX_TICK_AGE = Duration.ofSeconds(10);

    private static final String CHECK_NAME = "clock-skew";

    private final String instance;
    private final int partitions;
    private final LongSupplier nanoTime;
    private final Map<Integer, Duration> skews = new TreeMap<>();
    /** By partition, the log offset of the first tick of this instance since which all of its ticks were apart. */
    private final Map<Integer, Long> firstSkewedTicks = new TreeMap<>();

    private long allSkewedSince;
    private String agreeingInstance = "";
    private long agreeingInstanceSeenAt;

    /** @param instance the name under which this one writes its ticks */
    public ClockSkewMonitor(String instance, int partitions) {
        this(instance, partitions, System::nanoTime);
    }

    ClockSkewMonitor(String instance, int partitions, LongSupplier nanoTime) {
        this.instance = instance;
        this.partitions = partitions;
        this.nanoTime = nanoTime;
    }

    /** The name under which this instance writes its ticks. */
    public String instance() {
        return instance;
    }

    /**
     * A broker has confirmed a tick of this instance.
     *
     * @param offset in the partition of the clock topic
     * @param sent this machine's clock when the tick was sent
     * @param answered when the acknowledgement arrived: the broker's timestamp is between them if the clocks agree
     */
    public synchronized void tickConfirmed(int partition, long offset, Instant sent, Instant stamp, Instant answered) {
        Duration apart = stamp.isBefore(sent)
                ? Duration.between(sent, stamp)
                : stamp.isAfter(answered) ? Duration.between(answered, stamp) : Duration.ZERO;
        skews.put(partition, apart);
        if (!isSkewed(apart)) {
            firstSkewedTicks.remove(partition);
        } else if (firstSkewedTicks.putIfAbsent(partition, offset) == null && firstSkewedTicks.size() == partitions) {
            allSkewedSince = nanoTime.getAsLong();
            agreeingInstance = "";
        }
    }

    /**
     * Another instance whose clock agrees with the broker's, in the same log after this instance's ticks started to
     * differ: then the broker's clock is not the cause.
     */
    @Override
    public synchronized void onTickRead(int partition, long offset, String writer, Duration apart) {
        Long from = firstSkewedTicks.get(partition);
        if (from != null && offset > from && !writer.equals(instance) && !isSkewed(apart)) {
            agreeingInstance = writer;
            agreeingInstanceSeenAt = nanoTime.getAsLong();
        }
    }

    private static boolean isSkewed(Duration apart) {
        return apart.abs().compareTo(MAX_SKEW) > 0;
    }

    /**
     * Why this instance must stop, so that the others take over its work: its clock alone is wrong. That is so when it
     * differs from the broker's of every partition for long, while another living instance agrees with one of them.
     * That instance keeps running, so that never all of them stop. If no instance agrees with any broker, all keep
     * running.
     */
    public synchronized Optional<String> reasonToStop() {
        long now = nanoTime.getAsLong();
        if (firstSkewedTicks.size() < partitions
                || agreeingInstance.isEmpty()
                || now - allSkewedSince < MIN_SKEW_DURATION.toNanos()
                || now - agreeingInstanceSeenAt > MAX_TICK_AGE.toNanos()) {
            return Optional.empty();
        }
        Duration apart = skews.values().iterator().next();
        return Optional.of("the clock of this machine is " + apart.abs().toSeconds() + " s "
                + (apart.isNegative() ? "ahead of" : "behind") + " the clocks of the brokers and of instance "
                + agreeingInstance
                + "; this instance stops so that the others take over its work. Correct the clock (does time"
                + " synchronisation run?) and start it again");
    }

    /** By partition, from this machine's clock to the broker's that leads it: negative when the broker is behind. */
    synchronized Map<Integer, Duration> skews() {
        return new TreeMap<>(skews);
    }

    HealthCheckResult check() {
        String expected = "at most " + MAX_SKEW.toSeconds() + " s apart";
        Optional<Map.Entry<Integer, Duration>> worst = skews().entrySet().stream()
                .max(Comparator.comparing(entry -> entry.getValue().abs()));
        if (worst.isEmpty()) {
            return HealthCheckResult.passed(CHECK_NAME, "not compared yet", expected);
        }
        Duration apart = worst.get().getValue();
        String found = "the broker of partition " + worst.get().getKey() + " is "
                + apart.abs().toSeconds() + " s " + (apart.isNegative() ? "behind" : "ahead");
        return isSkewed(apart)
                ? HealthCheckResult.failed(
                        CHECK_NAME,
                        found,
                        expected,
                        "compare the clocks of this machine and of the brokers, and correct the one that is wrong"
                                + " (does time"
                                + " synchronisation run?)")
                : HealthCheckResult.passed(CHECK_NAME, found, expected);
    }
}
