package org.postwatch.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.codec.EventWriter;
import org.postwatch.runtime.NotTaken;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;

/** The lines' way into the topics, with the clock. */
final class Sending {
    /** Ticks of the clock between lines: every five seconds of a day, but no more than so many in all. */
    private static final Duration TICK_MIN = Duration.ofSeconds(5);

    private static final int TICKS_MAX = 20_000;

    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final Plans plans;
    private final Recording recording;
    private final Replay.Progress progress;
    private final EventWriter writer = new EventWriter();
    private final Set<Integer> ticked = new TreeSet<>();
    private final Duration step;
    private Instant clock;
    private final NotTaken notTaken = new NotTaken();
    private int sent;

    Sending(
            Producer<byte[], byte[]> producer,
            int partitions,
            Plans plans,
            Recording recording,
            Replay.Progress progress) {
        this.producer = producer;
        this.partitions = partitions;
        this.progress = progress;
        this.plans = plans;
        this.recording = recording;
        this.clock = recording.first();
        Duration share = Duration.between(recording.first(), recording.last()).dividedBy(TICKS_MAX);
        this.step = share.compareTo(TICK_MIN) > 0 ? share.truncatedTo(ChronoUnit.SECONDS) : TICK_MIN;
        plans.districts().forEach(d -> ticked.add(partition(bytes(d))));
    }

    void plans() {
        tickAll(clock, Optional.of(recording.first()));
        for (Plans.Entry entry : plans.entries()) {
            byte[] key = bytes(entry.key());
            send(Topics.PLANS, partition(key), key, entry.value(), clock);
        }
    }

    /** The next lines, up to so many in all. */
    void lines(int upTo) {
        for (; sent < upTo; sent++) {
            line(recording.lines().get(sent));
            progress.at("sending", sent + 1, recording.lines().size());
        }
    }

    private void line(Recording.Line line) {
        tick(line.stamp(), Optional.of(recording.first()));
        send(line.topic(), line.key() == null ? 0 : partition(line.key()), line.key(), line.value(), line.stamp());
    }

    /** The clock runs to an instant, unless it is there already. */
    void tick(Instant to, Optional<Instant> keepOpenFrom) {
        while (clock.isBefore(to)) {
            Instant next = clock.plus(step);
            clock = next.isBefore(to) ? next : to;
            tickAll(clock, keepOpenFrom);
        }
    }

    /**
     * Returns when the broker has taken everything.
     *
     * @throws IllegalStateException when it has not: nothing may be missing
     */
    void flush() {
        producer.flush();
        notTaken.first().ifPresent(failed -> {
            throw new IllegalStateException(
                    "the broker of the replay does not take all records: " + failed.getMessage(), failed);
        });
    }

    void lastTick(Instant end) {
        clock = end.isAfter(clock) ? end : clock;
        tickAll(clock, Optional.empty());
    }

    /** Stamped a millisecond later: of what happens at one instant the clock comes last, wherever topics are merged. */
    private void tickAll(Instant time, Optional<Instant> keepOpenFrom) {
        byte[] value = writer.tick(time, keepOpenFrom);
        for (int partition : ticked) {
            send(Topics.CLOCK, partition, bytes(Integer.toString(partition)), value, time.plusMillis(1));
        }
    }

    private void send(String topic, int partition, byte[] key, byte[] value, Instant stamp) {
        producer.send(new ProducerRecord<>(topic, partition, Math.max(0, stamp.toEpochMilli()), key, value), notTaken);
    }

    private int partition(byte[] key) {
        return CoverageTopology.partition(key, partitions);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
