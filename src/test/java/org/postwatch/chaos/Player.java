package org.postwatch.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postwatch.codec.EventWriter;
import org.postwatch.codec.PlanJson;
import org.postwatch.codec.RoutingJson;
import org.postwatch.event.Canary;
import org.postwatch.event.EventType;
import org.postwatch.event.Origin;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;
import org.postwatch.routing.Routing;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.topology.CanaryDistricts;
import org.postwatch.topology.Topics;

/** Plays days after days at a steady rate: plans ahead of their districts, events at their stamps, ticks, canaries. */
final class Player implements AutoCloseable {
    private static final Duration STEP = Duration.ofMinutes(5);
    /** Of the clock for each step. */
    private static final Duration STEP_TAKES = Duration.ofMillis(80);

    /** While others are behind by so much, the script goes at a quarter of its pace: they are to be seen catching up. */
    private static final Duration SLOW_WHEN_BEHIND = Duration.ofSeconds(2);

    private static final int SLOW = 4;
    private static final Duration CANARY_EVERY = Duration.ofSeconds(1);
    private static final Duration PLAN_AHEAD = Duration.ofDays(3);
    /** Nothing that is on its way may come to a date that is sealed. */
    private static final Duration KEPT_OPEN = Duration.ofDays(6);
    /** Who is so far behind is waited for: a plan is there well before its events, an event well before its date seals. */
    private static final Duration BEHIND_MAX = Duration.ofSeconds(12);

    private record Line(Instant stamp, String district, Arrival arrival) {}

    private final Districts districts;
    private final Following following;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer = new EventWriter();
    private final List<District> canaries;
    private final List<World> enrolled = new ArrayList<>();
    private final PriorityQueue<Line> lines = new PriorityQueue<>(Comparator.comparing(Line::stamp));
    private final Thread thread = new Thread(this::run, "player");
    private LocalDate next;
    private volatile Instant clock;
    private volatile boolean stopped;
    private volatile Exception failure;
    private volatile long events;
    private long canariesAt = System.nanoTime();

    Player(Districts districts, Following following, ClientSettings clients, int partitions, LocalDate first) {
        this.districts = districts;
        this.following = following;
        this.partitions = partitions;
        this.canaries = CanaryDistricts.of(partitions);
        this.next = first;
        // The first events of a day's districts arrive in the night before it, but for a few.
        this.clock = first.minusDays(1).atTime(LocalTime.of(20, 0)).toInstant(ZoneOffset.UTC);
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 120_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        // Nothing is ever given up: a feed would send it again as well.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 600_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The first plans; returns when they are on their way. */
    void begin() {
        tick();
        for (District canary : canaries) {
            send(Topics.PLANS, canary.id(), PlanJson.key(canary.id()), PlanJson.encode(canary), clock);
        }
        for (Routing probe : districts.probes(partitions)) {
            send(Topics.PLANS, probe.district(), RoutingJson.key(probe.district()), RoutingJson.encode(probe), clock);
        }
        enroll();
        producer.flush();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long due = System.nanoTime();
        while (!stopped && failure == null) {
            if (following.lag().compareTo(BEHIND_MAX) > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                due = System.nanoTime();
                continue;
            }
            try {
                step();
            } catch (RuntimeException e) {
                failure = e;
            }
            boolean slow = following.lag().compareTo(SLOW_WHEN_BEHIND) > 0;
            long takes = STEP_TAKES.toNanos() * (slow ? SLOW : 1);
            due = Math.max(due + takes, System.nanoTime() - takes);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void step() {
        Instant now = clock.plus(STEP);
        while (!lines.isEmpty() && !lines.peek().stamp().isAfter(now)) {
            Line line = lines.poll();
            send(
                    Topics.of(line.arrival().event().type()),
                    line.district(),
                    line.district(),
                    line.arrival().bytes(),
                    line.stamp());
            events++;
        }
        clock = now;
        if (System.nanoTime() - canariesAt > CANARY_EVERY.toNanos()) {
            canariesAt = System.nanoTime();
            canaries();
        }
        tick();
        enroll();
    }

    private void canaries() {
        Instant minute = clock.truncatedTo(ChronoUnit.MINUTES);
        for (District district : canaries) {
            Origin origin = new Origin(district.id(), CanaryDistricts.FEED, "canary-" + minute, minute);
            send(Topics.of(EventType.CANARY), district.id(), district.id(), writer.write(new Canary(origin)), clock);
        }
    }

    private void enroll() {
        while (!clock.isBefore(next.atStartOfDay().toInstant(ZoneOffset.UTC).minus(PLAN_AHEAD))) {
            for (World world : districts.of(next)) {
                enroll(world);
            }
            next = next.plusDays(1);
        }
    }

    private synchronized void enroll(World world) {
        String id = world.district().id();
        send(Topics.PLANS, id, PlanJson.key(id), PlanJson.encode(world.district()), clock);
        Routing routing = districts.routing(world);
        send(Topics.PLANS, id, RoutingJson.key(id), RoutingJson.encode(routing), clock);
        world.campuses()
                .values()
                .forEach(plan -> send(Topics.PLANS, id, PlanJson.key(id, plan.id()), PlanJson.encode(plan), clock));
        world.arrivals().forEach(arrival -> lines.add(new Line(arrival.stamp(), id, arrival)));
        enrolled.add(world);
    }

    /** The present instant once more, into every partition. */
    void tick() {
        byte[] value = writer.tick(clock, Optional.of(clock.minus(KEPT_OPEN)));
        for (int partition = 0; partition < partitions; partition++) {
            send(Topics.CLOCK, partition, bytes(Integer.toString(partition)), value, clock);
        }
    }

    private void send(String topic, String district, String key, byte[] value, Instant stamp) {
        send(topic, Districts.partition(district, partitions), bytes(key), value, stamp);
    }

    private void send(String topic, int partition, byte[] key, byte[] value, Instant stamp) {
        Following.Sent sent = following.sent(new TopicPartition(topic, partition));
        producer.send(new ProducerRecord<>(topic, partition, stamp.toEpochMilli(), key, value), (metadata, failed) -> {
            if (failed != null) {
                failure = failed;
            } else {
                sent.offset = metadata.offset();
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Instant clock() {
        return clock;
    }

    long events() {
        return events;
    }

    /** Throws what went wrong in sending, if anything did. */
    void check() {
        if (failure != null) {
            throw new IllegalStateException("the load cannot be sent", failure);
        }
    }

    /** No step is made any more. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(150));
        check();
    }

    /** Every district whose plan was sent, with what arrived up to the clock. */
    synchronized List<World> worlds() {
        return enrolled.stream()
                .map(world -> new World(
                        world.district(),
                        world.campuses(),
                        world.arrivals().stream()
                                .filter(arrival -> !arrival.stamp().isAfter(clock))
                                .toList(),
                        clock))
                .toList();
    }

    @Override
    public void close() {
        stopped = true;
        producer.close(Duration.ofSeconds(1));
    }
}
