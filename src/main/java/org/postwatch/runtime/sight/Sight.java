package org.postwatch.runtime.sight;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.postwatch.runtime.sight.Door.Page;
import org.postwatch.topology.Onlooker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health and metrics of one instance, over HTTP from the first moment on: an instance that starts says so, and that it is not ready. */
public final class Sight implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sight.class);
    /** In these a Streams application never works again. */
    private static final Set<KafkaStreams.State> DEAD =
            EnumSet.of(KafkaStreams.State.ERROR, KafkaStreams.State.PENDING_ERROR, KafkaStreams.State.NOT_RUNNING);

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Clocks clocks = new Clocks(Clock.systemUTC());
    private final Health health = new Health();
    private final Map<Onlooker.Part, KafkaStreams> applications = new ConcurrentHashMap<>();
    private final PrometheusMeterRegistry registry = registry();
    private final Campuses campuses = new Campuses();
    private final Meters meters = new Meters(
            Clock.systemUTC(), registry, clocks, campuses, part -> state(part) == KafkaStreams.State.RUNNING);
    private final KafkaMeters kafka = new KafkaMeters(registry);
    private final DeliverySight delivery = new DeliverySight(Clock.systemUTC());
    private volatile Rounds rounds;
    private Door door;

    private Sight(
            Set<Onlooker.Part> parts, Duration clockLagMax, int partitions, int standbys, ClockComparison comparison) {
        meters.expect(partitions, standbys);
        meters.compare(comparison);
        for (Onlooker.Part part : parts) {
            health.addAlive(() -> alive(part));
            health.addReady(() -> running(part));
            health.addReady(() -> clocks.check(part, clockLagMax));
        }
        health.addReady(comparison::check);
        health.addReady(this::topics);
    }

    /**
     * Answers from now on.
     *
     * @param parts the applications that are to run here
     * @param clockLagMax how far the clock of a partition may be behind while the instance is ready
     * @param partitions of each application, over all instances
     * @param standbys warm copies that the configuration asks for
     * @param comparison of this machine's clock with others
     * @throws SightException when it cannot listen there
     */
    public static Sight open(
            String host,
            int port,
            Set<Onlooker.Part> parts,
            Duration clockLagMax,
            int partitions,
            int standbys,
            ClockComparison comparison) {
        Sight sight = new Sight(parts, clockLagMax, partitions, standbys, comparison);
        sight.door = Door.open(
                host,
                port,
                Map.of(
                        "/health/live", () -> page(sight.health.alive()),
                        "/health/ready", () -> page(sight.health.ready()),
                        "/metrics", sight::metrics));
        LOG.info("health and metrics: http://{}:{}", host, sight.port());
        return sight;
    }

    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new KafkaSeries());
        return registry;
    }

    /** Where it listens. */
    public int port() {
        return door.port();
    }

    /** To be handed to the topologies. */
    public Onlooker onlooker() {
        return meters;
    }

    /** To be told what becomes of notices. */
    public Consumer<Fate> deliveries() {
        return meters::delivery;
    }

    /** Where Kafka's clients show what they measure. */
    public ClientGauges clients() {
        return kafka;
    }

    /** Notices are to be brought out here: until they are, the instance is not ready. */
    public void expectDelivery() {
        delivery.register(registry);
        health.addReady(delivery::check);
    }

    /** They are from now on. */
    public void delivery(LastMile mile) {
        delivery.begins(mile);
    }

    /** The topics can be read from now on: settings of a reader of committed records. */
    public void readable(Map<String, Object> settings) {
        campuses.start(settings);
    }

    /** An application has been made, and may be started. */
    public void application(Onlooker.Part part, KafkaStreams streams) {
        applications.put(part, streams);
        kafka.add(part, streams);
    }

    /**
     * The topics are made.
     *
     * @param differences what is not as it must be, asked now and then on a thread of its own
     */
    public void topics(Supplier<List<String>> differences) {
        rounds = new Rounds(differences);
    }

    /** Whether inputs can be read is checked from now on. */
    public void inputs(InputSight sight) {
        meters.inputs(sight);
        health.addReady(sight::check);
    }

    /** The resources of the machine are checked from now on. */
    public void resources(MachineResources resources) {
        meters.resources(resources);
        for (MachineResources.Kind kind : MachineResources.Kind.values()) {
            health.addReady(() -> resources.check(kind));
        }
    }

    private Check alive(Onlooker.Part part) {
        KafkaStreams.State state = state(part);
        String found = state == null ? "starting" : state.toString();
        return state == null || !DEAD.contains(state)
                ? Check.passed(part.wireName() + "-alive", found, "not dead")
                : Check.failed(
                        part.wireName() + "-alive",
                        found,
                        "not dead",
                        "start the instance anew; the log says why it stopped");
    }

    private Check running(Onlooker.Part part) {
        KafkaStreams.State state = state(part);
        String expected = KafkaStreams.State.RUNNING.toString();
        return state == KafkaStreams.State.RUNNING
                ? Check.passed(part.wireName() + "-running", expected, expected)
                : Check.failed(
                        part.wireName() + "-running",
                        state == null ? "starting" : state.toString(),
                        expected,
                        "wait while it starts, reads its state or shares the work out anew; if it stays, see the log");
    }

    private KafkaStreams.State state(Onlooker.Part part) {
        KafkaStreams streams = applications.get(part);
        return streams == null ? null : streams.state();
    }

    private Check topics() {
        Rounds known = rounds;
        return known == null ? Rounds.NOT_YET : known.latest();
    }

    private Page metrics() {
        kafka.refresh();
        return new Page(200, TEXT, meters.scrape(health.ready()).getBytes(StandardCharsets.UTF_8));
    }

    private static Page page(List<Check> checks) {
        boolean ok = checks.stream().allMatch(Check::passed);
        return new Page(ok ? 200 : 503, "application/json", HealthJson.write(checks));
    }

    /** Asks the brokers nothing more; what it shows stays open. */
    public void leave() {
        campuses.close();
        if (rounds != null) {
            rounds.close();
        }
    }

    @Override
    public void close() {
        leave();
        door.close();
        kafka.close();
    }
}
