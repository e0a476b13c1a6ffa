package org.postwatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.StreamsSettings;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.Topics;

/** One size, measured: a broker of its own, both applications, the rounds, latency, state and restore. */
final class Stand implements AutoCloseable {
    private static final List<String> EVENT_TOPICS =
            List.of(Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);
    private static final List<String> ALL_TOPICS =
            Stream.concat(Stream.of(Topics.PLANS), EVENT_TOPICS.stream()).toList();
    /** What the nation's 130,000 campuses tell in a second of the ten minutes at the bell; so fast the clock runs. */
    private static final int EVENTS_PER_SECOND = 26_000;

    /** Rounds that do not count: the compiler is still at work. */
    private static final int WARM_UPS = 2;

    private final Options options;
    private final Nation nation;
    private final Consumer<String> progress;
    private final Path directory;
    private final Configuration configuration;
    private final EmbeddedBroker broker;
    private final ClientSettings clients;
    private final Admin admin;
    private final Morning morning;
    private final LongAdder rejected = new LongAdder();
    private Instant clock = BeforeTheBell.start();

    Stand(Options options, int campuses, Consumer<String> progress) {
        this.options = options;
        this.nation = Nation.of(campuses);
        this.progress = progress;
        this.morning = new Morning(nation, campuses);
        try {
            this.directory = Files.createTempDirectory("postwatch-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the bench", e);
        }
        this.configuration = Configuration.embedded().at(directory, 0);
        this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        this.clients = ClientSettings.of(configuration, broker.bootstrapServers());
        this.admin = Admin.create(clients.admin());
        configuration.topics().ensure(admin, Topics.replay());
    }

    Figures measure() throws InterruptedException {
        double settled;
        double[] passThrough = new double[options.rounds()];
        double[] postwatch = new double[options.rounds()];
        double[] tookMs;
        StateSize size;
        double rate;
        try (Side coverage = coverage();
                Side limit = limit()) {
            coverage.start();
            settled = settle(coverage);
            limit.start();
            limit.turn();
            for (int round = 1 - WARM_UPS; round <= options.rounds(); round++) {
                round(round, limit, coverage, passThrough, postwatch);
            }
            size = StateSize.of(coverage.streams());
            rate = Figures.median(postwatch) / 2;
            say("latency at " + Math.round(rate) + " events/s");
            coverage.resume();
            tookMs = new Latency(clients, partitions()).measure(morning, rate, options.latency(), clock);
        }
        say("restore");
        double restored = restore();
        double[] ratios = new double[options.rounds()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = postwatch[round] / passThrough[round];
        }
        if (rejected.sum() > 0) {
            throw new IllegalStateException(rejected.sum() + " events could not be decoded");
        }
        return new Figures(
                nation.campuses(),
                nation.districts(),
                options.events(),
                Figures.median(passThrough),
                Figures.median(postwatch),
                Figures.median(ratios),
                Figures.percentile(tookMs, 50),
                Figures.percentile(tookMs, 99),
                rate,
                (double) size.besidesPlans() / nation.campuses(),
                (double) size.plans() / nation.campuses(),
                restored,
                settled);
    }

    /** Plans, everything before the bell, and the bell itself, until nothing is due any more; in seconds. */
    private double settle(Side coverage) throws InterruptedException {
        say("plans");
        double seconds = 0;
        try (Input input = new Input(clients, partitions(), 20)) {
            input.tick(clock);
            BeforeTheBell before = new BeforeTheBell(nation, input::event);
            for (int district = 0; district < nation.districts(); district++) {
                input.plan(SyntheticPlans.district(nation, district), clock);
            }
            // Feeds speak before there is anything for their silence to bear on.
            clock = clock.plusMillis(1);
            before.heartbeats(clock);
            clock = clock.plusMillis(1);
            for (int district = 0; district < nation.districts(); district++) {
                for (int campus : nation.campusesOf(district)) {
                    input.plan(Nation.district(district), SyntheticPlans.campus(campus), clock);
                }
            }
            input.flush();
            seconds += coverage.turn();
            say("before the bell (plans took %.1f s)".formatted(seconds));
            before.tell(clock);
            clock = BeforeTheBell.BELL.minusSeconds(1);
            before.heartbeats(clock);
            ticks(input, 4 + nation.campuses() / CoverageTopology.UNITS_PER_TICK);
            input.flush();
            seconds += coverage.turn();
        }
        return seconds;
    }

    private void ticks(Input input, int count) {
        for (int i = 0; i < count; i++) {
            clock = clock.plusSeconds(1);
            input.tick(clock);
        }
    }

    /** Both get through the same events; who begins alternates. Rounds below 1 warm up. */
    private void round(int round, Side limit, Side coverage, double[] passThrough, double[] postwatch)
            throws InterruptedException {
        say("round " + round + " of " + options.rounds() + ": loading " + options.events() + " events");
        load();
        boolean limitFirst = round % 2 == 0;
        double limitSeconds = limitFirst ? limit.turn() : 0;
        double coverageSeconds = coverage.turn();
        limitSeconds = limitFirst ? limitSeconds : limit.turn();
        double fast = options.events() / limitSeconds;
        double ours = options.events() / coverageSeconds;
        say("round %d%s: pass-through %,.0f, Postwatch %,.0f events/s, ratio %.2f; CPU %.1f and %.1f us an event"
                .formatted(
                        round,
                        round > 0 ? "" : " (warm-up)",
                        fast,
                        ours,
                        ours / fast,
                        limit.cpuSeconds() / options.events() * 1e6,
                        coverage.cpuSeconds() / options.events() * 1e6));
        if (round > 0) {
            passThrough[round - 1] = fast;
            postwatch[round - 1] = ours;
        }
    }

    private void load() {
        try (Input input = new Input(clients, partitions(), 20)) {
            Instant begun = clock;
            for (int i = 0; i < options.events(); i++) {
                Instant now = begun.plusNanos(1_000_000_000L * i / EVENTS_PER_SECOND);
                if (!now.isBefore(clock.plusSeconds(1))) {
                    ticks(input, 1);
                }
                input.event(morning.next(now));
            }
            clock = clock.plusSeconds(1);
            input.flush();
        }
    }

    /** As after the loss of the machine: nothing on disk but what the broker has. */
    private double restore() throws InterruptedException {
        delete(directory.resolve("streams"));
        try (Side coverage = coverage()) {
            return coverage.start();
        }
    }

    private int partitions() {
        return configuration.topics().partitions();
    }

    private Side coverage() {
        return new Side(CoverageTopology.build(options.stateIn()), settings(), ALL_TOPICS, admin);
    }

    private Side limit() {
        Properties settings = settings();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "postwatch-bench-pass-through");
        return new Side(PassThrough.build(rejected), settings, EVENT_TOPICS, admin);
    }

    private Properties settings() {
        Properties settings = StreamsSettings.of(configuration, broker.bootstrapServers());
        // A side that is paused may have a transaction open, which must outlast the loading of events.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 600_000);
        return settings;
    }

    private void say(String what) {
        progress.accept("%,d campuses: %s".formatted(nation.campuses(), what));
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        broker.close();
        delete(directory);
    }
}
