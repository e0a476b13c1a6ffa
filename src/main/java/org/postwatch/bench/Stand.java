package org.postwatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import org.postwatch.topology.RecordedTime;
import org.postwatch.topology.Topics;

/** One size, measured: a broker of its own, both applications, the rounds, latency, state and restore. */
final class Stand implements AutoCloseable {
    private static final List<String> EVENT_TOPICS =
            List.of(Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);
    private static final List<String> ALL_TOPICS =
            Stream.concat(Stream.of(Topics.PLANS), EVENT_TOPICS.stream()).toList();
    /** What the nation's 130,000 campuses tell in a second of the ten minutes at the bell; so fast the clock runs. */
    private static final int EVENTS_PER_SECOND = 26_000;

    /** Rounds that do not count, for they measure a start: until so little of a round's work is the compiler's. */
    private static final double COMPILING_MAX = 0.1;

    private static final int WARM_UPS_MAX = 30;

    /** The same, of the stretches in which latency is measured. */
    private static final int STRETCHES_MAX = 4;

    /** Days and incidents that are due around the bell, with some to spare for partitions of uneven size. */
    private static final int UNITS_A_CAMPUS = 4;

    /** What a campus tells in the ten minutes at the bell; its state is measured once it has told so much. */
    private static final int EVENTS_A_CAMPUS = 120;

    /** A side that is paused may have a transaction open, which must outlast the loading of events. */
    private static final int TRANSACTION_MS = 600_000;

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
    private long events;
    private boolean limitFirst;
    private StateSize size;
    private double sizeAfter;

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
        this.broker = EmbeddedBroker.start(
                directory.resolve("broker"),
                0,
                Map.of("transaction.max.timeout.ms", Integer.toString(TRANSACTION_MS)),
                fault -> {});
        this.clients = ClientSettings.of(configuration, broker.bootstrapServers());
        this.admin = Admin.create(clients.admin());
        configuration.topics().ensure(admin, Topics.replay());
    }

    Figures measure() throws InterruptedException {
        double settled;
        List<Round> rounds = new ArrayList<>();
        int warmUps;
        Readable atHalfLoad;
        Readable atBell;
        try (Side coverage = coverage();
                Side limit = limit()) {
            coverage.start();
            settled = settle(coverage);
            limit.start();
            limit.turn();
            warmUps = warmUp(limit, coverage);
            for (int number = 1; number <= options.rounds(); number++) {
                rounds.add(round("round %d of %d".formatted(number, options.rounds()), limit, coverage));
            }
            measureState(coverage, true);
            double half = Round.median(rounds, Round::postwatch) / 2;
            coverage.resume();
            atHalfLoad = readable(half);
            atBell = readable(Math.min(EVENTS_PER_SECOND, half));
        }
        say("restore");
        double restored = restore();
        if (rejected.sum() > 0) {
            throw new IllegalStateException(rejected.sum() + " events could not be decoded");
        }
        return new Figures(
                nation.campuses(),
                nation.districts(),
                options.events(),
                warmUps,
                Round.median(rounds, Round::passThrough),
                Round.median(rounds, Round::postwatch),
                Round.median(rounds, Round::ratio),
                Round.median(rounds, Round::passThroughMicros),
                Round.median(rounds, Round::postwatchMicros),
                atHalfLoad,
                atBell,
                (double) size.besidesPlans() / nation.campuses(),
                (double) size.plans() / nation.campuses(),
                sizeAfter,
                restored,
                settled);
    }

    /** How many rounds it took. */
    private int warmUp(Side limit, Side coverage) throws InterruptedException {
        Compiling compiling = new Compiling();
        compiling.share();
        for (int number = 1; number <= WARM_UPS_MAX; number++) {
            round("warm-up " + number, limit, coverage);
            double share = compiling.share();
            say("warm-up %d: %.0f %% of it was the compiler's".formatted(number, share * 100));
            if (share < COMPILING_MAX) {
                return number;
            }
        }
        say("the compiler is still at work after " + WARM_UPS_MAX + " rounds: figures are of a start");
        return WARM_UPS_MAX;
    }

    /**
     * At so many events a second. A steady stream takes other ways through the code than a backlog: it has a start of its
     * own, which does not count.
     */
    private Readable readable(double rate) throws InterruptedException {
        say("latency at %,.0f events/s".formatted(rate));
        Compiling compiling = new Compiling();
        List<Readable> counted = new ArrayList<>();
        for (int number = 1; counted.size() < options.rounds(); number++) {
            compiling.share();
            Readable readable = Readable.of(
                    rate, new Latency(clients, partitions()).measure(morning, rate, options.latency(), clock));
            clock = clock.plus(options.latency()).plusSeconds(1);
            double share = compiling.share();
            // Where nobody tells, all of them count.
            boolean cold = counted.isEmpty() && share >= COMPILING_MAX;
            if (cold && number == STRETCHES_MAX) {
                say("the compiler is still at work after " + STRETCHES_MAX + " stretches: figures are of a start");
            }
            boolean warm = !cold || number > STRETCHES_MAX;
            if (warm) {
                counted.add(readable);
            }
            say("%s: %s; %.0f %% of it was the compiler's"
                    .formatted(
                            warm ? "stretch %d of %d".formatted(counted.size(), options.rounds()) : "warm-up " + number,
                            readable,
                            share * 100));
        }
        return Readable.median(counted);
    }

    /** Once, as soon as enough was told, or at the end. */
    private void measureState(Side coverage, boolean last) {
        double told = (double) events / nation.campuses();
        if (size == null && (last || told >= EVENTS_A_CAMPUS)) {
            size = StateSize.of(coverage.streams());
            sizeAfter = told;
        }
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
            ticks(input, 4);
            // At the bell every campus is due, and a tick looks at so many; the clock may stand still meanwhile.
            for (int i = 0;
                    i < UNITS_A_CAMPUS * nation.campuses() / partitions() / CoverageTopology.UNITS_PER_TICK;
                    i++) {
                input.tick(clock);
            }
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

    /** Both get through the same events; who begins alternates. */
    private Round round(String name, Side limit, Side coverage) throws InterruptedException {
        load();
        limitFirst = !limitFirst;
        double limitSeconds = limitFirst ? limit.turn() : 0;
        double coverageSeconds = coverage.turn();
        limitSeconds = limitFirst ? limitSeconds : limit.turn();
        Round round = new Round(
                options.events() / limitSeconds,
                options.events() / coverageSeconds,
                limit.cpuSeconds() / options.events() * 1e6,
                coverage.cpuSeconds() / options.events() * 1e6);
        say(name + ": " + round);
        measureState(coverage, false);
        return round;
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
            events += options.events();
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
        return new Side(CoverageTopology.build(options.stateIn(), RecordedTime.CLOCK), settings(), ALL_TOPICS, admin);
    }

    private Side limit() {
        Properties settings = settings();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "postwatch-bench-pass-through");
        return new Side(PassThrough.build(rejected), settings, EVENT_TOPICS, admin);
    }

    private Properties settings() {
        Properties settings = StreamsSettings.of(configuration, broker.bootstrapServers());
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MS);
        return settings;
    }

    private void say(String what) {
        progress.accept("%,d campuses: %s".formatted(nation.campuses(), what));
    }

    static void delete(Path directory) {
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
