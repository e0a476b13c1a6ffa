package org.postwatch.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.app.config.StreamsSettings;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.PresenceSignal;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.RecordedTime;
import org.postwatch.streams.Topics;
import org.postwatch.streams.TopologySettings;

/**
 * One district has an officer on every campus, and the only feed that reports them falls silent: every campus becomes
 * UNKNOWN. COVERAGE and NOTIFICATION run on their own broker. The clock ticks every second of a day and waits at each
 * minute until both have caught up.
 */
final class FeedOutageBenchmark implements AutoCloseable {
    /** The feed is silent after so many minutes without an event, evaluated when the next minute is over. */
    private static final int SILENCE_LIMIT_MINUTES = 5;
    /** Ten of the posts' grace, and room for slices and groups. */
    private static final int OUTAGE_MINUTES = 15;
    /** Longer than any group's interval, and than a feed may take to catch up. */
    private static final int QUIET_MINUTES = 10;

    private static final int MAX_MINUTES_TO_QUIET = 60;

    private final DistrictSizes districts;
    private final Consumer<String> progress;
    private final Path directory;
    private final EmbeddedBroker broker;
    private final Admin admin;
    private final LoadProducer input;
    private final OutputCollector outputs;
    private final BenchmarkSubject coverage;
    private final BenchmarkSubject notification;
    private final Set<String> activeFeeds =
            new TreeSet<>(Set.of(SyntheticPlans.CAMERAS, SyntheticPlans.DOORS, SyntheticPlans.STAFF));
    private Instant clock = InitialLoad.SCHOOL_START.minusSeconds(120);
    private int events;

    FeedOutageBenchmark(BenchmarkOptions options, Consumer<String> progress) {
        this.districts = DistrictSizes.ofOneDistrict(options.outageCampuses());
        this.progress = progress;
        try {
            this.directory = Files.createTempDirectory("postwatch-outage-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a directory for the storm", e);
        }
        Configuration configuration = Configuration.defaults().relocatedTo(directory, 0);
        int partitions = configuration.topics().partitions();
        this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        String servers = broker.bootstrapServers();
        ClientSettings clients = ClientSettings.of(configuration, servers);
        this.admin = clients.openAdmin();
        configuration.topics().ensure(admin, Topics.replaySpecs());
        this.input = new LoadProducer(clients, partitions, 20);
        this.outputs = new OutputCollector(clients);
        this.coverage = new BenchmarkSubject(
                CoverageTopology.build(TopologySettings.of(options.storeType(), RecordedTime.CLOCK)),
                StreamsSettings.ofCoverage(configuration, servers),
                List.of(Topics.PLANS, Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.STAFFING_EVENTS),
                admin);
        this.notification = new BenchmarkSubject(
                NotificationTopology.build(TopologySettings.of(options.storeType(), RecordedTime.CLOCK)),
                StreamsSettings.ofNotification(configuration, servers),
                List.of(Topics.PLANS, Topics.CLOCK),
                admin);
    }

    /** @throws IllegalStateException when an application stops or hangs, or notices do not end */
    FeedOutageResult measure() throws InterruptedException {
        coverage.start();
        notification.start();
        report("all is well");
        coverAllCampuses();
        activeFeeds.remove(SyntheticPlans.STAFF);
        advanceClock((SILENCE_LIMIT_MINUTES + 2) * 60 - 1);
        outputs.clear();

        report("the feed is silent");
        long silent = System.nanoTime();
        advanceClock(1);
        advanceClock(OUTAGE_MINUTES * 60);
        double takenInSeconds = secondsBetween(silent, System.nanoTime());
        double noticesSeconds = secondsBetween(silent, outputs.lastNoticeNanos());
        SortedMap<String, Integer> inStorm = outputs.notices();
        int incidents = outputs.openedCount();

        report("the feed is heard again");
        long heard = System.nanoTime();
        activeFeeds.add(SyntheticPlans.STAFF);
        sendHeartbeats(Optional.empty());
        double quietSeconds = secondsBetween(heard, awaitQuiet());
        return new FeedOutageResult(
                districts.campuses(),
                incidents,
                outputs.suppressedCount(),
                inStorm,
                outputs.notices(),
                noticesSeconds,
                takenInSeconds,
                quietSeconds);
    }

    private void coverAllCampuses() throws InterruptedException {
        String district = DistrictSizes.districtId(0);
        Instant midnight = SyntheticPlans.DAY.atStartOfDay(SyntheticPlans.ZONE).toInstant();
        input.sendTick(clock);
        input.sendPlan(SyntheticPlans.district(districts, 0), clock);
        input.sendRouting(FeedOutageRouting.of(districts, 0), clock);
        // Feeds speak before there is anything for their silence to bear on.
        clock = clock.plusMillis(1);
        sendHeartbeats(Optional.of(midnight));
        clock = clock.plusMillis(1);
        districts.campusesOf(0).forEach(campus -> input.sendPlan(district, SyntheticPlans.campus(campus), clock));
        awaitProcessed();
        for (int campus : districts.campusesOf(0)) {
            sendDeviceOnline(campus, SyntheticPlans.DOORS, SyntheticPlans.FRONT_BUZZER);
            sendDeviceOnline(campus, SyntheticPlans.CAMERAS, SyntheticPlans.FRONT_CAMERA);
            send(new PresenceSignal(
                    origin(SyntheticPlans.STAFF),
                    PresenceSignal.SignalKind.CHECKED_IN,
                    DistrictSizes.badge(campus),
                    DistrictSizes.campusId(campus),
                    Optional.empty()));
        }
        clock = clock.minusMillis(2);
        advanceClock(240);
    }

    /** Ticks every second for a duration; active feeds send each minute, and then all input is processed. */
    private void advanceClock(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            clock = clock.plusSeconds(1);
            boolean minute = clock.getEpochSecond() % 60 == 0;
            if (minute) {
                sendHeartbeats(Optional.empty());
            }
            input.sendTick(clock);
            if (minute) {
                awaitProcessed();
            }
        }
        awaitProcessed();
    }

    /** Until all that was sent, and all that came of it, is decided on and committed. */
    private void awaitProcessed() throws InterruptedException {
        input.flush();
        awaitCommitted(coverage, coverage.endOffsets());
        outputs.readToEnd();
        Map<TopicPartition, Long> ends = new HashMap<>(notification.endOffsets());
        ends.putAll(outputs.transitionEndOffsets());
        awaitCommitted(notification, ends);
        outputs.readToEnd();
    }

    private void awaitCommitted(BenchmarkSubject side, Map<TopicPartition, Long> ends) throws InterruptedException {
        long begun = System.nanoTime();
        while (!side.isCommitted(ends)) {
            side.throwIfStuck(begun);
            outputs.poll();
        }
    }

    /** When everything was committed after the last minute in which a notice came, by {@link System#nanoTime}. */
    private long awaitQuiet() throws InterruptedException {
        long quiet = System.nanoTime();
        int silentMinutes = 0;
        for (int minute = 0; minute < MAX_MINUTES_TO_QUIET; minute++) {
            int before = outputs.noticeCount();
            advanceClock(60);
            boolean notices = outputs.noticeCount() > before;
            quiet = notices ? System.nanoTime() : quiet;
            silentMinutes = notices ? 0 : silentMinutes + 1;
            if (silentMinutes == QUIET_MINUTES) {
                return quiet;
            }
        }
        throw new IllegalStateException(
                "notices still come " + MAX_MINUTES_TO_QUIET + " min after the feed was heard again");
    }

    private void sendHeartbeats(Optional<Instant> completeSince) {
        activeFeeds.forEach(feed -> send(new Heartbeat(origin(feed), completeSince)));
    }

    private void sendDeviceOnline(int campus, String feed, String device) {
        send(new DeviceReport(origin(feed), EventType.DEVICE_ONLINE, DistrictSizes.campusId(campus), device));
    }

    private void send(Event event) {
        input.sendEvent(event);
    }

    private EventOrigin origin(String feed) {
        return new EventOrigin(DistrictSizes.districtId(0), feed, "s-" + events++, clock);
    }

    private static double secondsBetween(long begun, long ended) {
        return Duration.ofNanos(ended - begun).toNanos() / 1e9;
    }

    private void report(String what) {
        progress.accept("outage of %,d campuses: %s".formatted(districts.campuses(), what));
    }

    @Override
    public void close() {
        notification.close();
        coverage.close();
        outputs.close();
        input.close();
        admin.close(Duration.ofSeconds(5));
        broker.close();
        BenchmarkRun.delete(directory);
    }
}
