package org.postwatch.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;

/**
 * School days through a live COVERAGE, with clocks that may be wrong. Every record is kept as a broker keeps it, so that the
 * same log can be read again days later by a COVERAGE without any state.
 */
final class SchoolDaySimulation implements AutoCloseable {
    static final String DISTRICT = "case";
    private static final Duration STEP = Duration.ofMinutes(5);

    private final World world = CaseWorld.monday()
            .feed("cameras", Set.of(EventType.WEAPON_SEEN, EventType.PERSON_SEEN))
            .world();
    private final EventWriter writer = new EventWriter();
    private final List<LoggedRecord> log = new ArrayList<>();
    private final List<LoggedRecord> unread = new ArrayList<>();
    private final CoverageTestDriver live;
    private UnaryOperator<Instant> instanceClock = UnaryOperator.identity();
    private Map<String, UnaryOperator<Instant>> brokerClocksByTopic = Map.of();
    private UnaryOperator<Instant> brokerClock = UnaryOperator.identity();
    private boolean paused;
    private Instant now;
    private int ids;

    private record LoggedRecord(String topic, String key, byte[] value, Instant stamp) {}

    SchoolDaySimulation(Instant from) {
        now = from;
        live = new CoverageTestDriver(() -> instanceClock.apply(now));
        append(Topics.PLANS, PlanJson.key(DISTRICT), PlanJson.encode(world.district()));
        world.campuses().forEach((id, plan) -> append(Topics.PLANS, PlanJson.key(DISTRICT, id), PlanJson.encode(plan)));
        tick();
    }

    CoverageTestDriver live() {
        return live;
    }

    /** The clock of the instance from here on, by the true time. */
    SchoolDaySimulation instanceClock(UnaryOperator<Instant> clock) {
        instanceClock = clock;
        return this;
    }

    /** The clock of every broker from here on, by the true time. */
    SchoolDaySimulation brokerClock(UnaryOperator<Instant> clock) {
        brokerClock = clock;
        brokerClocksByTopic = Map.of();
        return this;
    }

    /** The clock of the broker that leads the partitions of one topic. */
    SchoolDaySimulation brokerClock(String topic, UnaryOperator<Instant> clock) {
        brokerClocksByTopic = Map.of(topic, clock);
        return this;
    }

    /** Every clock is right from here on, and the instance runs. */
    SchoolDaySimulation correctClocks() {
        instanceClock = UnaryOperator.identity();
        brokerClock = UnaryOperator.identity();
        brokerClocksByTopic = Map.of();
        if (paused) {
            paused = false;
            merge(unread, live);
            unread.clear();
        }
        return this;
    }

    /** The instance does nothing, while feeds and brokers go on. */
    SchoolDaySimulation pause() {
        paused = true;
        return this;
    }

    /** An ordinary time, in which the officer comes and goes every day as case 4 has it. */
    SchoolDaySimulation runUntil(Instant end) {
        while (now.isBefore(end)) {
            now = now.plus(STEP);
            heartbeat("hr");
            heartbeat("doors");
            switch (now.atZone(world.district().zone()).toLocalTime().toString()) {
                case "07:20" -> send(signal(PresenceSignal.SignalKind.CHECKED_IN));
                case "10:40" -> send(signal(PresenceSignal.SignalKind.CALLED_AWAY));
                case "10:45" -> send(new EntranceEvent(origin("doors"), EventType.VISITOR_ADMITTED, "A", "north"));
                case "11:00" -> send(signal(PresenceSignal.SignalKind.RETURNED));
                case "15:40" -> send(signal(PresenceSignal.SignalKind.CHECKED_OUT));
                default -> {
                    // nothing happens
                }
            }
            if (!paused) {
                tick();
            }
        }
        return this;
    }

    EventOrigin origin(String feed) {
        return new EventOrigin(DISTRICT, feed, "e-" + ++ids, now);
    }

    Instant now() {
        return now;
    }

    private PresenceSignal signal(PresenceSignal.SignalKind kind) {
        return new PresenceSignal(origin("hr"), kind, "D-1", "A", Optional.empty());
    }

    private void heartbeat(String feed) {
        send(new Heartbeat(origin(feed), Optional.empty()));
    }

    /** It arrives now. */
    SchoolDaySimulation send(Event event) {
        append(event.type().topic().topicName(), DISTRICT, writer.write(event));
        return this;
    }

    private void tick() {
        append(Topics.CLOCK, "0", writer.writeTick(instanceClock.apply(now), Optional.empty()));
    }

    private void append(String topic, String key, byte[] value) {
        LoggedRecord record = new LoggedRecord(
                topic,
                key,
                value,
                brokerClocksByTopic.getOrDefault(topic, brokerClock).apply(now));
        log.add(record);
        if (paused) {
            unread.add(record);
        } else {
            pipe(record, live);
        }
    }

    private static void pipe(LoggedRecord record, CoverageTestDriver side) {
        side.pipe(record.topic, record.key.getBytes(StandardCharsets.UTF_8), record.value, record.stamp);
    }

    /** What COVERAGE says that starts now without any state and reads all that the broker has kept. */
    CoverageTestDriver rebuilt() {
        CoverageTestDriver side = withoutState();
        ticks(100, side);
        return side;
    }

    /** A COVERAGE that starts now without any state, and has just read all that the broker has kept. */
    CoverageTestDriver withoutState() {
        CoverageTestDriver side = new CoverageTestDriver(() -> instanceClock.apply(now));
        Instant yesterday = now.minus(Duration.ofDays(1));
        merge(
                log.stream()
                        .filter(r -> !r.topic.equals(Topics.CLOCK) || r.stamp.isAfter(yesterday))
                        .toList(),
                side);
        return side;
    }

    /** So many seconds go by. */
    void ticks(int seconds, CoverageTestDriver other) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            sendToBoth(Topics.CLOCK, "0", writer.writeTick(now, Optional.empty()), other);
        }
    }

    /** It arrives now. */
    void send(Event event, CoverageTestDriver other) {
        sendToBoth(event.type().topic().topicName(), DISTRICT, writer.write(event), other);
    }

    private void sendToBoth(String topic, String key, byte[] value, CoverageTestDriver other) {
        LoggedRecord record = new LoggedRecord(topic, key, value, now);
        pipe(record, live);
        if (other != live) {
            pipe(record, other);
        }
    }

    /** As Kafka Streams reads several partitions: always from the one whose next record has the least stamp. */
    private static void merge(List<LoggedRecord> records, CoverageTestDriver side) {
        Map<String, Deque<LoggedRecord>> partitions = new HashMap<>();
        records.forEach(record -> partitions
                .computeIfAbsent(record.topic, topic -> new ArrayDeque<>())
                .add(record));
        while (!partitions.isEmpty()) {
            Deque<LoggedRecord> next = partitions.values().stream()
                    .min(Comparator.comparing((Deque<LoggedRecord> partition) -> partition.peek().stamp)
                            .thenComparing(partition -> !partition.peek().topic.equals(Topics.PLANS)))
                    .orElseThrow();
            pipe(next.poll(), side);
            partitions.values().removeIf(Deque::isEmpty);
        }
    }

    @Override
    public void close() {
        live.close();
    }
}
