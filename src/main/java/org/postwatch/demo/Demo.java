package org.postwatch.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.postwatch.board.Audience;
import org.postwatch.board.Everyone;
import org.postwatch.board.Listener;
import org.postwatch.runtime.Backlog;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.DeliveryWorker;
import org.postwatch.runtime.Node;
import org.postwatch.runtime.Provisioning;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.Onlooker;
import org.postwatch.topology.RecordedTime;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Trust;

/**
 * A Postwatch with a broker of its own on a free port, all its data in a temporary directory that is gone afterwards, and
 * scenarios to play on it.
 */
public final class Demo implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(100);
    /** Enough for four districts, and started sooner than more. */
    private static final int THREADS = 1;

    private static final int SESSION_MS = 30_000;
    private static final Duration WORK_MAX = Duration.ofSeconds(60);

    private final Path directory;
    private final Configuration configuration;
    private final Node node;
    private final ClientSettings clients;
    private final Pace pace;
    private Outgoing outgoing;
    private Timetable timetable;
    private List<Feeds> feeds;
    private Listener listener;
    private LocalRecipient recipient;
    private Audience audience;
    private DeliveryWorker delivery;
    private volatile boolean stopped;

    private Demo(Path directory, Configuration configuration, Node node, Pace pace) {
        this.directory = directory;
        this.configuration = configuration;
        this.node = node;
        this.clients = ClientSettings.of(configuration, node.bootstrapServers());
        this.pace = pace;
    }

    /**
     * Starts the broker and COVERAGE. ROUTING comes later: then it finds what is past in its order.
     *
     * @param districts that will be played
     */
    public static Demo start(List<String> districts) {
        Path directory = temporary();
        try {
            Configuration configuration = configuration(directory, districts);
            Pace pace = new Pace();
            Node node = Node.startForReplay(
                    configuration,
                    () -> CoverageTopology.build(StateIn.MEMORY, RecordedTime.CLOCK, Trust.RECORDED, pace));
            return new Demo(directory, configuration, node, pace);
        } catch (RuntimeException e) {
            delete(directory);
            throw e;
        }
    }

    /** As few as give each district one of its own: the clock is one per partition, and their days are years apart. */
    private static int partitions(List<String> districts) {
        int partitions = districts.size();
        while (distinct(districts, partitions) < districts.size()) {
            partitions++;
        }
        return partitions;
    }

    private static long distinct(List<String> districts, int partitions) {
        return districts.stream()
                .map(district -> partition(district, partitions))
                .distinct()
                .count();
    }

    private static int partition(String district, int partitions) {
        return CoverageTopology.partition(district.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static Configuration configuration(Path directory, List<String> districts) {
        Configuration usual = Configuration.embedded();
        // Never started on the same directory again, so nobody waits for the old session: a busy machine may be slow.
        Configuration.Broker broker = new Configuration.Broker(0, Map.of("broker.session.timeout.ms", "30000"));
        Configuration.Streams streams = usual.streams();
        return new Configuration(
                directory,
                usual.kafka(),
                broker,
                new Provisioning(partitions(districts), 1),
                new Configuration.Streams(
                        streams.applicationId(),
                        THREADS,
                        streams.commitIntervalMs(),
                        SESSION_MS,
                        streams.standbys(),
                        streams.properties()),
                usual.routing(),
                usual.http(),
                usual.secrets(),
                usual.outgoing(),
                usual.logFormat(),
                usual.agencyClasses(),
                usual.security());
    }

    /**
     * Sends the plans and what came before the part of the day that is played, and returns when all that follows from it
     * was said.
     *
     * @param audience told everything, on a thread of its own
     * @throws DemoException when the pipeline does not start
     */
    public void prepare(Programme programme, Audience audience) throws InterruptedException {
        outgoing = new Outgoing(clients);
        timetable = programme.timetable();
        int partitions = configuration.topics().partitions();
        feeds = programme.scenarios().stream()
                .map(scenario -> new Feeds(scenario, partition(scenario.district(), partitions), outgoing, pace))
                .toList();
        feeds.forEach(feed -> feed.begin(timetable.start()));
        awaitRunning();
        awaitWorkedOff(Backlog::ofCoverage);
        recipient = new LocalRecipient();
        this.audience = new Everyone(List.of(recipient, audience));
        recipient.shows(this.audience);
        listener = Listener.start(clients, this.audience);
        node.startRouting(
                configuration,
                () -> RoutingTopology.build(StateIn.MEMORY, RecordedTime.CLOCK, Trust.RECORDED, Onlooker.NONE));
        delivery = DeliveryWorker.start(clients, recipient, key -> Optional.of(recipient.decided(key)));
    }

    /**
     * Plays the day that was prepared and returns when everything that follows from it was heard.
     *
     * @param speed seconds of the day in one second
     * @param clock told how far each district is
     * @param inOrder whether the audience is told now and then that everything up to a time was reported; it costs some seconds
     * @return false when it was stopped before
     * @throws DemoException when the pipeline does not keep up
     */
    public boolean play(double speed, BiConsumer<String, Instant> clock, boolean inOrder) throws InterruptedException {
        Player.WhenSent whenSent = inOrder ? this::complete : at -> {};
        if (!new Player(feeds, timetable, clock, () -> stopped, whenSent).play(speed)) {
            return false;
        }
        settle();
        listener.finish();
        return true;
    }

    private void complete(Duration sinceMidnight) throws InterruptedException {
        settle();
        if (!stopped) {
            audience.complete(sinceMidnight);
        }
    }

    /** Returns when everything that follows from what was sent was heard, and every notice has arrived. */
    private void settle() throws InterruptedException {
        awaitWorkedOff(Backlog::ofCoverage);
        awaitWorkedOff(Backlog::ofRouting);
        listener.catchUp();
        if (!stopped && !recipient.awaitAll(WORK_MAX)) {
            throw new DemoException(
                    "notices are still on their way " + WORK_MAX.toSeconds() + " s after the last event");
        }
        // What follows from the deliveries.
        awaitWorkedOff(Backlog::ofRouting);
        listener.catchUp();
    }

    private void awaitRunning() throws InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!stopped && !node.awaitRunning(STEP)) {
            if (System.nanoTime() > deadline) {
                throw new DemoException("the pipeline did not start within " + START_MAX.toSeconds() + " s");
            }
        }
    }

    private void awaitWorkedOff(BiFunction<Admin, Configuration, Backlog> backlog) throws InterruptedException {
        outgoing.flush();
        try (Admin admin = Admin.create(clients.admin())) {
            if (!stopped && !backlog.apply(admin, configuration).awaitNone(WORK_MAX)) {
                throw new DemoException(
                        "the pipeline is still busy " + WORK_MAX.toSeconds() + " s after the last event");
            }
        }
    }

    /** Ends {@link #play} soon; from any thread. */
    public void stop() {
        stopped = true;
        pace.end();
    }

    /** Stops everything within 10 s and removes the directory. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        if (outgoing != null) {
            outgoing.close();
        }
        if (delivery != null) {
            delivery.close();
        }
        node.close();
        delete(directory);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("postwatch-demo-");
        } catch (IOException e) {
            throw new DemoException("no temporary directory can be made: " + e, e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new DemoException("what is left of the demo in " + directory + " cannot be removed: " + e, e);
        }
    }
}
