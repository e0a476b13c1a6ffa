package org.postwatch.observability;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.postwatch.http.HttpAddress;
import org.postwatch.http.HttpHandler;
import org.postwatch.http.HttpLimits;
import org.postwatch.http.HttpResponse;
import org.postwatch.http.HttpRoute;
import org.postwatch.http.HttpServer;
import org.postwatch.http.HttpServerException;
import org.postwatch.streams.PipelineListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health and metrics of one instance, over HTTP from the start: while it starts, the instance is alive and not ready.
 */
public final class ObservabilityServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObservabilityServer.class);
    /** In these a Streams application never works again. */
    private static final Set<KafkaStreams.State> STOPPED_STATES =
            EnumSet.of(KafkaStreams.State.ERROR, KafkaStreams.State.PENDING_ERROR, KafkaStreams.State.NOT_RUNNING);

    private static final String PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final ClockLagMonitor clockLag = new ClockLagMonitor(Clock.systemUTC());
    private final HealthChecks health = new HealthChecks();
    private final Map<PipelineListener.PipelineStage, KafkaStreams> applications = new ConcurrentHashMap<>();
    private final PrometheusMeterRegistry registry = registry();
    private final CampusStatusCounter campusCounter = new CampusStatusCounter();
    private final PostwatchMetrics metrics = new PostwatchMetrics(
            Clock.systemUTC(), registry, clockLag, campusCounter, part -> state(part) == KafkaStreams.State.RUNNING);
    private final KafkaMetricsBinder kafkaMetrics = new KafkaMetricsBinder(registry);
    private final DeliveryHealthCheck delivery = new DeliveryHealthCheck(Clock.systemUTC());
    private volatile TopicHealthCheck topicCheck;
    private HttpServer httpServer;

    private ObservabilityServer(
            Set<PipelineListener.PipelineStage> parts,
            Duration clockLagMax,
            int partitions,
            int standbys,
            ClockSkewMonitor comparison) {
        metrics.registerExpectedCounts(partitions, standbys);
        metrics.setClockSkew(comparison);
        for (PipelineListener.PipelineStage part : parts) {
            health.addLiveness(() -> checkAlive(part));
            health.addReadiness(() -> checkRunning(part));
            health.addReadiness(() -> clockLag.check(part, clockLagMax));
        }
        health.addReadiness(comparison::check);
        health.addReadiness(this::topicCheck);
    }

    /**
     * Starts the server.
     *
     * @param parts the applications that run here
     * @param clockLagMax how far the clock of a partition may lag while the instance is ready
     * @param partitions of each application, over all instances
     * @param standbys configured standby replicas
     * @param comparison compares this machine's clock with others
     * @throws HttpServerException if it cannot listen there
     */
    public static ObservabilityServer open(
            String host,
            int port,
            Set<PipelineListener.PipelineStage> parts,
            Duration clockLagMax,
            int partitions,
            int standbys,
            ClockSkewMonitor comparison) {
        ObservabilityServer opened = new ObservabilityServer(parts, clockLagMax, partitions, standbys, comparison);
        opened.httpServer =
                HttpServer.start(HttpAddress.plain("management", host, port), HttpLimits.MANAGEMENT, opened.routes());
        LOG.info("health and metrics: http://{}:{}", host, opened.port());
        if (!HttpAddress.isLoopback(host)) {
            LOG.warn(
                    "management.host is {}: every client that can reach it can read health and metrics without a"
                            + " password; use 127.0.0.1 to restrict them to this machine",
                    host);
        }
        return opened;
    }

    private List<HttpRoute> routes() {
        return List.of(
                HttpRoute.get("/health/live", page(() -> healthPage(health.liveness()))),
                HttpRoute.get("/health/ready", page(() -> healthPage(health.readiness()))),
                HttpRoute.get("/metrics", page(this::metricsPage)));
    }

    private static HttpHandler page(Supplier<HttpResponse> page) {
        return request -> CompletableFuture.completedStage(page.get());
    }

    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new KafkaMeterFilter());
        return registry;
    }

    /** Where it listens. */
    public int port() {
        return httpServer.port();
    }

    /** To be handed to the topologies. */
    public PipelineListener pipelineListener() {
        return metrics;
    }

    /** The listener for delivery events. */
    public Consumer<DeliveryEvent> deliveryListener() {
        return metrics::countDelivery;
    }

    /** Where Kafka's clients show what they measure. */
    public ClientMetricsBinder clientMetrics() {
        return kafkaMetrics;
    }

    /** Delivery is enabled here: the instance is not ready until it works. */
    public void requireDelivery() {
        delivery.register(registry);
        health.addReadiness(delivery::check);
    }

    /** They are from now on. */
    public void setDeliveryProgress(DeliveryProgress mile) {
        delivery.setProgress(mile);
    }

    /** The topics can be read from now on: settings of a reader of committed records. */
    public void startCampusCounter(Map<String, Object> settings) {
        campusCounter.start(settings);
    }

    /** An application was created and may be started. */
    public void addApplication(PipelineListener.PipelineStage part, KafkaStreams streams) {
        applications.put(part, streams);
        kafkaMetrics.bindStreams(part, streams);
    }

    /**
     * The topics exist.
     *
     * @param differences returns the differences from the required settings; called periodically on its own thread
     */
    public void topicCheck(Supplier<List<String>> differences) {
        topicCheck = new TopicHealthCheck(differences);
    }

    /** Whether inputs can be read is checked from now on. */
    public void addInputCheck(InputProgress sight) {
        metrics.setInputProgress(sight);
        health.addReadiness(sight::check);
    }

    /** What intake takes here is shown from now on. */
    public void setIntakeProgress(IntakeProgress progress) {
        metrics.setIntakeProgress(progress);
    }

    /** One more check of readiness, from now on. It never blocks. */
    public void addReadinessCheck(Supplier<HealthCheckResult> check) {
        health.addReadiness(check);
    }

    /** The resources of the machine are checked from now on. */
    public void addResourceChecks(MachineResources resources) {
        metrics.registerDiskGauges(resources);
        for (MachineResources.ResourceKind kind : MachineResources.ResourceKind.values()) {
            health.addReadiness(() -> resources.check(kind));
        }
    }

    private HealthCheckResult checkAlive(PipelineListener.PipelineStage part) {
        KafkaStreams.State state = state(part);
        String found = state == null ? "starting" : state.toString();
        return state == null || !STOPPED_STATES.contains(state)
                ? HealthCheckResult.passed(part.wireName() + "-alive", found, "not dead")
                : HealthCheckResult.failed(
                        part.wireName() + "-alive",
                        found,
                        "not dead",
                        "restart the instance; see the log for the cause");
    }

    private HealthCheckResult checkRunning(PipelineListener.PipelineStage part) {
        KafkaStreams.State state = state(part);
        String expected = KafkaStreams.State.RUNNING.toString();
        return state == KafkaStreams.State.RUNNING
                ? HealthCheckResult.passed(part.wireName() + "-running", expected, expected)
                : HealthCheckResult.failed(
                        part.wireName() + "-running",
                        state == null ? "starting" : state.toString(),
                        expected,
                        "wait during a start, a restore or a rebalance; if it persists, see the log");
    }

    private KafkaStreams.State state(PipelineListener.PipelineStage part) {
        KafkaStreams streams = applications.get(part);
        return streams == null ? null : streams.state();
    }

    private HealthCheckResult topicCheck() {
        TopicHealthCheck known = topicCheck;
        return known == null ? TopicHealthCheck.NOT_CHECKED_YET : known.latest();
    }

    private HttpResponse metricsPage() {
        kafkaMetrics.refresh();
        return HttpResponse.of(
                200, PROMETHEUS_CONTENT_TYPE, metrics.scrape(health.readiness()).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether every check of {@code /health/ready} passes. */
    public boolean isReady() {
        return health.readiness().stream().allMatch(HealthCheckResult::passed);
    }

    private static HttpResponse healthPage(List<HealthCheckResult> checks) {
        boolean ok = checks.stream().allMatch(HealthCheckResult::passed);
        return HttpResponse.json(ok ? 200 : 503, HealthJson.write(checks));
    }

    /** Sends no more requests to the brokers; the pages stay available. */
    public void stopClients() {
        campusCounter.close();
        if (topicCheck != null) {
            topicCheck.close();
        }
    }

    @Override
    public void close() {
        stopClients();
        httpServer.close();
        kafkaMetrics.close();
    }
}
