package org.postwatch.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.broker.PrivateDirectory;
import org.postwatch.runtime.sight.ClientGauges;
import org.postwatch.runtime.sight.ClockComparison;
import org.postwatch.runtime.sight.MachineResources;
import org.postwatch.runtime.sight.Sight;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Onlooker;
import org.postwatch.topology.Onlooker.Part;
import org.postwatch.topology.Topics;
import org.postwatch.topology.UncleanStop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance of Postwatch: the broker, if it is inside; the topics; the Kafka Streams applications; the
 * metronome, the canaries and the delivery of notices. Started in this order, stopped in the reverse one. It ends when it is closed or when it can go on no more, and then says why.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** Delivery takes no longer. With the broker's 5 s and the metronome's 1 s within the 10 s that a stop may take. */
    private static final Duration STREAMS_STOP_MAX = Duration.ofSeconds(3);

    private enum Time {
        LIVE,
        RECORDED
    }

    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private MachineResources resources;
    private Housekeeping housekeeping;
    private EmbeddedBroker broker;
    private Optional<UncleanStop> uncleanStop = Optional.empty();
    private String bootstrapServers;
    private final List<StreamsApplication> applications = new ArrayList<>();
    private ClockComparison clocks;
    private StuckInputs stuckInputs;
    private HangingTransactions hanging;
    private Metronome metronome;
    private Canaries canaries;
    private DeliveryWorker delivery;
    private Sight sight;
    private Admin rounds;
    private volatile boolean closed;

    private Node() {}

    /**
     * Returns when everything is started; the tasks of Kafka Streams may still be on their way ({@link #awaitRunning}).
     *
     * @throws org.postwatch.broker.BrokerException when the broker inside does not start
     * @throws ProvisioningException when the topics cannot be had as they must be
     */
    public static Node start(Configuration configuration, Supplier<Topology> topology) {
        return new Node().start(configuration, topology, Optional.empty(), Time.LIVE);
    }

    /** The same with ROUTING beside it, unless the configuration says that it runs elsewhere. */
    public static Node start(Configuration configuration, Supplier<Topology> coverage, Supplier<Topology> routing) {
        return new Node().start(configuration, coverage, Optional.of(routing), Time.LIVE);
    }

    /**
     * The same with health and metrics over HTTP, unless the configuration switches them off: from the first moment on, and
     * until the last.
     *
     * @throws org.postwatch.runtime.sight.SightException when the port cannot be had
     */
    public static Node startInSight(
            Configuration configuration, Function<Onlooker, Topology> coverage, Function<Onlooker, Topology> routing) {
        if (configuration.brokerInside()) {
            // Before the ports: that both instances want the same data explains why the ports are taken, too.
            EmbeddedBroker.requireUnused(brokerDirectory(configuration));
        }
        Configuration.Http http = configuration.http();
        Node node = new Node();
        node.clocks = new ClockComparison(
                Metronome.instanceName(), configuration.topics().partitions());
        if (!http.enabled()) {
            return node.start(
                    configuration,
                    () -> coverage.apply(node.clocks),
                    Optional.of(() -> routing.apply(Onlooker.NONE)),
                    Time.LIVE);
        }
        node.sight = Sight.open(
                http.host(),
                http.port(),
                configuration.routing().enabled() ? EnumSet.allOf(Part.class) : EnumSet.of(Part.COVERAGE),
                Duration.ofSeconds(http.clockLagMaxSeconds()),
                configuration.topics().partitions(),
                configuration.streams().standbys(),
                node.clocks);
        if (configuration.routing().delivery()) {
            node.sight.expectDelivery();
        }
        Onlooker onlooker = node.sight.onlooker();
        return node.start(
                configuration, () -> coverage.apply(onlooker), Optional.of(() -> routing.apply(onlooker)), Time.LIVE);
    }

    private static Path brokerDirectory(Configuration configuration) {
        return configuration.data().resolve("broker");
    }

    /** The same over recorded stamps: nothing expires, and whoever plays the records also sends the ticks. */
    public static Node startForReplay(Configuration configuration, Supplier<Topology> topology) {
        return new Node().start(configuration, topology, Optional.empty(), Time.RECORDED);
    }

    /** Both over recorded stamps. */
    public static Node startForReplay(
            Configuration configuration, Supplier<Topology> coverage, Supplier<Topology> routing) {
        return new Node().start(configuration, coverage, Optional.of(routing), Time.RECORDED);
    }

    private Node start(
            Configuration configuration, Supplier<Topology> coverage, Optional<Supplier<Topology>> routing, Time time) {
        try {
            startAll(
                    configuration,
                    coverage,
                    routing.filter(r -> configuration.routing().enabled()),
                    time);
            return this;
        } catch (RuntimeException | Error e) {
            Optional<String> shortage =
                    resources == null || e instanceof MachineException ? Optional.empty() : resources.shortage();
            close();
            if (shortage.isPresent()) {
                throw new MachineException(shortage.get(), e);
            }
            Optional<String> corrupt = e instanceof MachineException ? Optional.empty() : CorruptLog.of(e);
            if (corrupt.isPresent()) {
                throw new MachineException(corrupt.get(), e);
            }
            throw e;
        }
    }

    /** If a resource of the machine ran out, the reason begins with it. */
    private void fail(String reason) {
        if (closed) {
            // What fails while everything stops is no reason.
            return;
        }
        failure.complete(
                resources.shortage().map(cause -> cause + " (" + reason + ")").orElse(reason));
    }

    private void startAll(
            Configuration configuration, Supplier<Topology> coverage, Optional<Supplier<Topology>> routing, Time time) {
        PrivateDirectory.ensure(configuration.data());
        resources = new MachineResources(configuration.data());
        resources.reasonNotToStart().ifPresent(reason -> {
            throw new MachineException(reason, null);
        });
        housekeeping = Housekeeping.start(resources, configuration.data());
        if (configuration.brokerInside()) {
            broker = EmbeddedBroker.start(
                    brokerDirectory(configuration),
                    configuration.broker().port(),
                    configuration.broker().properties(),
                    this::fail);
            LOG.info("the broker inside listens on {}, data in {}", broker.bootstrapServers(), configuration.data());
        }
        bootstrapServers = broker == null ? configuration.bootstrapServers() : broker.bootstrapServers();
        ClientSettings clients = ClientSettings.of(configuration, bootstrapServers);
        boolean unclean = broker != null && broker.wasStoppedUncleanly();
        LostRecords lost = LostRecords.in(configuration.data());
        if (unclean) {
            try (Admin admin = Admin.create(clients.admin())) {
                lost.require(
                        broker.onDiskBefore(),
                        UncleanStopRecovery.ends(admin, broker.onDiskBefore().keySet()));
            }
        }
        try (Admin admin = Admin.create(clients.admin())) {
            configuration.topics().ensure(admin, time == Time.LIVE ? Topics.live() : Topics.replay());
            if (unclean && time == Time.LIVE) {
                recover(configuration, admin, clients, lost);
            }
        }
        if (time == Time.LIVE) {
            rounds = Admin.create(clients.admin());
            if (configuration.brokerInside()) {
                hanging = HangingTransactions.start(rounds);
            } else {
                BrokerLimits.warn(rounds);
            }
            stuckInputs = new StuckInputs(rounds, Topics.read()).start();
        }
        if (sight != null) {
            sight.inputs(stuckInputs);
            sight.resources(resources);
            sight.readable(clients.consumer());
            sight.topics(() -> configuration.topics().differences(rounds, Topics.live()));
        }
        start(Part.COVERAGE, coverage.get(), StreamsSettings.of(configuration, bootstrapServers));
        routing.ifPresent(
                r -> start(Part.ROUTING, r.get(), StreamsSettings.ofRouting(configuration, bootstrapServers)));
        if (time == Time.LIVE) {
            int partitions = configuration.topics().partitions();
            ClientGauges gauges = sight == null ? ClientGauges.NONE : sight.clients();
            if (clocks == null) {
                clocks = new ClockComparison(Metronome.instanceName(), partitions);
            }
            metronome = Metronome.start(clients, partitions, gauges, clocks, stuckInputs::topics, this::fail);
            if (routing.isPresent() && configuration.routing().watchdog()) {
                canaries = Canaries.start(clients, partitions, gauges, InstanceTrust.key(configuration));
            }
            if (configuration.routing().delivery()) {
                delivery = DeliveryWorker.startInSight(
                        clients,
                        configuration.topics().replication(),
                        configuration.deliveryAccess(),
                        sight == null ? fate -> {} : sight.deliveries(),
                        gauges,
                        configuration.routing().smtpHello(),
                        this::fail);
                if (sight != null) {
                    sight.delivery(delivery.report());
                }
            }
        }
    }

    private void recover(Configuration configuration, Admin admin, ClientSettings clients, LostRecords lost) {
        Set<Part> parts = configuration.routing().enabled() ? EnumSet.allOf(Part.class) : EnumSet.of(Part.COVERAGE);
        String coverage = configuration.streams().applicationId();
        UncleanStopRecovery.putInStep(
                admin,
                List.of(coverage, configuration.routing().applicationId()),
                group -> group.equals(coverage)
                        && lost.isAccepted(coverage + "-" + CoverageTopology.STORE + "-changelog"),
                configuration.data().resolve("streams"));
        NoticesRead notices = NoticesRead.read(clients);
        EmbeddedBroker recovering = broker;
        uncleanStop = Optional.of(new UncleanStop(
                notices.latest(),
                notices.notices(),
                parts,
                configuration.topics().partitions(),
                () -> {
                    recovering.recovered();
                    lost.recovered();
                    LOG.info("all state is published again after the unclean stop");
                }));
    }

    private void start(Part part, Topology topology, Properties settings) {
        uncleanStop.ifPresent(stop -> settings.put(Topics.UNCLEAN_STOP_SETTING, stop));
        StreamsApplication application = new StreamsApplication(topology, settings, this::fail);
        applications.add(application);
        if (sight != null) {
            sight.application(part, application.streams());
        }
        application.start();
    }

    /** Starts ROUTING beside COVERAGE later than {@link #startForReplay}: all that was said by then it finds in order. */
    public synchronized void startRouting(Configuration configuration, Supplier<Topology> routing) {
        if (!closed) {
            start(Part.ROUTING, routing.get(), StreamsSettings.ofRouting(configuration, bootstrapServers));
        }
    }

    /** Where clients find the broker, inside or not. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where health and metrics are, if they are shown. */
    public OptionalInt httpPort() {
        return sight == null ? OptionalInt.empty() : OptionalInt.of(sight.port());
    }

    /** Whether every task runs, at the latest after so long. */
    public boolean awaitRunning(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        for (StreamsApplication application : applications) {
            if (!application.awaitRunning(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    /** Waits until the instance can go on no more, and returns why. */
    public String awaitFailure() throws InterruptedException {
        while (true) {
            try {
                return failure.get(1, TimeUnit.MINUTES);
            } catch (TimeoutException e) {
                // Nothing has failed: wait on.
            } catch (ExecutionException e) {
                return e.getCause().toString();
            }
        }
    }

    /** Why the instance can go on no more; empty while it can. */
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

    /** Stops within 10 s. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(canaries);
        stop(metronome);
        List<Thread> stopping = new ArrayList<>();
        applications.forEach(
                application -> stopping.add(new Thread(() -> application.close(STREAMS_STOP_MAX), "stop-streams")));
        if (delivery != null) {
            stopping.add(new Thread(delivery::close, "stop-delivery"));
        }
        stopping.forEach(Thread::start);
        stopping.forEach(Node::await);
        if (sight != null) {
            sight.leave();
        }
        stop(stuckInputs);
        stop(hanging);
        stop(rounds == null ? null : () -> rounds.close(Duration.ZERO));
        stop(broker);
        stop(sight);
        stop(housekeeping);
    }

    /** What does not stop is logged, and the rest is stopped all the same. */
    private static void stop(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            LOG.warn("{} did not stop in order", part.getClass().getSimpleName(), e);
        }
    }
}
