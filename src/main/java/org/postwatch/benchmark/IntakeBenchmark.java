package org.postwatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.intake.IntakeService;
import org.postwatch.benchmark.IntakeRound.Throughput;
import org.postwatch.http.HttpAddress;
import org.postwatch.http.HttpLimits;
import org.postwatch.http.HttpServer;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.plan.FeedKey;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;

/** Measures events a second through intake beside those of a producer, and the time until the 202 of a single event. */
final class IntakeBenchmark implements AutoCloseable {
    static final int LATENCY_RATE = 500;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String INSTANCE_KEY = "a key of this benchmark alone";
    private static final String SECRET = "intake";
    private static final int LINGER_MS = 5;
    /** Single events are slow: a round has no more of them. */
    private static final int MAX_SINGLES = 5_000;

    private static final double MAX_JIT_SHARE = 0.1;
    private static final int MAX_WARM_UPS = 15;
    private static final Duration MAX_START_TIME = Duration.ofSeconds(60);

    private final BenchmarkOptions options;
    private final Consumer<String> progress;
    private final Path directory;
    private final EmbeddedBroker broker;
    private final LoadProducer producer;
    private final IntakeService intake;
    private final HttpServer server;
    private final IntakeLoad load;
    private final RecordSigner signer = new RecordSigner(INSTANCE_KEY);
    private final IntakeClient http1;
    private final IntakeClient http2;

    IntakeBenchmark(BenchmarkOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        try {
            this.directory = Files.createTempDirectory("postwatch-bench-intake-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the bench", e);
        }
        Configuration configuration = Configuration.defaults().relocatedTo(directory, 0);
        int partitions = configuration.topics().partitions();
        this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        ClientSettings clients = ClientSettings.of(configuration, broker.bootstrapServers());
        try (Admin admin = clients.openAdmin()) {
            configuration.topics().ensure(admin, Topics.replaySpecs());
        }
        this.producer = new LoadProducer(clients, partitions, LINGER_MS);
        sendPlans();
        this.intake = IntakeService.start(
                clients,
                new RecordAuthentication(
                        RecordAuthentication.FeedSigningMode.OPEN,
                        (district, name) -> IntakeLoad.token(district),
                        Optional.of(INSTANCE_KEY)),
                OutgoingPolicy.PUBLIC_ONLY);
        this.server = HttpServer.start(HttpAddress.plain("front", "127.0.0.1", 0), HttpLimits.FRONT, intake.routes());
        this.load = IntakeLoad.create(options.events(), Math.min(MAX_SINGLES, options.events()));
        this.http1 = new IntakeClient(server.port(), Version.HTTP_1_1);
        this.http2 = new IntakeClient(server.port(), Version.HTTP_2);
    }

    private void sendPlans() {
        FeedKeys keys = new FeedKeys(List.of(new FeedKey(SECRET, LocalDateTimeRange.ALWAYS)));
        DistrictSizes districts = IntakeLoad.districts();
        for (int number = 0; number < districts.districts(); number++) {
            producer.sendPlan(SyntheticPlans.district(districts, number, keys), InitialLoad.start());
        }
        producer.flush();
    }

    /** @throws IllegalStateException when an event is not accepted, or the broker does not take it */
    IntakeBenchmarkResult measure() throws InterruptedException {
        awaitReady();
        http1.open();
        http2.open();
        warmUp();
        List<IntakeRound> rounds = new ArrayList<>();
        for (int number = 1; number <= options.rounds(); number++) {
            rounds.add(runRound("round %d of %d".formatted(number, options.rounds())));
        }
        return new IntakeBenchmarkResult(
                options.events(),
                options.rounds(),
                IntakeRound.median(rounds, IntakeRound::producer),
                IntakeRound.median(rounds, IntakeRound::batch),
                BenchmarkResult.median(
                        rounds.stream().mapToDouble(IntakeRound::ratio).toArray()),
                IntakeRound.median(rounds, IntakeRound::singleHttp1),
                IntakeRound.median(rounds, IntakeRound::singleHttp2),
                measureLatency("HTTP/1.1", http1),
                measureLatency("HTTP/2", http2));
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + MAX_START_TIME.toNanos();
        while (!intake.isReady()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "intake did not read the plans within " + MAX_START_TIME.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void warmUp() throws InterruptedException {
        JitActivity compiling = new JitActivity();
        compiling.shareSinceLastCall();
        for (int number = 1; number <= MAX_WARM_UPS; number++) {
            runRound("warm-up " + number);
            if (compiling.shareSinceLastCall() < MAX_JIT_SHARE) {
                return;
            }
        }
        report("the compiler is still at work after " + MAX_WARM_UPS + " rounds: figures are of a start");
    }

    private IntakeRound runRound(String name) throws InterruptedException {
        Throughput alone = measure(load.events().size(), () -> {
            load.events().forEach(event -> producer.sendSigned(event, signer));
            producer.flush();
        });
        Throughput batch = measure(load.events().size(), () -> http1.sendAll(load.batches()));
        Throughput single1 = measure(load.singles().size(), () -> http1.sendAll(load.singles()));
        Throughput single2 = measure(load.singles().size(), () -> http2.sendAll(load.singles()));
        IntakeRound round = new IntakeRound(alone, batch, single1, single2);
        report("%s: %s; answered 503 so far: %d".formatted(name, round, http1.repeated() + http2.repeated()));
        return round;
    }

    /** Something that sends events and returns when all are acknowledged. */
    private interface SendAction {
        void run() throws InterruptedException;
    }

    private static Throughput measure(int events, SendAction action) throws InterruptedException {
        long cpu = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        action.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Throughput(events / seconds, (PROCESS.getProcessCpuTime() - cpu) / 1e3 / events);
    }

    private LatencyResult measureLatency(String version, IntakeClient client) throws InterruptedException {
        List<LatencyResult> counted = new ArrayList<>();
        for (int number = 1; number <= options.rounds(); number++) {
            counted.add(LatencyResult.of(
                    LATENCY_RATE, client.measureLatency(load.singles(), LATENCY_RATE, options.latency())));
            report("%s, period %d of %d: %s"
                    .formatted(version, number, options.rounds(), counted.get(counted.size() - 1)));
        }
        return LatencyResult.median(counted);
    }

    private void report(String what) {
        progress.accept("intake: " + what);
    }

    @Override
    public void close() {
        server.close();
        intake.close();
        producer.close();
        broker.close();
        BenchmarkRun.delete(directory);
    }
}
