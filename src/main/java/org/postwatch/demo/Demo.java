package org.postwatch.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.ConsumerLag;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.delivery.DeliveryWorker;
import org.postwatch.board.OutputListener;
import org.postwatch.board.OutputListeners;
import org.postwatch.board.OutputTopicConsumer;
import org.postwatch.replay.ReplayResult;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordedTime;
import org.postwatch.streams.TopologySettings;

/**
 * A Postwatch with its own broker on a free port and its data in a temporary directory, which plays scenarios.
 */
public final class Demo implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Duration PROCESSING_TIMEOUT = Duration.ofSeconds(60);

    private final Path directory;
    private final Optional<SimulatedIntake> intake;
    private final Configuration configuration;
    private final PostwatchServer server;
    private final ClientSettings clients;
    private final PlaybackPacer pacer;
    private DemoProducer producer;
    private PlaybackSchedule schedule;
    private List<SimulatedFeeds> feeds;
    private OutputTopicConsumer outputConsumer;
    private ConsoleRecipient recipient;
    private OutputListeners audience;
    private DeliveryWorker delivery;
    private volatile boolean stopped;

    private Demo(
            Path directory,
            Optional<SimulatedIntake> intake,
            Configuration configuration,
            PostwatchServer node,
            PlaybackPacer pace) {
        this.directory = directory;
        this.intake = intake;
        this.configuration = configuration;
        this.server = node;
        this.clients = ClientSettings.of(configuration, node.bootstrapServers());
        this.pacer = pace;
    }

    /**
     * Starts the broker and COVERAGE. NOTIFICATION starts later, so that it reads earlier records in order.
     *
     * @param districts that will be played
     */
    public static Demo start(List<String> districts) {
        return start(createTemporaryDirectory(), Optional.empty(), districts);
    }

    /**
     * The same for one district whose events go through intake.
     *
     * @param withMqtt whether messages are sent over MQTT too, if this machine has a broker
     * @throws DemoException if the MQTT broker of this machine does not start
     */
    public static Demo startWithIntake(String district, boolean withMqtt) throws InterruptedException {
        Path directory = createTemporaryDirectory();
        SimulatedIntake intake;
        try {
            intake = SimulatedIntake.start(directory, withMqtt);
        } catch (RuntimeException | InterruptedException e) {
            delete(directory);
            throw e;
        }
        return start(directory, Optional.of(intake), List.of(district));
    }

    private static Demo start(Path directory, Optional<SimulatedIntake> intake, List<String> districts) {
        try {
            Configuration configuration = configuration(directory, districts);
            PlaybackPacer pace = new PlaybackPacer();
            PostwatchServer node = PostwatchServer.startForReplay(
                    configuration,
                    () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, RecordedTime.CLOCK)
                            .withAuthentication(RecordAuthentication.RECORDED)
                            .withListener(pace)));
            return new Demo(directory, intake, configuration, node, pace);
        } catch (RuntimeException e) {
            intake.ifPresent(SimulatedIntake::close);
            delete(directory);
            throw e;
        }
    }

    /**
     * The smallest number that gives each district its own partition: there is one clock per partition, and the days
     * of the districts are years apart.
     */
    private static int partitions(List<String> districts) {
        int partitions = districts.size();
        while (countPartitions(districts, partitions) < districts.size()) {
            partitions++;
        }
        return partitions;
    }

    private static long countPartitions(List<String> districts, int partitions) {
        return districts.stream()
                .map(district -> partition(district, partitions))
                .distinct()
                .count();
    }

    private static int partition(String district, int partitions) {
        return CoverageTopology.partition(district.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static Configuration configuration(Path directory, List<String> districts) {
        // One thread is enough for four districts and starts sooner than more. The timeouts are long for slow machines:
        // no other instance waits for this session.
        return Configuration.parse(
                        "demo", """
                broker: { properties: { broker.session.timeout.ms: 30000 } }
                topics: { partitions: %d }
                streams: { threads: 1, session-timeout-ms: 30000 }
                secrets: { directory: %s }
                outgoing: { allow: [127.0.0.1] }
                """.formatted(partitions(districts), SimulatedIntake.secrets(directory)), name -> null)
                .relocatedTo(directory, 0);
    }

    /**
     * Sends the plans and the events before the played part of the day, and waits until their results are published.
     *
     * @param listeners receive all output, on a thread of its own
     * @throws DemoException when the pipeline does not start
     */
    public void prepare(Playlist programme, OutputListener... listeners) throws InterruptedException {
        producer = new DemoProducer(clients);
        schedule = programme.schedule();
        int partitions = configuration.topics().partitions();
        feeds = new ArrayList<>();
        for (Scenario scenario : programme.scenarios()) {
            int partition = partition(scenario.district(), partitions);
            PlanSender.send(scenario, partition, producer);
            feeds.add(new SimulatedFeeds(
                    scenario, partition, producer, lineSender(scenario, partition), pacer, () -> stopped));
        }
        for (SimulatedFeeds feed : feeds) {
            feed.sendHistory(schedule.start());
        }
        awaitRunning();
        awaitProcessed(ConsumerLag::ofCoverage);
        recipient = new ConsoleRecipient();
        audience = new OutputListeners(
                Stream.concat(Stream.of(recipient), Stream.of(listeners)).toList());
        recipient.setAudience(audience);
        outputConsumer = OutputTopicConsumer.start(clients, audience);
        server.startNotification(
                configuration,
                () -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, RecordedTime.CLOCK)
                        .withAuthentication(RecordAuthentication.RECORDED)));
        delivery = DeliveryWorker.start(clients, recipient, key -> Optional.of(recipient.decidedAt(key)));
    }

    private LineSender lineSender(Scenario scenario, int partition) throws InterruptedException {
        return intake.isPresent()
                ? intake.get().connect(scenario, partition, server, configuration, clients, producer)
                : new TopicLineSender(producer, partition);
    }

    /** Whether devices publish to an MQTT broker; false without intake too. */
    public boolean usesMqtt() {
        return intake.filter(SimulatedIntake::usesMqtt).isPresent();
    }

    /** How many events went through intake which way; empty without intake. */
    public String intakeCounts() {
        return intake.map(SimulatedIntake::counts).orElse("");
    }

    /** What the played day came to. */
    public DayFacts facts() throws InterruptedException {
        return DayFacts.of(
                ReplayResult.read(clients),
                text -> intake.map(of -> of.renamed().toRecorded(text)).orElse(text));
    }

    /**
     * Plays the prepared day and waits until all results were received.
     *
     * @param speed seconds of the day in one second
     * @param clock receives the current time of each district
     * @param inOrder whether the listener is notified regularly that all output up to a time is complete; this takes
     * some seconds
     * @return false when it was stopped before
     * @throws DemoException when the pipeline does not keep up
     */
    public boolean play(double speed, BiConsumer<String, Instant> clock, boolean inOrder) throws InterruptedException {
        ScenarioPlayer.WhenSent whenSent = inOrder ? this::complete : at -> {};
        if (!new ScenarioPlayer(feeds, schedule, clock, () -> stopped, whenSent).play(speed)) {
            return false;
        }
        settle();
        outputConsumer.finish();
        return true;
    }

    private void complete(Duration sinceMidnight) throws InterruptedException {
        settle();
        if (!stopped) {
            audience.report(OutputListener::complete, sinceMidnight);
        }
    }

    /** Returns when everything that follows from what was sent was heard, and every notice has arrived. */
    private void settle() throws InterruptedException {
        awaitProcessed(ConsumerLag::ofCoverage);
        awaitProcessed(ConsumerLag::ofNotification);
        outputConsumer.catchUp();
        if (!stopped && !recipient.awaitAll(PROCESSING_TIMEOUT)) {
            throw new DemoException(
                    "notices are still on their way " + PROCESSING_TIMEOUT.toSeconds() + " s after the last event");
        }
        // What follows from the deliveries.
        awaitProcessed(ConsumerLag::ofNotification);
        outputConsumer.catchUp();
    }

    private void awaitRunning() throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!stopped && !server.awaitRunning(POLL_INTERVAL)) {
            if (System.nanoTime() > deadline) {
                throw new DemoException("the pipeline did not start within " + START_TIMEOUT.toSeconds() + " s");
            }
        }
    }

    private void awaitProcessed(BiFunction<Admin, Configuration, ConsumerLag> backlog) throws InterruptedException {
        producer.flush();
        try (Admin admin = clients.openAdmin()) {
            if (!stopped && !backlog.apply(admin, configuration).awaitZero(PROCESSING_TIMEOUT)) {
                throw new DemoException(
                        "the pipeline is still busy " + PROCESSING_TIMEOUT.toSeconds() + " s after the last event");
            }
        }
    }

    /** Ends {@link #play} soon; from any thread. */
    public void stop() {
        stopped = true;
        pacer.cancel();
    }

    /** Stops everything within 10 s and removes the directory. */
    @Override
    public void close() {
        if (outputConsumer != null) {
            outputConsumer.close();
        }
        if (producer != null) {
            producer.close();
        }
        if (delivery != null) {
            delivery.close();
        }
        intake.ifPresent(SimulatedIntake::disconnect);
        server.close();
        intake.ifPresent(SimulatedIntake::close);
        delete(directory);
    }

    private static Path createTemporaryDirectory() {
        try {
            return Files.createTempDirectory("postwatch-demo-");
        } catch (IOException e) {
            throw new DemoException("cannot create a temporary directory: " + e, e);
        }
    }

    private static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new DemoException(
                    "cannot delete the remaining data of the demo in " + directory + " cannot be" + " removed: " + e,
                    e);
        }
    }
}
