package org.postwatch.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.replay.EventRecording.RecordedLine;
import org.postwatch.streams.Topics;
import org.postwatch.wire.EventWriter;

/**
 * The simulated feeds of one district and its clock.
 */
final class SimulatedFeeds {
    private static final Duration PROCESSING_TIMEOUT = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final int partition;
    private final DemoProducer producer;
    private final LineSender lineSender;
    private final PlaybackPacer pacer;
    private final BooleanSupplier stopped;
    private final EventWriter writer = new EventWriter();
    private Instant now;
    private int next;

    /**
     * @param producer of ticks
     * @param stopped checked before each line
     */
    SimulatedFeeds(
            Scenario scenario,
            int partition,
            DemoProducer producer,
            LineSender lineSender,
            PlaybackPacer pace,
            BooleanSupplier stopped) {
        this.stopped = stopped;
        this.scenario = scenario;
        this.partition = partition;
        this.producer = producer;
        this.lineSender = lineSender;
        this.pacer = pace;
    }

    /** In one go everything that came before the day's part that is played. */
    void sendHistory(Duration sinceMidnight) throws InterruptedException {
        now = instantAt(sinceMidnight).minusMillis(1);
        sendUntil(now);
    }

    /**
     * Sends the events up to an instant, and a tick. Ends with the recording: a silence after it would mean nothing.
     */
    void sendUntil(Duration sinceMidnight) throws InterruptedException {
        Instant end = instantAt(sinceMidnight);
        if (now.isBefore(end)) {
            now = end;
            sendUntil(now);
        }
    }

    /**
     * Waits until the last tick was processed. Without this, ticks could be read before earlier events and run hours
     * ahead of them.
     *
     * @throws DemoException if the pipeline makes no progress
     */
    void await() throws InterruptedException {
        pacer.awaitTick(partition, now, PROCESSING_TIMEOUT);
    }

    Instant instantAt(Duration sinceMidnight) {
        return scenario.instantAt(sinceMidnight);
    }

    String district() {
        return scenario.district();
    }

    private void sendUntil(Instant upTo) throws InterruptedException {
        List<RecordedLine> lines = scenario.recording().lines();
        while (!stopped.getAsBoolean()
                && next < lines.size()
                && !lines.get(next).stamp().isAfter(upTo)) {
            Instant arrival = lines.get(next).stamp();
            int end = next + 1;
            while (end < lines.size() && lines.get(end).stamp().equals(arrival)) {
                end++;
            }
            lineSender.send(arrival, lines.subList(next, end));
            next = end;
        }
        // A tick must not overtake what came before it.
        producer.flush();
        producer.send(new ProducerRecord<>(
                Topics.CLOCK,
                partition,
                upTo.toEpochMilli(),
                scenario.district().getBytes(StandardCharsets.UTF_8),
                writer.writeTick(upTo, Optional.empty())));
    }
}
