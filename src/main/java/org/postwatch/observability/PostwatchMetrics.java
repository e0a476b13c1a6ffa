package org.postwatch.observability;

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
import org.postwatch.coverage.CoverageState;
import org.postwatch.notification.engine.AlertState;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.streams.PipelineListener;
import org.postwatch.streams.Topics;

/**
 * The metrics of Postwatch. State gauges cover the partitions that are processed here, so that the sum over all
 * instances is the total. Unknown values are NaN, and so are sums that include them.
 */
final class PostwatchMetrics implements PipelineListener {
    /** Registered at the start with 0: otherwise increase() would miss the first event of a series. */
    private static final List<String> INITIAL_REASONS = List.of(
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
    private static final int MAX_REASONS = 60;

    private final Clock clock;
    private final PrometheusMeterRegistry registry;
    private final ClockLagMonitor clockLag;
    private final CampusStatusCounter campusCounter;
    private final Predicate<PipelineStage> isSettled;
    private final OpenAlertCounter openAlerts;
    private final Map<Integer, Instant> lastCanaries = new ConcurrentHashMap<>();
    private final LabelValueLimiter reasons = new LabelValueLimiter(MAX_REASONS);
    private final Map<DisclosureRecord.DisclosureOutcome, Counter> decisions =
            new EnumMap<>(DisclosureRecord.DisclosureOutcome.class);
    private final Map<DeliveryEvent, Counter> deliveries = new EnumMap<>(DeliveryEvent.class);
    private final Map<IncidentCause, Timer> latencies = new EnumMap<>(IncidentCause.class);
    private final MultiGauge campusGauge;
    private final MultiGauge openAlertGauge;
    private final MultiGauge oldestGauge;
    private final MultiGauge lagGauge;
    private final MultiGauge canaryGauge;
    private final MultiGauge checkGauge;
    private final MultiGauge skewGauge;
    private final MultiGauge stuckGauge;
    private volatile ClockSkewMonitor clockSkew;
    private volatile InputProgress inputProgress;
    private volatile IntakeMetrics intake;

    /**
     * The expected totals over all instances.
     *
     * @param partitions of every topic
     * @param standbys configured standby replicas of each
     */
    void registerExpectedCounts(int partitions, int standbys) {
        Gauge.builder("postwatch.partitions", () -> partitions)
                .description("Partitions of each application, over all instances")
                .register(registry);
        Gauge.builder("postwatch.standbys.configured", () -> standbys)
                .description("Configured standby replicas of each partition")
                .register(registry);
    }

    /** @param isSettled whether every task that falls to this instance is at work */
    PostwatchMetrics(
            Clock clock,
            PrometheusMeterRegistry registry,
            ClockLagMonitor clocks,
            CampusStatusCounter campuses,
            Predicate<PipelineStage> isSettled) {
        this.isSettled = isSettled;
        this.clock = clock;
        this.registry = registry;
        this.clockLag = clocks;
        this.campusCounter = campuses;
        this.openAlerts = new OpenAlertCounter(clock);
        campusGauge = gauge("postwatch.campuses", "Campuses by their present state; NaN until all are read");
        openAlertGauge = gauge("postwatch.incidents.open", "Open incidents and other open alerts");
        oldestGauge = gauge(
                "postwatch.incident.unacknowledged.oldest.seconds",
                "Opening time of the oldest unacknowledged incident; 0 if there is none");
        lagGauge = gauge(
                "postwatch.clock.lag.seconds",
                "How far a partition's clock is behind; negative: ahead; NaN until it has ticked");
        canaryGauge = gauge(
                "postwatch.watchdog.age.seconds",
                "Time since a canary of the partition arrived, or since its task started here");
        checkGauge = gauge("postwatch.check.passed", "1 where a check of readiness passes, else 0");
        skewGauge = gauge(
                "postwatch.clock.broker.offset.seconds",
                "How far the clock of the broker that leads a partition is ahead of this machine's; negative: behind");
        stuckGauge = gauge(
                "postwatch.input.stuck.partitions", "Partitions of an input that cannot be read to their end for 30 s");
        for (DisclosureRecord.DisclosureOutcome outcome : DisclosureRecord.DisclosureOutcome.values()) {
            decisions.put(
                    outcome,
                    Counter.builder("postwatch.notices")
                            .description("Decisions of NOTIFICATION, as recorded")
                            .tag("outcome", outcome.wireName())
                            .register(registry));
        }
        for (DeliveryEvent fate : DeliveryEvent.values()) {
            deliveries.put(
                    fate,
                    Counter.builder("postwatch.deliveries")
                            .description("Delivery events of notices")
                            .tag("outcome", fate.wireName())
                            .register(registry));
        }
        for (PipelineStage part : PipelineStage.values()) {
            INITIAL_REASONS.forEach(reason -> deadLetterCounter(part, reason));
        }
        Topics.forwardedTopics().forEach(this::forwardedCounter);
        for (IncidentCause cause : IncidentCause.values()) {
            latencies.put(cause, latency(cause));
        }
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private Timer latency(IncidentCause cause) {
        return Timer.builder("postwatch.event.to.incident")
                .description("Time from an event's arrival, or from the deadline, to the publication of the incident")
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
    synchronized String scrape(List<HealthCheckResult> checks) {
        campusGauge.register(campusRows(), true);
        openAlertGauge.register(incidentRows(), true);
        oldestGauge.register(oldestRows(), true);
        lagGauge.register(lagRows(), true);
        canaryGauge.register(canaryRows(), true);
        skewGauge.register(skewRows(), true);
        stuckGauge.register(stuckRows(), true);
        if (intake != null) {
            intake.refresh();
        }
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
        if (campusCounter.hasPartitions()) {
            Optional<Map<CoverageState, Integer>> counts =
                    campusCounter.counts().filter(known -> isSettled.test(PipelineStage.COVERAGE));
            for (CoverageState state : CoverageState.values()) {
                double count = counts.map(known -> (double) known.get(state)).orElse(Double.NaN);
                rows.add(row(count, "state", state.wireName()));
            }
        }
        return rows;
    }

    private List<Row<?>> incidentRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (openAlerts.hasPartitions()) {
            openAlerts
                    .counts()
                    .forEach((sort, count) -> rows.add(row(
                            ifSettled(count),
                            "kind",
                            sort.kind(),
                            "severity",
                            sort.severity(),
                            "acknowledged",
                            Boolean.toString(sort.isAcknowledged()))));
        }
        return rows;
    }

    private List<Row<?>> oldestRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (openAlerts.hasPartitions()) {
            openAlerts
                    .oldestUnacknowledged()
                    .forEach((severity, age) -> rows.add(row(ifSettled(seconds(age)), "severity", severity)));
        }
        return rows;
    }

    /** While tasks are on their way there may be more, here. */
    private double ifSettled(double known) {
        return isSettled.test(PipelineStage.NOTIFICATION) ? known : Double.NaN;
    }

    private List<Row<?>> lagRows() {
        List<Row<?>> rows = new ArrayList<>();
        clockLag.lags()
                .forEach((place, lag) -> rows.add(row(
                        lag.map(PostwatchMetrics::seconds).orElse(Double.NaN),
                        "application",
                        place.stage().wireName(),
                        "partition",
                        Integer.toString(place.partition()))));
        return rows;
    }

    void registerDiskGauges(MachineResources resources) {
        Gauge.builder("postwatch.disk.free.bytes", () -> resources.latest().diskFree())
                .description("Free bytes on the disk of the data directory, checked each minute")
                .register(registry);
        Gauge.builder("postwatch.disk.total.bytes", () -> resources.latest().diskTotal())
                .description("Size of the disk of the data directory")
                .register(registry);
    }

    void setClockSkew(ClockSkewMonitor clocksOfOthers) {
        clockSkew = clocksOfOthers;
    }

    void setInputProgress(InputProgress sight) {
        inputProgress = sight;
    }

    void setIntakeProgress(IntakeProgress progress) {
        intake = new IntakeMetrics(registry, progress, clock);
    }

    private List<Row<?>> skewRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (clockSkew != null) {
            clockSkew
                    .skews()
                    .forEach((partition, offset) ->
                            rows.add(row(seconds(offset), "partition", Integer.toString(partition))));
        }
        return rows;
    }

    private List<Row<?>> stuckRows() {
        List<Row<?>> rows = new ArrayList<>();
        if (inputProgress != null) {
            List<InputProgress.StuckPartition> stuck = inputProgress.stuckPartitions();
            for (String topic : inputProgress.topics()) {
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
        new TreeMap<>(lastCanaries)
                .forEach((partition, at) ->
                        rows.add(row(seconds(Duration.between(at, now)), "partition", Integer.toString(partition))));
        return rows;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    @Override
    public void onTaskStarted(PipelineStage part, int partition, Instant remembered) {
        clockLag.startTracking(part, partition, remembered);
        if (part == PipelineStage.COVERAGE) {
            campusCounter.addPartition(partition);
        } else {
            openAlerts.addPartition(partition);
            lastCanaries.put(partition, clock.instant());
        }
    }

    @Override
    public void onTaskClosed(PipelineStage part, int partition) {
        clockLag.stopTracking(part, partition);
        if (part == PipelineStage.COVERAGE) {
            campusCounter.removePartition(partition);
        } else {
            openAlerts.removePartition(partition);
            lastCanaries.remove(partition);
        }
    }

    @Override
    public void onTick(PipelineStage part, int partition, Instant tick) {
        clockLag.advance(part, partition, tick);
    }

    @Override
    public void onTickRead(int partition, long offset, String instance, Duration apart) {
        if (clockSkew != null) {
            clockSkew.onTickRead(partition, offset, instance, apart);
        }
    }

    @Override
    public void onRecordRejected(PipelineStage part, String reason) {
        deadLetterCounter(part, reason).increment();
    }

    private Counter deadLetterCounter(PipelineStage part, String reason) {
        return Counter.builder("postwatch.dead.letters")
                .description("Rejected records")
                .tags("application", part.wireName(), "reason", reasons.limit(reason))
                .register(registry);
    }

    @Override
    public void onRecordForwarded(String topic) {
        forwardedCounter(topic).increment();
    }

    private Counter forwardedCounter(String topic) {
        return Counter.builder("postwatch.misplaced")
                .description("Records forwarded to their district's partition")
                .tag("topic", topic)
                .register(registry);
    }

    @Override
    public void onIncidentOpened(IncidentCause by, Duration after) {
        latencies.get(by).record(after.isNegative() ? Duration.ZERO : after);
    }

    @Override
    public void onDecision(DisclosureRecord.DisclosureOutcome outcome) {
        decisions.get(outcome).increment();
    }

    @Override
    public void onCanary(int partition) {
        lastCanaries.put(partition, clock.instant());
    }

    @Override
    public void onAlertChanged(int partition, String key, Optional<AlertState> affair) {
        openAlerts.update(partition, key, affair);
    }

    void countDelivery(DeliveryEvent fate) {
        deliveries.get(fate).increment();
    }
}
