package org.postwatch.bench;

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
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.event.DeviceReport;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.event.Origin;
import org.postwatch.event.Sign;
import org.postwatch.runtime.ClientSettings;
import org.postwatch.runtime.Configuration;
import org.postwatch.runtime.StreamsSettings;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.RecordedTime;
import org.postwatch.topology.RoutingTopology;
import org.postwatch.topology.Topics;

/**
 * One district, an officer on every campus, and the one feed that tells of them falls silent: from then on nobody knows of
 * any campus whether it is covered. COVERAGE and ROUTING run as ever, on a broker of their own. The clock ticks every second
 * of a day, and waits at each minute until both got through: a storm that they could not take in would never end.
 */
final class Storm implements AutoCloseable {
    /** So many minutes without a word are silence, judged when the next one is over. */
    private static final int LIMIT_MINUTES = 5;
    /** Ten of the posts' grace, and room for slices and groups. */
    private static final int STORM_MINUTES = 15;
    /** Longer than any group's interval, and than a feed may take to catch up. */
    private static final int QUIET_MINUTES = 10;

    private static final int QUIET_WITHIN_MINUTES = 60;

    private final Nation nation;
    private final Consumer<String> progress;
    private final Path directory;
    private final EmbeddedBroker broker;
    private final Admin admin;
    private final Input input;
    private final Told told;
    private final Side coverage;
    private final Side routing;
    private final Set<String> speaking =
            new TreeSet<>(Set.of(SyntheticPlans.CAMERAS, SyntheticPlans.DOORS, SyntheticPlans.STAFF));
    private Instant clock = BeforeTheBell.BELL.minusSeconds(120);
    private int events;

    Storm(Options options, Consumer<String> progress) {
        this.nation = Nation.ofOne(options.storm());
        this.progress = progress;
        try {
            this.directory = Files.createTempDirectory("postwatch-storm-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the storm", e);
        }
        Configuration configuration = Configuration.embedded().at(directory, 0);
        int partitions = configuration.topics().partitions();
        this.broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        String servers = broker.bootstrapServers();
        ClientSettings clients = ClientSettings.of(configuration, servers);
        this.admin = Admin.create(clients.admin());
        configuration.topics().ensure(admin, Topics.replay());
        this.input = new Input(clients, partitions, 20);
        this.told = new Told(clients, partitions);
        this.coverage = new Side(
                CoverageTopology.build(options.stateIn(), RecordedTime.CLOCK),
                StreamsSettings.of(configuration, servers),
                List.of(Topics.PLANS, Topics.CLOCK, Topics.ENTRANCE_EVENTS, Topics.STAFFING_EVENTS),
                admin);
        this.routing = new Side(
                RoutingTopology.build(options.stateIn(), RecordedTime.CLOCK),
                StreamsSettings.ofRouting(configuration, servers),
                List.of(Topics.PLANS, Topics.CLOCK),
                admin);
    }

    /** @throws IllegalStateException when an application stops or hangs, or notices do not end */
    StormFigures measure() throws InterruptedException {
        coverage.start();
        routing.start();
        say("all is well");
        allIsWell();
        speaking.remove(SyntheticPlans.STAFF);
        run((LIMIT_MINUTES + 2) * 60 - 1);
        told.clear();

        say("the feed is silent");
        long silent = System.nanoTime();
        run(1);
        run(STORM_MINUTES * 60);
        double takenInSeconds = since(silent, System.nanoTime());
        double noticesSeconds = since(silent, told.lastNotice());
        SortedMap<String, Integer> inStorm = told.notices();
        int incidents = told.opened();

        say("the feed is heard again");
        long heard = System.nanoTime();
        speaking.add(SyntheticPlans.STAFF);
        heartbeats(Optional.empty());
        double quietSeconds = since(heard, quiet());
        return new StormFigures(
                nation.campuses(),
                incidents,
                told.heldBack(),
                inStorm,
                told.notices(),
                noticesSeconds,
                takenInSeconds,
                quietSeconds);
    }

    private void allIsWell() throws InterruptedException {
        String district = Nation.district(0);
        Instant midnight = SyntheticPlans.DAY.atStartOfDay(SyntheticPlans.ZONE).toInstant();
        input.tick(clock);
        input.plan(SyntheticPlans.district(nation, 0), clock);
        input.routing(StormRouting.of(nation, 0), clock);
        // Feeds speak before there is anything for their silence to bear on.
        clock = clock.plusMillis(1);
        heartbeats(Optional.of(midnight));
        clock = clock.plusMillis(1);
        nation.campusesOf(0).forEach(campus -> input.plan(district, SyntheticPlans.campus(campus), clock));
        through();
        for (int campus : nation.campusesOf(0)) {
            device(campus, SyntheticPlans.DOORS, SyntheticPlans.FRONT_BUZZER);
            device(campus, SyntheticPlans.CAMERAS, SyntheticPlans.FRONT_CAMERA);
            tell(new Sign(
                    origin(SyntheticPlans.STAFF),
                    Sign.Kind.CHECKED_IN,
                    Nation.badge(campus),
                    Nation.campus(campus),
                    Optional.empty()));
        }
        clock = clock.minusMillis(2);
        run(240);
    }

    /** Ticks every second for so long; feeds that speak do so each minute, and then all is taken in. */
    private void run(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            clock = clock.plusSeconds(1);
            boolean minute = clock.getEpochSecond() % 60 == 0;
            if (minute) {
                heartbeats(Optional.empty());
            }
            input.tick(clock);
            if (minute) {
                through();
            }
        }
        through();
    }

    /** Until all that was sent, and all that came of it, is decided on and committed. */
    private void through() throws InterruptedException {
        input.flush();
        await(coverage, coverage.ends());
        told.toEnd();
        Map<TopicPartition, Long> ends = new HashMap<>(routing.ends());
        ends.putAll(told.transitionsEnd());
        await(routing, ends);
        told.toEnd();
    }

    private void await(Side side, Map<TopicPartition, Long> ends) throws InterruptedException {
        long begun = System.nanoTime();
        while (!side.committed(ends)) {
            side.check(begun);
            told.poll();
        }
    }

    /** When everything was committed after the last minute in which a notice came, by {@link System#nanoTime}. */
    private long quiet() throws InterruptedException {
        long quiet = System.nanoTime();
        int silentMinutes = 0;
        for (int minute = 0; minute < QUIET_WITHIN_MINUTES; minute++) {
            int before = told.noticesInAll();
            run(60);
            boolean notices = told.noticesInAll() > before;
            quiet = notices ? System.nanoTime() : quiet;
            silentMinutes = notices ? 0 : silentMinutes + 1;
            if (silentMinutes == QUIET_MINUTES) {
                return quiet;
            }
        }
        throw new IllegalStateException(
                "notices still come " + QUIET_WITHIN_MINUTES + " min after the feed was heard again");
    }

    private void heartbeats(Optional<Instant> completeSince) {
        speaking.forEach(feed -> tell(new Heartbeat(origin(feed), completeSince)));
    }

    private void device(int campus, String feed, String device) {
        tell(new DeviceReport(origin(feed), EventType.DEVICE_ONLINE, Nation.campus(campus), device));
    }

    private void tell(Event event) {
        input.event(event);
    }

    private Origin origin(String feed) {
        return new Origin(Nation.district(0), feed, "s-" + events++, clock);
    }

    private static double since(long begun, long ended) {
        return Duration.ofNanos(ended - begun).toNanos() / 1e9;
    }

    private void say(String what) {
        progress.accept("a storm over %,d campuses: %s".formatted(nation.campuses(), what));
    }

    @Override
    public void close() {
        routing.close();
        coverage.close();
        told.close();
        input.close();
        admin.close(Duration.ofSeconds(5));
        broker.close();
        Stand.delete(directory);
    }
}
