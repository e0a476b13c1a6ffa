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
import org.postwatch.app.config.ClientSettings;
import org.postwatch.event.CanaryEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.oracle.Arrival;
import org.postwatch.oracle.World;
import org.postwatch.plan.District;
import org.postwatch.streams.CanaryDistricts;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;
import org.postwatch.wire.EventWriter;
import org.postwatch.wire.PlanJson;
import org.postwatch.wire.RoutingJson;

/** Plays days after days at a steady rate: plans ahead of their districts, events at their stamps, ticks, canaries. */
final class ChaosPlayer implements AutoCloseable {
    private static final Duration STEP = Duration.ofMinutes(5);
    /** Of the clock for each step. */
    private static final Duration STEP_DURATION = Duration.ofMillis(80);

    /** While others are behind by so much, the script goes at a quarter of its pace: they are to be seen catching up. */
    private static final Duration SLOWDOWN_LAG = Duration.ofSeconds(2);

    private static final int SLOWDOWN_FACTOR = 4;
    private static final Duration CANARY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PLAN_AHEAD = Duration.ofDays(3);
    /** Nothing that is on its way may come to a date that is sealed. */
    private static final Duration OPEN_PERIOD = Duration.ofDays(6);
    /** Who is so far behind is waited for: a plan is there well before its events, an event well before its date seals. */
    private static final Duration MAX_LAG = Duration.ofSeconds(12);

    private static final int INTAKE_PROBES_PER_STEP = 4;

    private record ScheduledArrival(Instant stamp, String district, Arrival arrival) {}

    private final ChaosDistricts districts;
    private final LagTracker following;
    private final IntakeSenders intake;
    private final RecordSigner instanceSigner = new RecordSigner(Instances.INSTANCE_KEY);
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer = new EventWriter();
    private final List<District> canaries;
    private final List<World> enrolled = new ArrayList<>();
    private final PriorityQueue<ScheduledArrival> lines =
            new PriorityQueue<>(Comparator.comparing(ScheduledArrival::stamp));
    private final Thread thread = new Thread(this::run, "player");
    private LocalDate next;
    private volatile Instant clock;
    private volatile boolean stopped;
    private volatile Exception failure;
    private volatile long events;
    private long intakeProbes;
    private long canariesAt = System.nanoTime();

    ChaosPlayer(
            ChaosDistricts districts,
            LagTracker following,
            IntakeSenders intake,
            ClientSettings clients,
            int partitions,
            LocalDate first) {
        this.districts = districts;
        this.following = following;
        this.intake = intake;
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
    void publishFirstPlans() {
        tick();
        for (District canary : canaries) {
            send(Topics.PLANS, canary.id(), PlanJson.key(canary.id()), PlanJson.encode(canary), clock);
        }
        District probed = IntakeWorlds.probeDistrict();
        send(Topics.PLANS, probed.id(), PlanJson.key(probed.id()), PlanJson.encode(probed), clock);
        for (RoutingConfig probe : districts.probes(partitions)) {
            send(Topics.PLANS, probe.district(), RoutingJson.key(probe.district()), RoutingJson.encode(probe), clock);
        }
        publishPlan();
        producer.flush();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long due = System.nanoTime();
        while (!stopped && failure == null) {
            if (lag().compareTo(MAX_LAG) > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                due = System.nanoTime();
                continue;
            }
            try {
                step();
            } catch (RuntimeException e) {
                failure = e;
            }
            boolean slow = lag().compareTo(SLOWDOWN_LAG) > 0;
            long takes = STEP_DURATION.toNanos() * (slow ? SLOWDOWN_FACTOR : 1);
            due = Math.max(due + takes, System.nanoTime() - takes);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** The age of the oldest record that somebody has not worked off, or event that intake has not accepted. */
    private Duration lag() {
        Duration records = following.lag();
        Duration events = intake.oldestAge();
        return records.compareTo(events) > 0 ? records : events;
    }

    private void step() {
        Instant now = clock.plus(STEP);
        while (!lines.isEmpty() && !lines.peek().stamp().isAfter(now)) {
            sendEvent(lines.poll());
            events++;
        }
        clock = now;
        for (int i = 0; i < INTAKE_PROBES_PER_STEP; i++) {
            intake.send(IntakeWorlds.probe(intakeProbes++, clock));
        }
        if (System.nanoTime() - canariesAt > CANARY_INTERVAL.toNanos()) {
            canariesAt = System.nanoTime();
            sendCanaries();
        }
        tick();
        publishPlan();
    }

    private void sendEvent(ScheduledArrival line) {
        if (IntakeWorlds.isThroughIntake(line.district())) {
            intake.send(line.arrival());
        } else {
            send(
                    line.arrival().event().type().topic().topicName(),
                    line.district(),
                    line.district(),
                    line.arrival().bytes(),
                    line.stamp());
        }
    }

    private void sendCanaries() {
        Instant minute = clock.truncatedTo(ChronoUnit.MINUTES);
        for (District district : canaries) {
            EventOrigin origin = new EventOrigin(district.id(), CanaryDistricts.FEED, "canary-" + minute, minute);
            String topic = EventType.CANARY.topic().topicName();
            byte[] key = bytes(district.id());
            byte[] value = writer.write(new CanaryEvent(origin));
            int partition = ChaosDistricts.partition(district.id(), partitions);
            ProducerRecord<byte[], byte[]> canary =
                    new ProducerRecord<>(topic, partition, clock.toEpochMilli(), key, value);
            canary.headers().add(RecordSigner.HEADER, bytes(instanceSigner.sign(topic, key, value)));
            send(canary);
        }
    }

    private void publishPlan() {
        while (!clock.isBefore(next.atStartOfDay().toInstant(ZoneOffset.UTC).minus(PLAN_AHEAD))) {
            for (World world : districts.of(next)) {
                publishPlan(world);
            }
            next = next.plusDays(1);
        }
    }

    private synchronized void publishPlan(World world) {
        String id = world.district().id();
        send(Topics.PLANS, id, PlanJson.key(id), PlanJson.encode(world.district()), clock);
        RoutingConfig routing = districts.routing(world);
        send(Topics.PLANS, id, RoutingJson.key(id), RoutingJson.encode(routing), clock);
        world.campuses()
                .values()
                .forEach(plan -> send(Topics.PLANS, id, PlanJson.key(id, plan.id()), PlanJson.encode(plan), clock));
        world.arrivals().forEach(arrival -> lines.add(new ScheduledArrival(arrival.stamp(), id, arrival)));
        enrolled.add(world);
    }

    /** The present instant once more, into every partition. */
    void tick() {
        byte[] value = writer.writeTick(clock, Optional.of(clock.minus(OPEN_PERIOD)));
        for (int partition = 0; partition < partitions; partition++) {
            send(Topics.CLOCK, partition, bytes(Integer.toString(partition)), value, clock);
        }
    }

    private void send(String topic, String district, String key, byte[] value, Instant stamp) {
        send(topic, ChaosDistricts.partition(district, partitions), bytes(key), value, stamp);
    }

    private void send(String topic, int partition, byte[] key, byte[] value, Instant stamp) {
        send(new ProducerRecord<>(topic, partition, stamp.toEpochMilli(), key, value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        LagTracker.InFlightRecord sent = following.sent(new TopicPartition(record.topic(), record.partition()));
        producer.send(record, (metadata, failed) -> {
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
        intake.check();
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
