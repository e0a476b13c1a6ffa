package org.postwatch.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.replay.Recording;
import org.postwatch.topology.Topics;

/**
 * The simulated feeds of one district and its clock.
 */
final class Feeds {
    private static final Duration WORKED_OFF_MAX = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final int partition;
    private final Outgoing outgoing;
    private final Pace pace;
    private final EventWriter writer = new EventWriter();
    private Instant now;
    private int next;

    Feeds(Scenario scenario, int partition, Outgoing outgoing, Pace pace) {
        this.scenario = scenario;
        this.partition = partition;
        this.outgoing = outgoing;
        this.pace = pace;
    }

    /** The plans, and in one go everything that came before the day's part that is played. */
    void begin(Duration sinceMidnight) {
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
        outgoing.flush();
        now = at(sinceMidnight).minusMillis(1);
        tell(now);
    }

    /** Sends whatever has come up to then, and what time it is. Ends with the recording: silence after it would mean nothing. */
    void sendUntil(Duration sinceMidnight) {
        Instant end = at(sinceMidnight);
        if (now.isBefore(end)) {
            now = end;
            tell(now);
        }
    }

    /**
     * Waits until the clock that was sent last was worked off: a tick may be read an instant before an event that was sent before
     * it, and would soon be hours ahead of it.
     *
     * @throws DemoException when the pipeline stands still
     */
    void await() throws InterruptedException {
        pace.await(partition, now, WORKED_OFF_MAX);
    }

    Instant at(Duration sinceMidnight) {
        return scenario.at(sinceMidnight);
    }

    String district() {
        return scenario.district();
    }

    private void tell(Instant upTo) {
        List<Recording.Line> lines = scenario.recording().lines();
        while (next < lines.size() && !lines.get(next).stamp().isAfter(upTo)) {
            Recording.Line line = lines.get(next++);
            send(line.topic(), line.stamp(), line.key(), line.value());
        }
        // A tick must not overtake what came before it.
        outgoing.flush();
        send(Topics.CLOCK, upTo, scenario.district(), writer.tick(upTo, Optional.empty()));
    }

    private void send(String topic, Instant stamp, String key, byte[] value) {
        send(topic, stamp, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void send(String topic, Instant stamp, byte[] key, byte[] value) {
        outgoing.send(new ProducerRecord<>(topic, partition, stamp.toEpochMilli(), key, value));
    }
}
