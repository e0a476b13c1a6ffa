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
import org.apache.kafka.common.config.ConfigResource;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.topology.Topics;

/** One run: processes up, days played, faults, and the rest when all has come through. */
final class Chaos implements AutoCloseable {
    static final String COVERAGE = "postwatch-coverage";
    static final String ROUTING = "postwatch-routing";
    static final String DELIVERY = "postwatch-delivery";
    static final int PARTITIONS = 4;
    /** What is compacted elsewhere is kept whole here: the verifier reads what was ever said. */
    private static final List<String> KEPT_WHOLE =
            List.of(Topics.COVERAGE, Topics.INTERVALS, Topics.INCIDENTS, Topics.NOTICES, Topics.DELIVERIES);

    private static final LocalDate FIRST = LocalDate.of(2025, 9, 2);
    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final Duration REST_MAX = Duration.ofSeconds(120);
    private static final Duration DAYS_MAX = Duration.ofMinutes(30);
    private static final Duration QUIET = Duration.ofSeconds(4);

    /**
     * @param kinds of faults, each as often as the others
     * @param aDay districts whose events begin on one day of the script
     * @param days of the script at least
     */
    record Options(List<Fault> kinds, int kills, long seed, int instances, int aDay, int days) {}

    private final Options options;
    private final Path directory;
    private final Consumer<String> say;
    private final Receiver receiver = new Receiver();
    private final Random dice;
    private final Cluster cluster;
    private final Instances instances;
    private final ClientSettings clients;
    private final Admin admin;
    private final Thread end = new Thread(this::endChildren, "chaos-end");
    private Following following;
    private Outstanding outstanding;
    private Player player;
    private Faults faults;

    Chaos(Options options, Path directory, Consumer<String> say) throws Exception {
        this.options = options;
        this.directory = Files.createDirectories(directory);
        this.say = say;
        this.dice = new Random(options.seed());
        this.cluster = new Cluster(directory, dice);
        this.instances = new Instances(directory, options.instances(), cluster.bootstrapServers(), PARTITIONS);
        Runtime.getRuntime().addShutdownHook(end);
        this.clients = new ClientSettings(cluster.bootstrapServers(), Map.of());
        Map<String, Object> settings = clients.admin();
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
        this.admin = Admin.create(settings);
    }

    /** Everything up, and the first canaries through. */
    void start() throws Exception {
        Whole whole = new Whole(
                admin,
                Map.of(COVERAGE, options.instances(), ROUTING, options.instances(), DELIVERY, options.instances() + 1));
        awaitBrokers();
        instances.start();
        following = new Following(admin, List.of(COVERAGE, ROUTING));
        Districts districts = new Districts(options.seed(), options.aDay(), receiver.url());
        player = new Player(districts, following, clients, PARTITIONS, FIRST);
        awaitTopics();
        outstanding = Outstanding.start(clients, PARTITIONS);
        Sight sight = new Sight(player, following, outstanding, receiver, PARTITIONS);
        faults = new Faults(options.kinds(), dice, cluster, instances, whole, sight, say);
        player.begin();
        faults.awaitWhole();
        // Facts assume the plan to be there before the events.
        await("the plans taken in", START_MAX, following::isAllDone, following::describe);
        player.start();
        Sight.Mark mark = sight.mark();
        await("the first canaries through", START_MAX, () -> sight.isThrough(mark), () -> sight.describe(mark));
        say.accept("all up: %d brokers, %d instances, a worker".formatted(Cluster.BROKERS, options.instances()));
    }

    private void awaitBrokers() throws Exception {
        await(
                "three brokers",
                START_MAX,
                () -> {
                    try {
                        return admin.describeCluster()
                                        .nodes()
                                        .get(5, TimeUnit.SECONDS)
                                        .size()
                                == Cluster.BROKERS;
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
                START_MAX,
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
        for (String topic : KEPT_WHOLE) {
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

    void strike() throws Exception {
        for (int number = 1; number <= options.kills(); number++) {
            faults.strike(number);
        }
        Instant last = FIRST.plusDays(options.days()).atStartOfDay().toInstant(ZoneOffset.UTC);
        await("the days played", DAYS_MAX, () -> !player.clock().isBefore(last), following::describe);
        faults.awaitWhole();
    }

    /** No new events; the clock stands, and is said again until nothing follows from it any more. */
    void rest() throws Exception {
        player.stop();
        Ends ends = new Ends(admin);
        long deadline = System.nanoTime() + REST_MAX.toNanos();
        long quietSince = System.nanoTime();
        Map<?, Long> before = Map.of();
        while (System.nanoTime() - quietSince < QUIET.toNanos()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no rest within " + REST_MAX.toSeconds() + " s after the last event:\n"
                        + following.describe() + String.join("\n", outstanding.some(10)));
            }
            faults.attend();
            player.tick();
            TimeUnit.MILLISECONDS.sleep(500);
            Map<?, Long> now = ends.ofOutputs();
            boolean busy = !now.equals(before)
                    || following.lag().compareTo(Duration.ofSeconds(2)) > 0
                    || !outstanding.oldest().isZero();
            quietSince = busy ? System.nanoTime() : quietSince;
            before = now;
        }
        await("the last ticks committed", REST_MAX, following::isAllDone, following::describe);
    }

    Player player() {
        return player;
    }

    Receiver receiver() {
        return receiver;
    }

    Faults faults() {
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
