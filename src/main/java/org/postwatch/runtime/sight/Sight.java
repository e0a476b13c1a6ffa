package org.postwatch.runtime.sight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.postwatch.runtime.sight.Door.Page;
import org.postwatch.topology.Onlooker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health of one instance, over HTTP from the first moment on: an instance that starts says so, and that it is not ready. */
public final class Sight implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sight.class);
    /** In these a Streams application never works again. */
    private static final Set<KafkaStreams.State> DEAD =
            EnumSet.of(KafkaStreams.State.ERROR, KafkaStreams.State.PENDING_ERROR, KafkaStreams.State.NOT_RUNNING);

    private final Clocks clocks = new Clocks(Clock.systemUTC());
    private final Health health = new Health();
    private final Map<Onlooker.Part, KafkaStreams> applications = new ConcurrentHashMap<>();
    private final Onlooker onlooker = new Eye();
    private volatile Rounds rounds;
    private Door door;

    private Sight(Set<Onlooker.Part> parts, Duration clockLagMax) {
        for (Onlooker.Part part : parts) {
            health.addAlive(() -> alive(part));
            health.addReady(() -> running(part));
            health.addReady(() -> clocks.check(part, clockLagMax));
        }
        health.addReady(this::topics);
    }

    /**
     * Answers from now on.
     *
     * @param parts the applications that are to run here
     * @param clockLagMax how far the clock of a partition may be behind while the instance is ready
     * @throws SightException when it cannot listen there
     */
    public static Sight open(String host, int port, Set<Onlooker.Part> parts, Duration clockLagMax) {
        Sight sight = new Sight(parts, clockLagMax);
        sight.door = Door.open(
                host,
                port,
                Map.of(
                        "/health/live", () -> page(sight.health.alive()),
                        "/health/ready", () -> page(sight.health.ready())));
        LOG.info("health and metrics: http://{}:{}", host, sight.port());
        return sight;
    }

    /** Where it listens. */
    public int port() {
        return door.port();
    }

    /** To be handed to the topologies. */
    public Onlooker onlooker() {
        return onlooker;
    }

    /** An application has been made, and may be started. */
    public void application(Onlooker.Part part, KafkaStreams streams) {
        applications.put(part, streams);
    }

    /**
     * The topics are made.
     *
     * @param differences what is not as it must be, asked now and then on a thread of its own
     */
    public void topics(Supplier<List<String>> differences) {
        rounds = new Rounds(differences);
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

    private static Page page(List<Check> checks) {
        boolean ok = checks.stream().allMatch(Check::passed);
        return new Page(ok ? 200 : 503, "application/json", HealthJson.write(checks));
    }

    @Override
    public void close() {
        door.close();
        if (rounds != null) {
            rounds.close();
        }
    }

    private final class Eye implements Onlooker {
        @Override
        public void begins(Part part, int partition, Instant clock) {
            clocks.begin(part, partition, clock);
        }

        @Override
        public void ends(Part part, int partition) {
            clocks.forget(part, partition);
        }

        @Override
        public void ticked(Part part, int partition, Instant clock) {
            clocks.turn(part, partition, clock);
        }
    }
}
