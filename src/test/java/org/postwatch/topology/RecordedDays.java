package org.postwatch.topology;

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
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.Sign;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.oracle.World;

/**
 * School days through a live COVERAGE, with clocks that may be wrong. Every record is kept as a broker keeps it, so that the
 * same log can be read again days later by a COVERAGE without any state.
 */
final class RecordedDays implements AutoCloseable {
    static final String DISTRICT = "case";
    private static final Duration STEP = Duration.ofMinutes(5);

    private final World world = CaseWorld.monday()
            .feed("cameras", Set.of(EventType.WEAPON_SEEN, EventType.PERSON_SEEN))
            .world();
    private final EventWriter writer = new EventWriter();
    private final List<Logged> log = new ArrayList<>();
    private final List<Logged> unread = new ArrayList<>();
    private final CoverageSide live;
    private UnaryOperator<Instant> wall = UnaryOperator.identity();
    private Map<String, UnaryOperator<Instant>> brokers = Map.of();
    private UnaryOperator<Instant> broker = UnaryOperator.identity();
    private boolean asleep;
    private Instant now;
    private int ids;

    private record Logged(String topic, String key, byte[] value, Instant stamp) {}

    RecordedDays(Instant from) {
        now = from;
        live = new CoverageSide(() -> wall.apply(now));
        append(Topics.PLANS, PlanJson.key(DISTRICT), PlanJson.encode(world.district()));
        world.campuses().forEach((id, plan) -> append(Topics.PLANS, PlanJson.key(DISTRICT, id), PlanJson.encode(plan)));
        tick();
    }

    CoverageSide live() {
        return live;
    }

    /** The clock of the instance from here on, by the true time. */
    RecordedDays wall(UnaryOperator<Instant> clock) {
        wall = clock;
        return this;
    }

    /** The clock of every broker from here on, by the true time. */
    RecordedDays broker(UnaryOperator<Instant> clock) {
        broker = clock;
        brokers = Map.of();
        return this;
    }

    /** The clock of the broker that leads the partitions of one topic. */
    RecordedDays broker(String topic, UnaryOperator<Instant> clock) {
        brokers = Map.of(topic, clock);
        return this;
    }

    /** Every clock is right from here on, and the instance runs. */
    RecordedDays right() {
        wall = UnaryOperator.identity();
        broker = UnaryOperator.identity();
        brokers = Map.of();
        if (asleep) {
            asleep = false;
            merge(unread, live);
            unread.clear();
        }
        return this;
    }

    /** The instance does nothing, while feeds and brokers go on. */
    RecordedDays sleep() {
        asleep = true;
        return this;
    }

    /** An ordinary time, in which the officer comes and goes every day as case 4 has it. */
    RecordedDays until(Instant end) {
        while (now.isBefore(end)) {
            now = now.plus(STEP);
            heartbeat("hr");
            heartbeat("doors");
            switch (now.atZone(world.district().zone()).toLocalTime().toString()) {
                case "07:20" -> tell(sign(Sign.Kind.CHECKED_IN));
                case "10:40" -> tell(sign(Sign.Kind.CALLED_AWAY));
                case "10:45" -> tell(new EntranceEvent(origin("doors"), EventType.VISITOR_ADMITTED, "A", "north"));
                case "11:00" -> tell(sign(Sign.Kind.RETURNED));
                case "15:40" -> tell(sign(Sign.Kind.CHECKED_OUT));
                default -> {
                    // nothing happens
                }
            }
            if (!asleep) {
                tick();
            }
        }
        return this;
    }

    Origin origin(String feed) {
        return new Origin(DISTRICT, feed, "e-" + ++ids, now);
    }

    Instant now() {
        return now;
    }

    private Sign sign(Sign.Kind kind) {
        return new Sign(origin("hr"), kind, "D-1", "A", Optional.empty());
    }

    private void heartbeat(String feed) {
        tell(new Heartbeat(origin(feed), Optional.empty()));
    }

    /** It arrives now. */
    RecordedDays tell(Event event) {
        append(Topics.of(event.type()), DISTRICT, writer.write(event));
        return this;
    }

    private void tick() {
        append(Topics.CLOCK, "0", writer.tick(wall.apply(now), Optional.empty()));
    }

    private void append(String topic, String key, byte[] value) {
        Logged record = new Logged(
                topic, key, value, brokers.getOrDefault(topic, broker).apply(now));
        log.add(record);
        if (asleep) {
            unread.add(record);
        } else {
            read(record, live);
        }
    }

    private static void read(Logged record, CoverageSide side) {
        side.read(record.topic, record.key.getBytes(StandardCharsets.UTF_8), record.value, record.stamp);
    }

    /** What COVERAGE says that starts now without any state and reads all that the broker has kept. */
    CoverageSide rebuilt() {
        CoverageSide side = withoutState();
        ticks(100, side);
        return side;
    }

    /** A COVERAGE that starts now without any state, and has just read all that the broker has kept. */
    CoverageSide withoutState() {
        CoverageSide side = new CoverageSide(() -> wall.apply(now));
        Instant yesterday = now.minus(Duration.ofDays(1));
        merge(
                log.stream()
                        .filter(r -> !r.topic.equals(Topics.CLOCK) || r.stamp.isAfter(yesterday))
                        .toList(),
                side);
        return side;
    }

    /** So many seconds go by. */
    void ticks(int seconds, CoverageSide other) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            both(Topics.CLOCK, "0", writer.tick(now, Optional.empty()), other);
        }
    }

    /** It arrives now. */
    void tell(Event event, CoverageSide other) {
        both(Topics.of(event.type()), DISTRICT, writer.write(event), other);
    }

    private void both(String topic, String key, byte[] value, CoverageSide other) {
        Logged record = new Logged(topic, key, value, now);
        read(record, live);
        if (other != live) {
            read(record, other);
        }
    }

    /** As Kafka Streams reads several partitions: always from the one whose next record has the least stamp. */
    private static void merge(List<Logged> records, CoverageSide side) {
        Map<String, Deque<Logged>> partitions = new HashMap<>();
        records.forEach(record -> partitions
                .computeIfAbsent(record.topic, topic -> new ArrayDeque<>())
                .add(record));
        while (!partitions.isEmpty()) {
            Deque<Logged> next = partitions.values().stream()
                    .min(Comparator.comparing((Deque<Logged> partition) -> partition.peek().stamp)
                            .thenComparing(partition -> !partition.peek().topic.equals(Topics.PLANS)))
                    .orElseThrow();
            read(next.poll(), side);
            partitions.values().removeIf(Deque::isEmpty);
        }
    }

    @Override
    public void close() {
        live.close();
    }
}
