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
import org.postwatch.app.clients.FirstSendError;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.Topics;
import org.postwatch.wire.EventWriter;

/** The lines' way into the topics, with the clock. */
final class ReplayProducer {
    /** Ticks of the clock between lines: every five seconds of a day, but no more than so many in all. */
    private static final Duration MIN_TICK_INTERVAL = Duration.ofSeconds(5);

    private static final int MAX_TICKS = 20_000;

    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final ReplayPlans plans;
    private final EventRecording recording;
    private final Replay.ProgressListener progress;
    private final EventWriter writer = new EventWriter();
    private final Set<Integer> tickedPartitions = new TreeSet<>();
    private final Duration tickInterval;
    private Instant clock;
    private final FirstSendError firstSendError = new FirstSendError();
    private int sent;

    ReplayProducer(
            Producer<byte[], byte[]> producer,
            int partitions,
            ReplayPlans plans,
            EventRecording recording,
            Replay.ProgressListener progress) {
        this.producer = producer;
        this.partitions = partitions;
        this.progress = progress;
        this.plans = plans;
        this.recording = recording;
        this.clock = recording.first();
        Duration share = Duration.between(recording.first(), recording.last()).dividedBy(MAX_TICKS);
        this.tickInterval =
                share.compareTo(MIN_TICK_INTERVAL) > 0 ? share.truncatedTo(ChronoUnit.SECONDS) : MIN_TICK_INTERVAL;
        plans.districts().forEach(d -> tickedPartitions.add(partition(bytes(d))));
    }

    void sendPlans() {
        sendTicks(clock, Optional.of(recording.first()));
        for (ReplayPlans.PlanRecord entry : plans.records()) {
            byte[] key = bytes(entry.key());
            send(Topics.PLANS, partition(key), key, entry.value(), clock);
        }
    }

    /** The next lines, up to so many in all. */
    void sendLines(int upTo) {
        for (; sent < upTo; sent++) {
            sendLine(recording.lines().get(sent));
            progress.onProgress("sending", sent + 1, recording.lines().size());
        }
    }

    private void sendLine(EventRecording.RecordedLine line) {
        advanceClock(line.stamp(), Optional.of(recording.first()));
        send(line.topic(), line.key() == null ? 0 : partition(line.key()), line.key(), line.value(), line.stamp());
    }

    /** The clock runs to an instant, unless it is there already. */
    void advanceClock(Instant to, Optional<Instant> keepOpenFrom) {
        while (clock.isBefore(to)) {
            Instant next = clock.plus(tickInterval);
            clock = next.isBefore(to) ? next : to;
            sendTicks(clock, keepOpenFrom);
        }
    }

    /**
     * Waits until the broker has acknowledged everything.
     *
     * @throws IllegalStateException if it has not: no line may be missing
     */
    void flush() {
        producer.flush();
        firstSendError.first().ifPresent(failed -> {
            throw new IllegalStateException(
                    "the broker of the replay does not take all records: " + failed.getMessage(), failed);
        });
    }

    void sendLastTick(Instant end) {
        clock = end.isAfter(clock) ? end : clock;
        sendTicks(clock, Optional.empty());
    }

    /** Stamped a millisecond later: of what happens at one instant the clock comes last, wherever topics are merged. */
    private void sendTicks(Instant time, Optional<Instant> keepOpenFrom) {
        byte[] value = writer.writeTick(time, keepOpenFrom);
        for (int partition : tickedPartitions) {
            send(Topics.CLOCK, partition, bytes(Integer.toString(partition)), value, time.plusMillis(1));
        }
    }

    private void send(String topic, int partition, byte[] key, byte[] value, Instant stamp) {
        producer.send(
                new ProducerRecord<>(topic, partition, Math.max(0, stamp.toEpochMilli()), key, value), firstSendError);
    }

    private int partition(byte[] key) {
        return CoverageTopology.partition(key, partitions);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
