package org.postwatch.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/**
 * The metrics of Postwatch. State gauges cover the partitions that are processed here, so that the sum over all
 * instances is the total. Unknown values are NaN, and so are sums that include them.
 */
final class PostwatchMetrics implements PipelineListener {
    private final Clock clock;
    private final PrometheusMeterRegistry registry;
    private final ClockLagMonitor clockLag;
    private final CampusStatusCounter campusCounter;
    private final Predicate<PipelineStage> isSettled;
    private final OpenAlertCounter openAlerts;
    private final Map<Integer, Instant> lastCanaries = new ConcurrentHashMap<>();
    private final PipelineCounters counters;
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

    /** @param isSettled whether every task that is assigned to this instance is running */
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
        this.counters = new PipelineCounters(registry);
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
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** The current values in the text format of Prometheus; one scrape at a time. */
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

    /** NaN while tasks are being assigned, because there may be more. */
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
        counters.countRejection(part, reason);
    }

    @Override
    public void onRecordForwarded(String topic) {
        counters.countForwarded(topic);
    }

    @Override
    public void onIncidentOpened(IncidentCause by, Duration after) {
        counters.recordIncident(by, after);
    }

    @Override
    public void onDecision(DisclosureRecord.DisclosureOutcome outcome) {
        counters.countDecision(outcome);
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
        counters.countDelivery(fate);
    }
}
