package org.postwatch.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.replay.EventRecording;
import org.postwatch.streams.Topics;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/**
 * The simulated feeds of one district and its clock.
 */
final class SimulatedFeeds {
    private static final Duration PROCESSING_TIMEOUT = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final int partition;
    private final DemoProducer producer;
    private final PlaybackPacer pacer;
    private final EventWriter writer = new EventWriter();
    private Instant now;
    private int next;

    SimulatedFeeds(Scenario scenario, int partition, DemoProducer outgoing, PlaybackPacer pace) {
        this.scenario = scenario;
        this.partition = partition;
        this.producer = outgoing;
        this.pacer = pace;
    }

    /** The plans, and in one go everything that came before the day's part that is played. */
    void sendPlansAndHistory(Duration sinceMidnight) {
        // Of two records with the same stamp either may be read first, and facts assume the plan.
        Instant first = scenario.recording().first().minusSeconds(1);
        String district = scenario.district();
        send(
                Topics.PLANS,
                first,
                PlanJson.key(district),
                PlanJson.encode(scenario.day().district()));
        scenario.day()
                .campuses()
                .forEach((id, plan) -> send(Topics.PLANS, first, PlanJson.key(district, id), PlanJson.encode(plan)));
        send(Topics.PLANS, first, RoutingJson.key(district), RoutingJson.encode(scenario.routing()));
        // Facts assume the plan: it is there before the first of them.
        producer.flush();
        now = instantAt(sinceMidnight).minusMillis(1);
        sendUntil(now);
    }

    /**
     * Sends the events up to an instant, and a tick. Ends with the recording: a silence after it would mean nothing.
     */
    void sendUntil(Duration sinceMidnight) {
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

    private void sendUntil(Instant upTo) {
        List<EventRecording.RecordedLine> lines = scenario.recording().lines();
        while (next < lines.size() && !lines.get(next).stamp().isAfter(upTo)) {
            EventRecording.RecordedLine line = lines.get(next++);
            send(line.topic(), line.stamp(), line.key(), line.value());
        }
        // A tick must not overtake what came before it.
        producer.flush();
        send(Topics.CLOCK, upTo, scenario.district(), writer.writeTick(upTo, Optional.empty()));
    }

    private void send(String topic, Instant stamp, String key, byte[] value) {
        send(topic, stamp, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void send(String topic, Instant stamp, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, partition, stamp.toEpochMilli(), key, value));
    }
}
