package org.postwatch.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.RecordCopy;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.EventProducer;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.cli.CliResult;
import org.postwatch.delivery.FakeHttpServer;
import org.postwatch.delivery.FakeHttpServer.FakeResponse;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.delivery.SettableClock;
import org.postwatch.event.ConductEvent;
import org.postwatch.event.EventOrigin;
import org.postwatch.notification.model.AgencyClasses;
import org.postwatch.notification.model.Alert;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.notification.policy.DisclosurePolicy;
import org.postwatch.notification.route.Route;
import org.postwatch.notification.route.RoutingConfig;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.streams.CoverageTopology;
import org.postwatch.streams.CoverageTopology.StoreType;
import org.postwatch.streams.EventAddressing;
import org.postwatch.streams.NotificationTopology;
import org.postwatch.streams.TopologySettings;
import org.postwatch.wire.EventWriter;

/**
 * Recipients that are slow, broken, busy, gone, cut off, or vanish for an hour: real web servers at the one end, the broker
 * with NOTIFICATION at the other, and between them a worker whose clock is the script's. A recipient that cannot be reached is reported to the operations center, {@code center}.
 */
class DeliveryAcceptanceIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static PostwatchServer node;
    private static ClientSettings clients;
    private static DeliveryTopicsClient outside;
    private static String config;

    private final List<FakeHttpServer> sides = new ArrayList<>();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final SettableClock clock = new SettableClock(start);
    private DeliveryWorker worker;
    private ConnectionResettingServer cutOff;

    @BeforeAll
    static void startAll(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("node.yaml"),
                "data.directory: " + directory.resolve("data")
                        + "\nbroker.port: 0\ntopics.partitions: 2\nwatchdog.enabled: false\nroles: [coverage, notification]\n");
        node = PostwatchServer.start(
                Configuration.read(file),
                () -> CoverageTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())),
                () -> NotificationTopology.build(TopologySettings.of(StoreType.MEMORY, InstantSource.system())));
        assertThat(node.awaitRunning(DeliveryTopicsClient.MAX_WAIT)).isTrue();
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n")
                .toString();
        clients = ClientSettings.of(Configuration.read(Path.of(config)));
        outside = new DeliveryTopicsClient(clients);
    }

    @AfterAll
    static void stopAll() {
        outside.close();
        node.close();
    }

    @AfterEach
    void stop() throws Exception {
        worker.close();
        sides.forEach(FakeHttpServer::close);
        if (cutOff != null) {
            cutOff.close();
        }
    }

    @Test
    void a_recipient_that_answers_badly_delays_nobody_and_is_notified_or_reported_as_failed() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        FakeHttpServer quick = side();
        FakeHttpServer center = side();
        FakeHttpServer slow = side().respondWith(words -> {
            await(enough);
            return FakeResponse.of(200);
        });
        FakeHttpServer broken = side().respondWith(500);
        FakeHttpServer busy = side().respondWith(words -> new FakeResponse(429, Map.of("Retry-After", "600"), ""));
        FakeHttpServer gone = side().respondWith(410);
        cutOff = new ConnectionResettingServer();
        FakeHttpServer away = side();
        FakeHttpServer lost = side();
        away.close();
        lost.close();
        route(
                "a",
                hook("quick", quick, 60),
                hook("center", center, 60),
                hook("slow", slow, 60),
                hook("broken", broken, 60),
                hook("busy", busy, 60),
                hook("gone", gone, 60),
                hook("cut-off", cutOff.url(), 60),
                hook("away", away, 120),
                hook("lost", lost, 30));
        begin();
        for (String who : List.of("slow", "broken", "busy", "gone", "cut-off", "away", "lost", "quick")) {
            outside.publishNotice("a", who, "coverage/1", SampleNotices.opened(1), start);
        }

        // At once: the clock is stopped, so nobody's retry is what this waits for.
        waitUntil("the quick one knows", () -> is("a/quick/coverage/1", DeliveryStatus.DELIVERED, 1));
        waitUntil(
                "all were tried",
                () -> List.of(slow, broken, busy, gone).stream()
                                .allMatch(side -> side.requests().size() == 1)
                        && cutOff.requestIds().size() == 1);
        waitUntil("one is gone for good", () -> is("a/gone/coverage/1", DeliveryStatus.FAILED, 1));
        assertThat(delivery("a/gone/coverage/1").detail()).isEqualTo("410");
        waitUntil("the center knows of it", () -> told(center, "delivery-failed", "gone"));
        assertThat(outside.deliveries("a/").keySet())
                .as("the others are neither notified nor given up")
                .containsExactlyInAnyOrder("a/center/delivery-failed/gone", "a/gone/coverage/1", "a/quick/coverage/1");

        // Twice as long after each failure, so that 5 s are enough after the first and after the second.
        pass(Duration.ofSeconds(5));
        waitUntil("who was cut off knows", () -> is("a/cut-off/coverage/1", DeliveryStatus.DELIVERED, 2));
        waitUntil("it is broken still", () -> broken.requests().size() == 2);
        broken.respondWith(200);
        quickly(quick, 2);
        assertThat(broken.requests()).as("not again in the same moment").hasSize(2);
        pass(Duration.ofSeconds(5));
        waitUntil("who was broken knows", () -> is("a/broken/coverage/1", DeliveryStatus.DELIVERED, 3));
        enough.countDown();
        waitUntil("who was slow knows", () -> outside.deliveries("a/slow/").size() == 1 || pass(MINUTE));
        assertThat(ids(broken)).as("every time under the same id").hasSize(1);
        assertThat(cutOff.requestIds())
                .hasSize(2)
                .containsOnly(cutOff.requestIds().get(0));

        busy.respondWith(200);
        clock.set(start.plusMillis(599_999));
        quickly(quick, 3);
        assertThat(busy.requests())
                .as("who asks for ten minutes has ten minutes")
                .hasSize(1);
        clock.set(start.plusSeconds(600));
        waitUntil("who was busy knows", () -> is("a/busy/coverage/1", DeliveryStatus.DELIVERED, 2));

        // The hour in which two are away: what they should know becomes another.
        outside.publishNotice(
                "a",
                "away",
                "coverage/1",
                like(Notice.NoticeStage.ESCALATED, Alert.AlertStatus.OPEN, 2),
                clock.instant());
        clock.set(start.plus(Duration.ofMinutes(29)));
        quickly(quick, 4);
        assertThat(outside.deliveries("a/lost/"))
                .as("its half hour is not over")
                .isEmpty();
        clock.set(start.plus(Duration.ofMinutes(30)));
        waitUntil(
                "one is given up in sight",
                () -> outside.deliveries("a/lost/").values().stream()
                        .anyMatch(d -> d.outcome() == DeliveryStatus.FAILED));
        assertThat(delivery("a/lost/coverage/1").detail()).isEqualTo("given up after 30 min: cannot connect");
        waitUntil("the center knows of that", () -> told(center, "delivery-failed", "lost"));
        clock.set(start.plus(Duration.ofMinutes(50)));
        outside.publishNotice("a", "away", "coverage/1", SampleNotices.closed(3), clock.instant());
        quickly(quick, 5);
        clock.set(start.plus(Duration.ofMinutes(61)));
        quickly(quick, 6);
        assertThat(outside.deliveries("a/away/")).as("two hours are not over").isEmpty();

        FakeHttpServer back = new FakeHttpServer(away.port());
        sides.add(back);
        pass(Duration.ofMinutes(6));
        waitUntil("who was away knows how it stands", () -> delivered("a/away/coverage/1", 3));
        assertThat(back.requests()).as("and no more than that").hasSize(1);
        assertThat(back.requests().get(0).body()).contains("\"stage\":\"closed\"", "\"revision\":3");
        assertThat(gone.requests()).as("410 is the end").hasSize(1);
        assertThat(ids(quick))
                .as("nobody was notified twice who answers")
                .hasSize(quick.requests().size());
    }

    @Test
    void a_failed_delivery_is_reported_and_is_sent_again_when_asked_for() throws Exception {
        FakeHttpServer center = side();
        FakeHttpServer before = side();
        before.close();
        route("b", hook("center", center, 60), hook("office", before, 60));
        begin();
        conduct("b");
        String subject = "conduct/hall/staff/e-1";
        waitUntil("the center knows", () -> is("b/center/" + subject, DeliveryStatus.DELIVERED, 1));
        waitUntil(
                "an attempt failed",
                () -> postwatch("deliveries", "--district", "b").contains("cannot connect"));
        assertThat(postwatch("deliveries", "--district", "b").lines())
                .filteredOn(line -> line.contains("office"))
                .anyMatch(line -> line.matches(".* waiting +[1-9][0-9]* .* cannot connect"));
        clock.set(start.plus(Duration.ofMinutes(62)));
        waitUntil("it is given up", () -> is("b/office/" + subject, DeliveryStatus.FAILED) || pass(MINUTE));
        assertThat(delivery("b/office/" + subject).detail()).isEqualTo("given up after 60 min: cannot connect");
        waitUntil("the center knows of it", () -> told(center, "delivery-failed", "office"));
        assertThat(postwatch("deliveries", "--failed", "--district", "b"))
                .contains("office", subject, "failed", "cannot connect");

        FakeHttpServer after = new FakeHttpServer(before.port());
        sides.add(after);
        assertThat(postwatch("deliveries", "--district", "b", "--resend", "all"))
                .isEqualTo("accepted: resend of b/office/" + subject + "\n");
        waitUntil(
                "it is notified after all", () -> is("b/office/" + subject, DeliveryStatus.DELIVERED) || pass(MINUTE));
        assertThat(ids(after)).hasSize(1);
        assertThat(after.requests().get(0).body()).contains("\"kind\":\"conduct\"", "\"revision\":2");
        waitUntil(
                "the center knows that it can be reached again",
                () -> center.requests().stream()
                        .anyMatch(said -> said.body().contains("\"kind\":\"delivery-failed\"")
                                && said.body().contains("\"stage\":\"closed\"")));
        assertThat(postwatch("deliveries", "--failed", "--district", "b")).isEmpty();
    }

    /** Time goes on, as a condition of what is waited for. */
    private boolean pass(Duration time) {
        clock.set(clock.instant().plus(time));
        return false;
    }

    /** Notifies the quick one of something more: when that is on record, all that is due by the clock was looked at. */
    private void quickly(FakeHttpServer quick, int number) throws Exception {
        outside.publishNotice("a", "quick", "coverage/" + number, SampleNotices.opened(1), clock.instant());
        waitUntil(
                "the quick one knows number " + number,
                () -> is("a/quick/coverage/" + number, DeliveryStatus.DELIVERED, 1));
        assertThat(quick.requests()).hasSize(number);
    }

    private static Notice like(Notice.NoticeStage stage, Alert.AlertStatus status, int revision) {
        return SampleNotices.at(
                SampleNotices.of(stage, status, SampleNotices.allFields()), "coverage/1", revision, SampleNotices.NOON);
    }

    private static DeliveryResult delivery(String key) {
        return outside.deliveries(key).get(key);
    }

    private static boolean is(String key, DeliveryStatus outcome) {
        return Optional.ofNullable(delivery(key))
                .filter(d -> d.outcome() == outcome)
                .isPresent();
    }

    private static boolean is(String key, DeliveryStatus outcome, int attempts) {
        return is(key, outcome) && delivery(key).attempts() == attempts;
    }

    private static boolean delivered(String key, int revision) {
        return is(key, DeliveryStatus.DELIVERED) && delivery(key).revision() == revision;
    }

    private static boolean told(FakeHttpServer side, String kind, String recipient) {
        Predicate<String> body = said -> said.contains("\"kind\":\"" + kind + "\"") && said.contains(recipient);
        return side.requests().stream()
                .map(FakeHttpServer.ReceivedRequest::body)
                .anyMatch(body);
    }

    private static Set<String> ids(FakeHttpServer side) {
        return side.requests().stream().map(said -> said.header("webhook-id")).collect(Collectors.toSet());
    }

    private FakeHttpServer side() {
        FakeHttpServer side = new FakeHttpServer();
        sides.add(side);
        return side;
    }

    private static Recipient hook(String id, FakeHttpServer side, int giveUpMinutes) {
        return hook(id, side.url("/" + id), giveUpMinutes);
    }

    private static Recipient hook(String id, String url, int giveUpMinutes) {
        return new Recipient(
                id, "district", "school", SampleRecipients.webhook(url), false, Duration.ofMinutes(giveUpMinutes));
    }

    /** Failures go to the center, conduct to everybody. */
    private static void route(String district, Recipient... recipients) throws Exception {
        RoutingConfig like = SampleRecipients.routing(district, recipients);
        Route failures = below("routes[0]", Alert.DELIVERY_FAILED, List.of("center"));
        Route conduct =
                below("routes[1]", Alert.CONDUCT, List.copyOf(like.recipients().keySet()));
        Route root = Route.notifyingAll(List.of());
        DisclosurePolicy.DisclosureRule all = new DisclosurePolicy.DisclosureRule(
                "own", AgencyClasses.OWN_AGENCY_CLASS, Set.of(DisclosurePolicy.ALL), Set.of(DisclosurePolicy.ALL));
        outside.publishRouting(RecordCopy.with(
                like,
                "district",
                district,
                "campuses",
                new TreeMap<>(Map.of("hall", new RoutingConfig.CampusDetails("Hall School", like.zone()))),
                "conductFeeds",
                new TreeMap<>(Map.of("staff", new RoutingConfig.ConductFeed(Set.of(), LocalDateTimeRange.ALWAYS))),
                "root",
                RecordCopy.with(root, "routes", List.of(failures, conduct)),
                "policy",
                new DisclosurePolicy(List.of(all), Set.of(), Set.of())));
    }

    private static Route below(String path, String kind, List<String> to) {
        return new Route(
                path,
                new TreeMap<>(Map.of("kind", Set.of(kind))),
                to,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                List.of());
    }

    private void begin() {
        worker = DeliveryWorker.start(clients, 1, SampleRecipients.access(SampleRecipients.secrets(Map.of())), clock);
    }

    private static void conduct(String district) {
        EventOrigin origin =
                new EventOrigin(district, "staff", "e-1", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        byte[] bytes = new EventWriter().write(new ConductEvent(origin, "hall", "fight", false, Optional.empty()));
        try (EventProducer sender = EventProducer.open(clients)) {
            sender.send((EventAddressing.EventDestination) EventAddressing.resolve(bytes), bytes, failure -> {
                throw new AssertionError(failure);
            });
            assertThat(sender.flushAndCount()).hasSize(1);
        }
    }

    private static String postwatch(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-c", config));
        CliResult said = CliResult.run(all.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said.out();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
