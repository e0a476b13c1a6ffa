package org.postwatch.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.StreamsSettings;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.RecordedTime;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;

/** The measurement of one size: its own broker, both applications, the rounds, latency, state and restore. */
final class BenchmarkRun implements AutoCloseable {
    private static final List<String> EVENT_TOPICS =
            List.of(Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.CAMERA_EVENTS, Topics.STAFFING_EVENTS);
    private static final List<String> ALL_TOPICS =
            Stream.concat(Stream.of(Topics.PLANS), EVENT_TOPICS.stream()).toList();
    /** The events per second of 130,000 campuses in the ten minutes around the bell; the clock advances accordingly. */
    private static final int PEAK_EVENTS_PER_SECOND = 26_000;

    /** Rounds that do not count, for they measure a start: until so little of a round's work is the compiler's. */
    private static final double MAX_JIT_SHARE = 0.1;

    private static final int MAX_WARM_UPS = 30;

    /** The same, of the stretches in which latency is measured. */
    private static final int MAX_LATENCY_WARM_UPS = 4;

    /** Days and incidents that are due around the bell, with some to spare for partitions of uneven size. */
    private static final int UNITS_PER_CAMPUS = 4;

    /** The events of a campus in the ten minutes around the bell; state is measured after that many. */
    private static final int EVENTS_PER_CAMPUS = 120;

    /** A side that is paused may have a transaction open, which must outlast the loading of events. */
    private static final int TRANSACTION_TIMEOUT_MS = 600_000;

    private final BenchmarkOptions options;
    private final DistrictSizes districts;
    private final Consumer<String> progress;
    private final Path directory;
    private final Configuration configuration;
    private final EmbeddedBroker broker;
    private final ClientSettings clients;
    private final Admin admin;
    private final MorningLoad load;
    private final LongAdder rejected = new LongAdder();
    private Instant clock = InitialLoad.start();
    private long events;
    private boolean passThroughFirst;
    private StateSize stateSize;
    private double eventsWhenMeasured;

    BenchmarkRun(BenchmarkOptions options, int campuses, Consumer<String> progress) {
        this.options = options;
        this.districts = DistrictSizes.of(campuses);
        this.progress = progress;
        this.load = new MorningLoad(districts, campuses);
        try {
            this.directory = Files.createTempDirectory("postwatch-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the bench", e);
        }
        this.configuration = Configuration.defaults().relocatedTo(directory, 0);
        this.broker = EmbeddedBroker.start(
                directory.resolve("broker"),
                0,
                Map.of("transaction.max.timeout.ms", Integer.toString(TRANSACTION_TIMEOUT_MS)),
                fault -> {});
        this.clients = ClientSettings.of(configuration, broker.bootstrapServers());
        this.admin = clients.openAdmin();
        configuration.topics().ensure(admin, Topics.replaySpecs());
    }

    BenchmarkResult measure() throws InterruptedException {
        double settled;
        List<BenchmarkRound> rounds = new ArrayList<>();
        int warmUps;
        LatencyResult atHalfLoad;
        LatencyResult atBell;
        try (BenchmarkSubject coverage = createCoverage();
                BenchmarkSubject limit = createPassThrough()) {
            coverage.start();
            settled = loadInitialState(coverage);
            limit.start();
            limit.processAll();
            warmUps = warmUp(limit, coverage);
            for (int number = 1; number <= options.rounds(); number++) {
                rounds.add(runRound("round %d of %d".formatted(number, options.rounds()), limit, coverage));
            }
            measureState(coverage, true);
            double half = BenchmarkRound.median(rounds, BenchmarkRound::postwatchRate) / 2;
            coverage.resume();
            atHalfLoad = measureLatency(half);
            atBell = measureLatency(Math.min(PEAK_EVENTS_PER_SECOND, half));
        }
        report("restore");
        double restored = measureRestore();
        if (rejected.sum() > 0) {
            throw new IllegalStateException(rejected.sum() + " events could not be decoded");
        }
        return new BenchmarkResult(
                districts.campuses(),
                districts.districts(),
                options.events(),
                warmUps,
                BenchmarkRound.median(rounds, BenchmarkRound::passThroughRate),
                BenchmarkRound.median(rounds, BenchmarkRound::postwatchRate),
                BenchmarkRound.median(rounds, BenchmarkRound::ratio),
                BenchmarkRound.median(rounds, BenchmarkRound::passThroughMicros),
                BenchmarkRound.median(rounds, BenchmarkRound::postwatchMicros),
                atHalfLoad,
                atBell,
                (double) stateSize.bytesWithoutPlans() / districts.campuses(),
                (double) stateSize.planBytes() / districts.campuses(),
                eventsWhenMeasured,
                restored,
                settled);
    }

    /** How many rounds it took. */
    private int warmUp(BenchmarkSubject limit, BenchmarkSubject coverage) throws InterruptedException {
        JitActivity compiling = new JitActivity();
        compiling.shareSinceLastCall();
        for (int number = 1; number <= MAX_WARM_UPS; number++) {
            runRound("warm-up " + number, limit, coverage);
            double share = compiling.shareSinceLastCall();
            report("warm-up %d: %.0f %% of it was the compiler's".formatted(number, share * 100));
            if (share < MAX_JIT_SHARE) {
                return number;
            }
        }
        report("the compiler is still at work after " + MAX_WARM_UPS + " rounds: figures are of a start");
        return MAX_WARM_UPS;
    }

    /**
     * Measures latency at a constant rate. A steady stream uses other code paths than a backlog: it has its own
     * warm-up, which does not count.
     */
    private LatencyResult measureLatency(double rate) throws InterruptedException {
        report("latency at %,.0f events/s".formatted(rate));
        JitActivity compiling = new JitActivity();
        List<LatencyResult> counted = new ArrayList<>();
        for (int number = 1; counted.size() < options.rounds(); number++) {
            compiling.shareSinceLastCall();
            LatencyResult readable = LatencyResult.of(
                    rate, new LatencyBenchmark(clients, partitions()).measure(load, rate, options.latency(), clock));
            clock = clock.plus(options.latency()).plusSeconds(1);
            double share = compiling.shareSinceLastCall();
            // Without this measurement all rounds count.
            boolean cold = counted.isEmpty() && share >= MAX_JIT_SHARE;
            if (cold && number == MAX_LATENCY_WARM_UPS) {
                report("the compiler is still at work after " + MAX_LATENCY_WARM_UPS
                        + " stretches: figures are of a start");
            }
            boolean warm = !cold || number > MAX_LATENCY_WARM_UPS;
            if (warm) {
                counted.add(readable);
            }
            report("%s: %s; %.0f %% of it was the compiler's"
                    .formatted(
                            warm ? "stretch %d of %d".formatted(counted.size(), options.rounds()) : "warm-up " + number,
                            readable,
                            share * 100));
        }
        return LatencyResult.median(counted);
    }

    /** Once, after enough events or at the end. */
    private void measureState(BenchmarkSubject coverage, boolean last) {
        double told = (double) events / districts.campuses();
        if (stateSize == null && (last || told >= EVENTS_PER_CAMPUS)) {
            stateSize = StateSize.of(coverage.streams());
            eventsWhenMeasured = told;
        }
    }

    /** Processes the plans and the initial load until no timer is due; returns the time in seconds. */
    private double loadInitialState(BenchmarkSubject coverage) throws InterruptedException {
        report("plans");
        double seconds = 0;
        try (LoadProducer input = new LoadProducer(clients, partitions(), 20)) {
            input.sendTick(clock);
            InitialLoad before = new InitialLoad(districts, input::sendEvent);
            for (int district = 0; district < districts.districts(); district++) {
                input.sendPlan(SyntheticPlans.district(districts, district), clock);
            }
            // Feeds are active before their silence can affect a campus.
            clock = clock.plusMillis(1);
            before.emitHeartbeats(clock);
            clock = clock.plusMillis(1);
            for (int district = 0; district < districts.districts(); district++) {
                for (int campus : districts.campusesOf(district)) {
                    input.sendPlan(DistrictSizes.districtId(district), SyntheticPlans.campus(campus), clock);
                }
            }
            input.flush();
            seconds += coverage.processAll();
            report("before the bell (plans took %.1f s)".formatted(seconds));
            before.emitEvents(clock);
            clock = InitialLoad.SCHOOL_START.minusSeconds(1);
            before.emitHeartbeats(clock);
            sendTicks(input, 4);
            // At the bell every campus is due, and a tick evaluates a limited number; the clock may pause meanwhile.
            for (int i = 0;
                    i < UNITS_PER_CAMPUS * districts.campuses() / partitions() / CoverageTopology.UNITS_PER_TICK;
                    i++) {
                input.sendTick(clock);
            }
            input.flush();
            seconds += coverage.processAll();
        }
        return seconds;
    }

    private void sendTicks(LoadProducer input, int count) {
        for (int i = 0; i < count; i++) {
            clock = clock.plusSeconds(1);
            input.sendTick(clock);
        }
    }

    /** Both process the same events, alternating which starts first. */
    private BenchmarkRound runRound(String name, BenchmarkSubject limit, BenchmarkSubject coverage)
            throws InterruptedException {
        sendEvents();
        passThroughFirst = !passThroughFirst;
        double limitSeconds = passThroughFirst ? limit.processAll() : 0;
        double coverageSeconds = coverage.processAll();
        limitSeconds = passThroughFirst ? limitSeconds : limit.processAll();
        BenchmarkRound round = new BenchmarkRound(
                options.events() / limitSeconds,
                options.events() / coverageSeconds,
                limit.cpuSeconds() / options.events() * 1e6,
                coverage.cpuSeconds() / options.events() * 1e6);
        report(name + ": " + round);
        measureState(coverage, false);
        return round;
    }

    private void sendEvents() {
        try (LoadProducer input = new LoadProducer(clients, partitions(), 20)) {
            Instant begun = clock;
            for (int i = 0; i < options.events(); i++) {
                Instant now = begun.plusNanos(1_000_000_000L * i / PEAK_EVENTS_PER_SECOND);
                if (!now.isBefore(clock.plusSeconds(1))) {
                    sendTicks(input, 1);
                }
                input.sendEvent(load.nextEvent(now));
            }
            clock = clock.plusSeconds(1);
            events += options.events();
            input.flush();
        }
    }

    /** As after the loss of a machine: only the broker has data on disk. */
    private double measureRestore() throws InterruptedException {
        delete(directory.resolve("streams"));
        try (BenchmarkSubject coverage = createCoverage()) {
            return coverage.start();
        }
    }

    private int partitions() {
        return configuration.topics().partitions();
    }

    private BenchmarkSubject createCoverage() {
        return new BenchmarkSubject(
                CoverageTopology.build(TopologySettings.of(options.storeType(), RecordedTime.CLOCK)),
                settings(),
                ALL_TOPICS,
                admin);
    }

    private BenchmarkSubject createPassThrough() {
        Properties settings = settings();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "postwatch-bench-pass-through");
        return new BenchmarkSubject(PassThroughTopology.build(rejected), settings, EVENT_TOPICS, admin);
    }

    private Properties settings() {
        Properties settings = StreamsSettings.ofCoverage(configuration, broker.bootstrapServers());
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        return settings;
    }

    private void report(String what) {
        progress.accept("%,d campuses: %s".formatted(districts.campuses(), what));
    }

    static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
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
