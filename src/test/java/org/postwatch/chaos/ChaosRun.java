package org.postwatch.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.streams.Topics;

/** One run: processes up, days played, faults, and the rest when all has come through. */
final class ChaosRun implements AutoCloseable {
    static final String COVERAGE = "postwatch-coverage";
    static final String ROUTING = "postwatch-notification";
    static final String DELIVERY = "postwatch-delivery";
    static final int PARTITIONS = 4;
    /** What is compacted elsewhere is kept whole here: the verifier reads what was ever said. */
    private static final List<String> UNCOMPACTED_TOPICS =
            List.of(Topics.COVERAGE, Topics.INTERVALS, Topics.INCIDENTS, Topics.NOTICES, Topics.DELIVERIES);

    private static final LocalDate FIRST = LocalDate.of(2025, 9, 2);
    private static final Duration MAX_START = Duration.ofSeconds(120);
    private static final Duration MAX_REST = Duration.ofSeconds(120);
    private static final Duration MAX_DURATION = Duration.ofMinutes(30);
    private static final Duration QUIET = Duration.ofSeconds(4);

    /**
     * @param kinds of faults, each as often as the others
     * @param districtsPerDay districts whose events begin on one day of the script
     * @param throughIntakePerDay those of them whose events come through intake
     * @param days of the script at least
     */
    record ChaosOptions(
            List<FaultKind> kinds,
            int kills,
            long seed,
            int instances,
            int districtsPerDay,
            int throughIntakePerDay,
            int days) {}

    private final ChaosOptions options;
    private final Path directory;
    private final Consumer<String> say;
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final Random dice;
    private final BrokerCluster cluster;
    private final Instances instances;
    private final IntakeSenders intake;
    private final ClientSettings clients;
    private final Admin admin;
    private final Thread end = new Thread(this::endChildren, "chaos-end");
    private LagTracker following;
    private UndeliveredNotices outstanding;
    private ChaosPlayer player;
    private FaultInjector faults;

    ChaosRun(ChaosOptions options, Path directory, Consumer<String> say) throws Exception {
        this.options = options;
        this.directory = Files.createDirectories(directory);
        this.say = say;
        this.dice = new Random(options.seed());
        this.cluster = new BrokerCluster(directory, dice);
        int intakePort = cluster.freePort(dice);
        this.instances =
                new Instances(directory, options.instances(), cluster.bootstrapServers(), intakePort, PARTITIONS);
        this.intake = new IntakeSenders(intakePort);
        Runtime.getRuntime().addShutdownHook(end);
        this.clients = new ClientSettings(cluster.bootstrapServers(), Map.of());
        Map<String, Object> settings = clients.admin();
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
        this.admin = Admin.create(settings);
    }

    /** Everything up, and the first canaries through. */
    void start() throws Exception {
        ClusterHealth whole = new ClusterHealth(
                admin,
                Map.of(COVERAGE, options.instances(), ROUTING, options.instances(), DELIVERY, options.instances() + 1));
        awaitBrokers();
        instances.start();
        following = new LagTracker(admin, List.of(COVERAGE, ROUTING));
        ChaosDistricts districts = new ChaosDistricts(
                options.seed(), options.districtsPerDay(), options.throughIntakePerDay(), receiver.url());
        player = new ChaosPlayer(districts, following, intake, clients, PARTITIONS, FIRST);
        awaitTopics();
        outstanding = UndeliveredNotices.start(clients, PARTITIONS);
        PipelineProbe sight = new PipelineProbe(player, intake, following, outstanding, receiver, PARTITIONS);
        faults = new FaultInjector(options.kinds(), dice, cluster, instances, whole, sight, say);
        player.publishFirstPlans();
        faults.awaitHealthy();
        // Facts assume the plan to be there before the events.
        await("the plans taken in", MAX_START, following::isCaughtUp, following::describe);
        player.start();
        PipelineProbe.ProbePoint mark = sight.mark();
        await("the first canaries through", MAX_START, () -> sight.isCaughtUpSince(mark), () -> sight.describe(mark));
        say.accept("all up: %d brokers, %d instances, a worker, intake"
                .formatted(BrokerCluster.BROKERS, options.instances()));
    }

    private void awaitBrokers() throws Exception {
        await(
                "three brokers",
                MAX_START,
                () -> {
                    try {
                        return admin.describeCluster()
                                        .nodes()
                                        .get(5, TimeUnit.SECONDS)
                                        .size()
                                == BrokerCluster.BROKERS;
                    } catch (ExecutionException | TimeoutException e) {
                        return false;
                    }
                },
                () -> "see the brokers' logs");
    }

    /** Made by the first instance. */
    private void awaitTopics() throws Exception {
        await(
                "the topics",
                MAX_START,
                () -> {
                    try {
                        return admin.listTopics()
                                .names()
                                .get(5, TimeUnit.SECONDS)
                                .contains(Topics.DEAD_LETTERS);
                    } catch (ExecutionException | TimeoutException e) {
                        return false;
                    }
                },
                () -> "see the instances' logs");
        AlterConfigOp keep = new AlterConfigOp(
                new ConfigEntry("min.compaction.lag.ms", Long.toString(Long.MAX_VALUE)), AlterConfigOp.OpType.SET);
        for (String topic : UNCOMPACTED_TOPICS) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(keep)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void await(String what, Duration max, Condition condition, Supplier<String> otherwise)
            throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not within " + max.toSeconds() + " s; " + otherwise.get());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    void injectFaults() throws Exception {
        for (int number = 1; number <= options.kills(); number++) {
            faults.inject(number);
        }
        Instant last = FIRST.plusDays(options.days()).atStartOfDay().toInstant(ZoneOffset.UTC);
        await("the days played", MAX_DURATION, () -> !player.clock().isBefore(last), following::describe);
        faults.awaitHealthy();
    }

    /** No new events; the clock stands, and is published again until nothing follows from it any more. */
    void drain() throws Exception {
        player.stop();
        await(
                "every event accepted by intake",
                MAX_REST,
                () -> {
                    faults.restartEnded();
                    return intake.oldestAge().isZero();
                },
                () -> "the oldest waits " + intake.oldestAge());
        PartitionEnds ends = new PartitionEnds(admin);
        Map<TopicPartition, Long> events = ends.ofEvents();
        await("every event processed", MAX_REST, () -> following.isCommitted(COVERAGE, events), following::describe);
        long deadline = System.nanoTime() + MAX_REST.toNanos();
        long quietSince = System.nanoTime();
        Map<?, Long> before = Map.of();
        while (System.nanoTime() - quietSince < QUIET.toNanos()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no rest within " + MAX_REST.toSeconds() + " s after the last event:\n"
                        + following.describe() + String.join("\n", outstanding.describe(10)));
            }
            faults.restartEnded();
            player.tick();
            TimeUnit.MILLISECONDS.sleep(500);
            Map<?, Long> now = ends.ofOutputs();
            boolean busy = !now.equals(before)
                    || following.lag().compareTo(Duration.ofSeconds(2)) > 0
                    || !outstanding.oldestAge().isZero();
            quietSince = busy ? System.nanoTime() : quietSince;
            before = now;
        }
        await("the last ticks committed", MAX_REST, following::isCaughtUp, following::describe);
    }

    ChaosPlayer player() {
        return player;
    }

    IntakeSenders intake() {
        return intake;
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    FaultInjector faults() {
        return faults;
    }

    ClientSettings clients() {
        return clients;
    }

    Admin admin() {
        return admin;
    }

    private void endChildren() {
        instances.close();
        cluster.close();
    }

    @Override
    public void close() {
        intake.close();
        if (player != null) {
            player.close();
        }
        if (outstanding != null) {
            outstanding.close();
        }
        if (following != null) {
            following.close();
        }
        admin.close(Duration.ZERO);
        endChildren();
        receiver.close();
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
