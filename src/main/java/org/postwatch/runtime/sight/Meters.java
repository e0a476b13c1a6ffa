package org.postwatch.runtime.sight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.postwatch.coverage.State;
import org.postwatch.dispatch.Affair;
import org.postwatch.routing.Entry;
import org.postwatch.topology.Onlooker;
import org.postwatch.topology.Topics;

/**
 * Postwatch's own numbers. Gauges of state speak of the partitions that are worked on here and are gone with them, so that
 * the sum over all instances is what holds; what is not known is NaN, and so is a sum that it is part of.
 */
final class Meters implements Onlooker {
    /** There from the beginning, as 0: of a series that begins with its first event nobody sees that one as a rise. */
    private static final List<String> REASONS = List.of(
            "conflicting",
            "future",
            "late",
            "malformed",
            "misplaced",
            "sealed",
            "source-not-authorised",
            "too-large",
            "too-many",
            "unknown-campus",
            "unknown-device",
            "unknown-district",
            "unknown-entrance",
            "unknown-feed",
            "unknown-incident",
            "unknown-officer",
            "unknown-type",
            "unprocessable",
            "unsigned",
            "wrong-key",
            "wrong-topic");

    /** Others are few; this is against a mistake. */
    private static final int REASONS_MAX = 60;

    private final Clock clock;
    private final PrometheusMeterRegistry registry;
    private final Clocks clocks;
    private final Campuses campuses;
    private final Predicate<Part> isSettled;
    private final OpenIncidents incidents;
    private final Map<Integer, Instant> canaries = new ConcurrentHashMap<>();
    private final Known reasons = new Known(REASONS_MAX);
    private final Map<Entry.Outcome, Counter> decisions = new EnumMap<>(Entry.Outcome.class);
    private final Map<Fate, Counter> deliveries = new EnumMap<>(Fate.class);
    private final Map<Cause, Timer> latencies = new EnumMap<>(Cause.class);
    private final MultiGauge campusGauge;
    private final MultiGauge incidentGauge;
    private final MultiGauge oldestGauge;
    private final MultiGauge lagGauge;
    private final MultiGauge canaryGauge;
    private final MultiGauge checkGauge;
    private final MultiGauge apartGauge;
    private final MultiGauge stuckGauge;
    private volatile ClockComparison comparison;
    private volatile InputSight inputs;

    /**
     * What must be elsewhere when it is not here.
     *
     * @param partitions of every topic
     * @param standbys warm copies of each that the configuration asks for
     */
    void expect(int partitions, int standbys) {
        Gauge.builder("postwatch.partitions", () -> partitions)
                .description("Partitions of each application, over all instances")
                .register(registry);
        Gauge.builder("postwatch.standbys.wanted", () -> standbys)
                .description("Warm copies of each partition that are asked for")
                .register(registry);
    }

    /** @param isSettled whether every task that falls to this instance is at work */
    Meters(Clock clock, PrometheusMeterRegistry registry, Clocks clocks, Campuses campuses, Predicate<Part> isSettled) {
        this.isSettled = isSettled;
        this.clock = clock;
        this.registry = registry;
        this.clocks = clocks;
        this.campuses = campuses;
        this.incidents = new OpenIncidents(clock);
        campusGauge = gauge("postwatch.campuses", "Campuses by their present state; NaN until all are read");
        incidentGauge = gauge("postwatch.incidents.open", "Open incidents, and what else waits for somebody");
        oldestGauge = gauge(
                "postwatch.incident.unacknowledged.oldest.seconds",
                "Since when the oldest open incident was said that nobody acknowledged; 0 when there is none");
        lagGauge = gauge(
                "postwatch.clock.lag.seconds",
                "How far a partition's clock is behind; negative: ahead; NaN until it has ticked");
        canaryGauge = gauge(
                "postwatch.watchdog.age.seconds",
                "Since a canary of the partition came through, or since its task began here");
        checkGauge = gauge("postwatch.check.passed", "1 where a check of readiness passes, else 0");
        apartGauge = gauge(
                "postwatch.clock.broker.offset.seconds",
                "How far the clock of the broker that leads a partition is ahead of this machine's; negative: behind");
        stuckGauge = gauge(
                "postwatch.input.stuck.partitions", "Partitions of an input that cannot be read to their end for 30 s");
        for (Entry.Outcome outcome : Entry.Outcome.values()) {
            decisions.put(
                    outcome,
                    Counter.builder("postwatch.notices")
                            .description("Decisions of ROUTING, as they are written down")
                            .tag("outcome", outcome.wireName())
                            .register(registry));
        }
        for (Fate fate : Fate.values()) {
            deliveries.put(
                    fate,
                    Counter.builder("postwatch.deliveries")
                            .description("What became of notices on their way out")
                            .tag("outcome", fate.wireName())
                            .register(registry));
        }
        for (Part part : Part.values()) {
            REASONS.forEach(reason -> deadLetters(part, reason));
        }
        Topics.forwarded().forEach(this::forwarded);
        for (Cause cause : Cause.values()) {
            latencies.put(cause, latency(cause));
        }
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private Timer latency(Cause cause) {
        return Timer.builder("postwatch.event.to.incident")
                .description("From an event's arrival stamp, or the instant implied, to the incident's being said")
                .tag("cause", cause.wireName())
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2_500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5))
                .register(registry);
    }

    /** Everything as it is now, in Prometheus' text; one at a time. */
    synchronized String scrape(List<Check> checks) {
        campusGauge.register(campusRows(), true);
        incidentGauge.register(incidentRows(), true);
        oldestGauge.register(oldestRows(), true);
        lagGauge.register(lagRows(), true);
        canaryGauge.register(canaryRows(), true);
        apartGauge.register(apartRows(), true);
        stuckGauge.register(stuckRows(), true);
        checkGauge.register(
                checks.stream()
                        .map(check -> row(check.passed() ? 1 : 0, "check", check.name()))
                        .toList(),
                true);
        return registry.scrape();
    }

    private static Row<Number> row(double value, String... tags) {
        return Row.of(Tags.of(tags), value);
    }

    private List<Row<?>> campusRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (campuses.isHolding()) {
            Optional<Map<State, Integer>> counts = campuses.counts().filter(known -> isSettled.test(Part.COVERAGE));
            for (State state : State.values()) {
                double count = counts.map(known -> (double) known.get(state)).orElse(Double.NaN);
                rows.add(row(count, "state", state.wireName()));
            }
        }
        return rows;
    }

    private List<Row<?>> incidentRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (incidents.isKnown()) {
            incidents
                    .counts()
                    .forEach((sort, count) -> rows.add(row(
                            ofRouting(count),
                            "kind",
                            sort.kind(),
                            "severity",
                            sort.severity(),
                            "acknowledged",
                            Boolean.toString(sort.acknowledged()))));
        }
        return rows;
    }

    private List<Row<?>> oldestRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (incidents.isKnown()) {
            incidents
                    .oldestUnacknowledged()
                    .forEach((severity, age) -> rows.add(row(ofRouting(seconds(age)), "severity", severity)));
        }
        return rows;
    }

    /** While tasks are on their way there may be more, here. */
    private double ofRouting(double known) {
        return isSettled.test(Part.ROUTING) ? known : Double.NaN;
    }

    private List<Row<?>> lagRows() {
        List<Row<?>> rows = new ArrayList<>();
        clocks.lags()
                .forEach((place, lag) -> rows.add(row(
                        lag.map(Meters::seconds).orElse(Double.NaN),
                        "application",
                        place.part().wireName(),
                        "partition",
                        Integer.toString(place.partition()))));
        return rows;
    }

    void resources(MachineResources resources) {
        Gauge.builder("postwatch.disk.free.bytes", () -> resources.latest().diskFree())
                .description("Bytes that are free where the data directory lies, looked at each minute")
                .register(registry);
        Gauge.builder("postwatch.disk.total.bytes", () -> resources.latest().diskTotal())
                .description("Size of the disk where the data directory lies")
                .register(registry);
    }

    void compare(ClockComparison clocksOfOthers) {
        comparison = clocksOfOthers;
    }

    void inputs(InputSight sight) {
        inputs = sight;
    }

    private List<Row<?>> apartRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (comparison != null) {
            comparison
                    .offsets()
                    .forEach((partition, offset) ->
                            rows.add(row(seconds(offset), "partition", Integer.toString(partition))));
        }
        return rows;
    }

    private List<Row<?>> stuckRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (inputs != null) {
            List<InputSight.Stuck> stuck = inputs.stuck();
            for (String topic : inputs.topics()) {
                long count = stuck.stream()
                        .filter(place -> place.topic().equals(topic))
                        .count();
                rows.add(row(count, "topic", topic));
            }
        }
        return rows;
    }

    private List<Row<?>> canaryRows() {
        Instant now = clock.instant();
        List<Row<?>> rows = new ArrayList<>();
        new TreeMap<>(canaries)
                .forEach((partition, at) ->
                        rows.add(row(seconds(Duration.between(at, now)), "partition", Integer.toString(partition))));
        return rows;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    @Override
    public void begins(Part part, int partition, Instant remembered) {
        clocks.begin(part, partition, remembered);
        if (part == Part.COVERAGE) {
            campuses.begin(partition);
        } else {
            incidents.begin(partition);
            canaries.put(partition, clock.instant());
        }
    }

    @Override
    public void ends(Part part, int partition) {
        clocks.forget(part, partition);
        if (part == Part.COVERAGE) {
            campuses.end(partition);
        } else {
            incidents.end(partition);
            canaries.remove(partition);
        }
    }

    @Override
    public void ticked(Part part, int partition, Instant tick) {
        clocks.turn(part, partition, tick);
    }

    @Override
    public void tickRead(int partition, long offset, String instance, Duration apart) {
        if (comparison != null) {
            comparison.tickRead(partition, offset, instance, apart);
        }
    }

    @Override
    public void setAside(Part part, String reason) {
        deadLetters(part, reason).increment();
    }

    private Counter deadLetters(Part part, String reason) {
        return Counter.builder("postwatch.dead.letters")
                .description("Records set aside")
                .tags("application", part.wireName(), "reason", reasons.of(reason))
                .register(registry);
    }

    @Override
    public void misplaced(String topic) {
        forwarded(topic).increment();
    }

    private Counter forwarded(String topic) {
        return Counter.builder("postwatch.misplaced")
                .description("Records forwarded to their district's partition")
                .tag("topic", topic)
                .register(registry);
    }

    @Override
    public void opened(Cause by, Duration after) {
        latencies.get(by).record(after.isNegative() ? Duration.ZERO : after);
    }

    @Override
    public void decided(Entry.Outcome outcome) {
        decisions.get(outcome).increment();
    }

    @Override
    public void canary(int partition) {
        canaries.put(partition, clock.instant());
    }

    @Override
    public void affair(int partition, String key, Optional<Affair> affair) {
        incidents.put(partition, key, affair);
    }

    void delivery(Fate fate) {
        deliveries.get(fate).increment();
    }
}
