package org.postwatch.app;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.broker.PrivateDirectory;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.InstanceRole;
import org.postwatch.app.config.StreamsSettings;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.app.recovery.CorruptLog;
import org.postwatch.app.recovery.HangingTransactionAborter;
import org.postwatch.app.recovery.StartupException;
import org.postwatch.app.topics.TopicProvisioningException;
import org.postwatch.observability.ClientMetricsBinder;
import org.postwatch.observability.ClockSkewMonitor;
import org.postwatch.observability.MachineResources;
import org.postwatch.observability.ObservabilityServer;
import org.postwatch.streams.PipelineListener;
import org.postwatch.streams.PipelineListener.PipelineStage;
import org.postwatch.streams.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance of Postwatch: the embedded broker, if any; the topics; the Kafka Streams applications; clock
 * ticks, canaries, delivery and the front server, each if the instance has the role. They start in this order and stop in reverse order. The instance ends when it is
 * closed or after a fatal failure, whose reason it returns.
 */
public final class PostwatchServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostwatchServer.class);
    /** The time for delivery to stop. With 5 s for the broker and 1 s each for the front server and the ticks, a stop takes at most 10 s. */
    private static final Duration MAX_STREAMS_STOP_TIME = Duration.ofSeconds(3);

    enum TimeMode {
        LIVE,
        RECORDED
    }

    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private MachineResources resources;
    private Housekeeping housekeeping;
    private PreparedBroker broker;
    private final List<StreamsApplication> applications = new ArrayList<>();
    private ClockSkewMonitor clockSkew;
    private StuckInputMonitor stuckInputs;
    private HangingTransactionAborter hangingTransactions;
    private PeriodicProducer clockTicks;
    private CanaryProducer canaries;
    private DeliveryWorker delivery;
    private boolean servesFront;
    private volatile FrontServer front;
    private ObservabilityServer observability;
    private Admin topicCheckAdmin;
    private volatile boolean closed;

    private PostwatchServer() {}

    /**
     * Returns when everything is started; the tasks of Kafka Streams may still be starting ({@link #awaitRunning}).
     *
     * @throws org.postwatch.app.broker.BrokerException when the embedded broker does not start
     * @throws TopicProvisioningException when the topics do not have the required settings or cannot be created
     */
    public static PostwatchServer start(Configuration configuration, Supplier<Topology> topology) {
        return new PostwatchServer().start(configuration, topology, Optional.empty(), TimeMode.LIVE);
    }

    /** The same with NOTIFICATION, if the instance has this role. */
    public static PostwatchServer start(
            Configuration configuration, Supplier<Topology> coverage, Supplier<Topology> routing) {
        return new PostwatchServer().start(configuration, coverage, Optional.of(routing), TimeMode.LIVE);
    }

    /**
     * The same with health and metrics over HTTP, unless the configuration switches them off, from the first moment to
     * the last; and with the front server, if the instance has the role intake.
     *
     * @throws org.postwatch.http.HttpServerException if a server cannot listen
     */
    public static PostwatchServer startWithObservability(
            Configuration configuration,
            Function<PipelineListener, Topology> coverage,
            Function<PipelineListener, Topology> routing) {
        if (configuration.usesEmbeddedBroker()) {
            // Checked before the ports: a second instance with the same data directory also finds the ports in use.
            EmbeddedBroker.requireUnused(PreparedBroker.directory(configuration));
        }
        PostwatchServer node = new PostwatchServer();
        node.servesFront = configuration.has(InstanceRole.INTAKE);
        node.clockSkew = new ClockSkewMonitor(
                ClockTickProducer.instanceName(), configuration.topics().partitions());
        if (configuration.management().isEnabled()) {
            node.observability = openObservability(configuration, node.clockSkew);
            if (node.servesFront) {
                node.observability.addReadinessCheck(() -> FrontServer.check(node.front));
            }
        }
        PipelineListener listener =
                node.observability == null ? PipelineListener.NONE : node.observability.pipelineListener();
        PipelineListener coverageListener = node.observability == null ? node.clockSkew : listener;
        return node.start(
                configuration,
                () -> coverage.apply(coverageListener),
                Optional.of(() -> routing.apply(listener)),
                TimeMode.LIVE);
    }

    private static ObservabilityServer openObservability(Configuration configuration, ClockSkewMonitor clockSkew) {
        Configuration.ManagementOptions management = configuration.management();
        ObservabilityServer opened = ObservabilityServer.open(
                management.host(),
                management.port(),
                InstanceRole.stages(configuration.roles()),
                Duration.ofSeconds(management.maxClockLagSeconds()),
                configuration.topics().partitions(),
                configuration.streams().standbys(),
                clockSkew);
        if (configuration.has(InstanceRole.DELIVERY)) {
            opened.requireDelivery();
        }
        return opened;
    }

    /** The same with recorded timestamps: nothing expires, and the caller sends the ticks. */
    public static PostwatchServer startForReplay(Configuration configuration, Supplier<Topology> topology) {
        return new PostwatchServer().start(configuration, topology, Optional.empty(), TimeMode.RECORDED);
    }

    /** The same with NOTIFICATION. */
    public static PostwatchServer startForReplay(
            Configuration configuration, Supplier<Topology> coverage, Supplier<Topology> routing) {
        return new PostwatchServer().start(configuration, coverage, Optional.of(routing), TimeMode.RECORDED);
    }

    private PostwatchServer start(
            Configuration configuration,
            Supplier<Topology> coverage,
            Optional<Supplier<Topology>> routing,
            TimeMode time) {
        try {
            startAll(configuration, coverage, routing.filter(r -> configuration.has(InstanceRole.NOTIFICATION)), time);
            return this;
        } catch (RuntimeException | Error e) {
            Optional<String> shortage =
                    resources == null || e instanceof StartupException ? Optional.empty() : resources.shortage();
            close();
            if (shortage.isPresent()) {
                throw new StartupException(shortage.get(), e);
            }
            Optional<String> corrupt = e instanceof StartupException ? Optional.empty() : CorruptLog.describe(e);
            if (corrupt.isPresent()) {
                throw new StartupException(corrupt.get(), e);
            }
            throw e;
        }
    }

    /** If a resource of the machine is exhausted, the reason starts with it. */
    private void fail(String reason) {
        if (closed) {
            // Failures during a stop are no reason.
            return;
        }
        failure.complete(
                resources.shortage().map(cause -> cause + " (" + reason + ")").orElse(reason));
    }

    private void startAll(
            Configuration configuration,
            Supplier<Topology> coverage,
            Optional<Supplier<Topology>> routing,
            TimeMode time) {
        PrivateDirectory.ensure(configuration.dataDirectory());
        resources = new MachineResources(configuration.dataDirectory());
        resources.findStartProblem().ifPresent(reason -> {
            throw new StartupException(reason, null);
        });
        housekeeping = Housekeeping.start(resources, configuration.dataDirectory());
        broker = PreparedBroker.start(configuration, time, this::fail);
        ClientSettings clients = broker.clients();
        if (time == TimeMode.LIVE) {
            topicCheckAdmin = clients.openAdmin();
            if (configuration.usesEmbeddedBroker()) {
                hangingTransactions = HangingTransactionAborter.start(topicCheckAdmin);
            } else {
                BrokerSettingsCheck.warnOfLongTransactions(topicCheckAdmin);
            }
            stuckInputs = new StuckInputMonitor(topicCheckAdmin, Topics.consumedByInstances()).start();
        }
        if (observability != null) {
            observability.addInputCheck(stuckInputs);
            observability.addResourceChecks(resources);
            if (configuration.has(InstanceRole.COVERAGE)) {
                observability.startCampusCounter(clients.consumer());
            }
            observability.topicCheck(() -> configuration.topics().differences(topicCheckAdmin, Topics.liveSpecs()));
        }
        if (configuration.has(InstanceRole.COVERAGE)) {
            start(
                    PipelineStage.COVERAGE,
                    coverage.get(),
                    StreamsSettings.ofCoverage(configuration, broker.bootstrapServers()));
        }
        routing.ifPresent(r -> start(
                PipelineStage.NOTIFICATION,
                r.get(),
                StreamsSettings.ofNotification(configuration, broker.bootstrapServers())));
        if (time == TimeMode.LIVE) {
            startProducersAndServers(configuration, clients, routing.isPresent());
        }
    }

    private void startProducersAndServers(
            Configuration configuration, ClientSettings clients, boolean isNotificationRunning) {
        int partitions = configuration.topics().partitions();
        ClientMetricsBinder gauges = observability == null ? ClientMetricsBinder.NONE : observability.clientMetrics();
        if (clockSkew == null) {
            clockSkew = new ClockSkewMonitor(ClockTickProducer.instanceName(), partitions);
        }
        if (configuration.has(InstanceRole.COVERAGE)) {
            clockTicks = ClockTickProducer.start(
                    clients, partitions, gauges, clockSkew, stuckInputs::topics, this::fail, Clock.systemUTC());
        }
        if (isNotificationRunning && configuration.notification().isWatchdogEnabled()) {
            canaries = CanaryProducer.start(
                    clients, partitions, gauges, AuthenticationConfigReader.instanceKey(configuration));
        }
        if (configuration.has(InstanceRole.DELIVERY)) {
            startDelivery(configuration, clients, gauges);
        }
        if (servesFront) {
            front = FrontServer.start(configuration, clients, Clock.systemUTC());
            if (observability != null) {
                observability.setIntakeProgress(front.intakeProgress());
            }
        }
    }

    private void startDelivery(Configuration configuration, ClientSettings clients, ClientMetricsBinder gauges) {
        delivery = DeliveryWorker.startWithObservability(
                clients,
                configuration.topics().replication(),
                configuration.deliveryAccess(),
                observability == null ? event -> {} : observability.deliveryListener(),
                gauges,
                configuration.notification().smtpHeloName(),
                this::fail);
        if (observability != null) {
            observability.setDeliveryProgress(delivery.progress());
        }
    }

    private void start(PipelineStage part, Topology topology, Properties settings) {
        broker.uncleanStop().ifPresent(stop -> settings.put(Topics.UNCLEAN_SHUTDOWN_CONFIG, stop));
        StreamsApplication application = new StreamsApplication(topology, settings, this::fail);
        applications.add(application);
        if (observability != null) {
            observability.addApplication(part, application.streams());
        }
        application.start();
    }

    /** Starts NOTIFICATION after {@link #startForReplay}, so that it reads all earlier output in order. */
    public synchronized void startNotification(Configuration configuration, Supplier<Topology> routing) {
        if (!closed) {
            start(
                    PipelineStage.NOTIFICATION,
                    routing.get(),
                    StreamsSettings.ofNotification(configuration, broker.bootstrapServers()));
        }
    }

    /**
     * Starts the front server after {@link #startForReplay}.
     *
     * @param clock the recorded time at which events and messages arrive
     * @return its port
     * @throws org.postwatch.http.HttpServerException if it cannot listen
     */
    public synchronized OptionalInt startFront(Configuration configuration, InstantSource clock) {
        if (!closed) {
            front = FrontServer.start(configuration, broker.clients(), clock);
        }
        return frontPort();
    }

    /** Whether the front server takes events: it listens, and has read the plans and the granted tokens. */
    public boolean isFrontReady() {
        return FrontServer.check(front).passed();
    }

    /** The addresses of the brokers, embedded or not. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The port of health and metrics, if they are served. */
    public OptionalInt httpPort() {
        return observability == null ? OptionalInt.empty() : OptionalInt.of(observability.port());
    }

    /** The port of the front server, if it runs. */
    public OptionalInt frontPort() {
        return front == null ? OptionalInt.empty() : OptionalInt.of(front.port());
    }

    /** Waits until every task runs, and returns whether they do after at most {@code max}. */
    public boolean awaitRunning(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        for (StreamsApplication application : applications) {
            if (!application.awaitRunning(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until every check of {@code /health/ready} passes. Without HTTP there are no checks, and it does not wait.
     *
     * @return false if it is not ready after {@code max}, or has failed
     */
    public boolean awaitReady(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (observability != null && !observability.isReady()) {
            if (System.nanoTime() > deadline || failure.isDone()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    /** Waits until the instance fails, and returns the reason. */
    public String awaitFailure() throws InterruptedException {
        while (true) {
            try {
                return failure.get(1, TimeUnit.MINUTES);
            } catch (TimeoutException e) {
                // No failure: continue to wait.
            } catch (ExecutionException e) {
                return e.getCause().toString();
            }
        }
    }

    /** The reason of the failure; empty while the instance runs. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    private static void await(Thread stopping) {
        try {
            stopping.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops within 10 s. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(front);
        stop(canaries);
        stop(clockTicks);
        stopApplicationsAndDelivery();
        if (observability != null) {
            observability.stopClients();
        }
        stop(stuckInputs);
        stop(hangingTransactions);
        stop(topicCheckAdmin == null ? null : () -> topicCheckAdmin.close(Duration.ZERO));
        stop(broker);
        stop(observability);
        stop(housekeeping);
    }

    /** All at once, so that the slowest of them decides how long it takes. */
    private void stopApplicationsAndDelivery() {
        List<Thread> stopping = new ArrayList<>();
        applications.forEach(application ->
                stopping.add(new Thread(() -> application.close(MAX_STREAMS_STOP_TIME), "stop-streams")));
        if (delivery != null) {
            stopping.add(new Thread(delivery::close, "stop-delivery"));
        }
        stopping.forEach(Thread::start);
        stopping.forEach(PostwatchServer::await);
    }

    /** Logs a failure, so that the other parts are stopped nevertheless. */
    private static void stop(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
        }
    }
}
