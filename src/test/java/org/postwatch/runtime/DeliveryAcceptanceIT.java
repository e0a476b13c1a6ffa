package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.runtime.Outside.until;

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
import org.postwatch.cli.Said;
import org.postwatch.codec.EventWriter;
import org.postwatch.delivery.Notices;
import org.postwatch.delivery.OtherSide;
import org.postwatch.delivery.OtherSide.Reply;
import org.postwatch.delivery.Recipients;
import org.postwatch.delivery.ScriptedClock;
import org.postwatch.event.ConductSeen;
import org.postwatch.event.Origin;
import org.postwatch.plan.Dates;
import org.postwatch.routing.AgencyClasses;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Matter;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Policy;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Route;
import org.postwatch.routing.Routing;
import org.postwatch.topology.Addressed;
import org.postwatch.topology.CoverageTopology;
import org.postwatch.topology.CoverageTopology.StateIn;
import org.postwatch.topology.RoutingTopology;

/**
 * Recipients that are slow, broken, busy, gone, cut off, or vanish for an hour: real web servers at the one end, the broker
 * with ROUTING at the other, and between them a worker whose clock is the script's. Whoever cannot be reached is told of
 * to the operations center, {@code center}.
 */
class DeliveryAcceptanceIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Node node;
    private static ClientSettings clients;
    private static Outside outside;
    private static String config;

    private final List<OtherSide> sides = new ArrayList<>();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final ScriptedClock clock = new ScriptedClock(start);
    private DeliveryWorker worker;
    private CutOff cutOff;

    @BeforeAll
    static void startAll(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("node.yaml"),
                "data.directory: " + directory.resolve("data")
                        + "\nbroker.port: 0\ntopics.partitions: 2\nwatchdog.enabled: false\ndelivery.enabled: false\n");
        node = Node.start(
                Configuration.read(file),
                () -> CoverageTopology.build(StateIn.MEMORY, InstantSource.system()),
                () -> RoutingTopology.build(StateIn.MEMORY, InstantSource.system()));
        assertThat(node.awaitRunning(Outside.WAIT_MAX)).isTrue();
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        "security.feeds: open\nkafka.bootstrap.servers: " + node.bootstrapServers() + "\n")
                .toString();
        clients = ClientSettings.of(Configuration.read(Path.of(config)));
        outside = new Outside(clients);
    }

    @AfterAll
    static void stopAll() {
        outside.close();
        node.close();
    }

    @AfterEach
    void stop() throws Exception {
        worker.close();
        sides.forEach(OtherSide::close);
        if (cutOff != null) {
            cutOff.close();
        }
    }

    @Test
    void whoever_answers_badly_holds_nobody_up_and_is_told_or_given_up_in_sight() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        OtherSide quick = side();
        OtherSide center = side();
        OtherSide slow = side().answering(words -> {
            await(enough);
            return Reply.of(200);
        });
        OtherSide broken = side().answering(500);
        OtherSide busy = side().answering(words -> new Reply(429, Map.of("Retry-After", "600"), ""));
        OtherSide gone = side().answering(410);
        cutOff = new CutOff();
        OtherSide away = side();
        OtherSide lost = side();
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
            outside.notice("a", who, "coverage/1", Notices.opened(1), start);
        }

        // At once: the clock stands still, so nobody's retry is what this waits for.
        until("the quick one knows", () -> is("a/quick/coverage/1", Outcome.DELIVERED, 1));
        until(
                "all were tried",
                () -> List.of(slow, broken, busy, gone).stream()
                                .allMatch(side -> side.said().size() == 1)
                        && cutOff.ids().size() == 1);
        until("one is gone for good", () -> is("a/gone/coverage/1", Outcome.FAILED, 1));
        assertThat(delivery("a/gone/coverage/1").detail()).isEqualTo("410");
        until("the center knows of it", () -> told(center, "delivery-failed", "gone"));
        assertThat(outside.deliveries("a/").keySet())
                .as("the others are neither told nor given up")
                .containsExactlyInAnyOrder("a/center/delivery-failed/gone", "a/gone/coverage/1", "a/quick/coverage/1");

        // Twice as long after each failure, so that 5 s are enough after the first and after the second.
        pass(Duration.ofSeconds(5));
        until("who was cut off knows", () -> is("a/cut-off/coverage/1", Outcome.DELIVERED, 2));
        until("it is broken still", () -> broken.said().size() == 2);
        broken.answering(200);
        quickly(quick, 2);
        assertThat(broken.said()).as("not again in the same moment").hasSize(2);
        pass(Duration.ofSeconds(5));
        until("who was broken knows", () -> is("a/broken/coverage/1", Outcome.DELIVERED, 3));
        enough.countDown();
        until("who was slow knows", () -> outside.deliveries("a/slow/").size() == 1 || pass(MINUTE));
        assertThat(ids(broken)).as("every time under the same id").hasSize(1);
        assertThat(cutOff.ids()).hasSize(2).containsOnly(cutOff.ids().get(0));

        busy.answering(200);
        clock.set(start.plusMillis(599_999));
        quickly(quick, 3);
        assertThat(busy.said()).as("who asks for ten minutes has ten minutes").hasSize(1);
        clock.set(start.plusSeconds(600));
        until("who was busy knows", () -> is("a/busy/coverage/1", Outcome.DELIVERED, 2));

        // The hour in which two are away: what they should know becomes another.
        outside.notice("a", "away", "coverage/1", like(Notice.Stage.ESCALATED, Matter.Status.OPEN, 2), clock.instant());
        clock.set(start.plus(Duration.ofMinutes(29)));
        quickly(quick, 4);
        assertThat(outside.deliveries("a/lost/"))
                .as("its half hour is not over")
                .isEmpty();
        clock.set(start.plus(Duration.ofMinutes(30)));
        until(
                "one is given up in sight",
                () -> outside.deliveries("a/lost/").values().stream().anyMatch(d -> d.outcome() == Outcome.FAILED));
        assertThat(delivery("a/lost/coverage/1").detail()).isEqualTo("given up after 30 min: cannot connect");
        until("the center knows of that", () -> told(center, "delivery-failed", "lost"));
        clock.set(start.plus(Duration.ofMinutes(50)));
        outside.notice("a", "away", "coverage/1", Notices.closed(3), clock.instant());
        quickly(quick, 5);
        clock.set(start.plus(Duration.ofMinutes(61)));
        quickly(quick, 6);
        assertThat(outside.deliveries("a/away/")).as("two hours are not over").isEmpty();

        OtherSide back = new OtherSide(away.port());
        sides.add(back);
        pass(Duration.ofMinutes(6));
        until("who was away knows how it stands", () -> delivered("a/away/coverage/1", 3));
        assertThat(back.said()).as("and no more than that").hasSize(1);
        assertThat(back.said().get(0).body()).contains("\"stage\":\"closed\"", "\"revision\":3");
        assertThat(gone.said()).as("410 is the end").hasSize(1);
        assertThat(ids(quick))
                .as("nobody was told twice who answers")
                .hasSize(quick.said().size());
    }

    @Test
    void what_was_given_up_is_told_of_and_is_sent_again_when_asked_for() throws Exception {
        OtherSide center = side();
        OtherSide before = side();
        before.close();
        route("b", hook("center", center, 60), hook("office", before, 60));
        begin();
        conduct("b");
        String subject = "conduct/hall/staff/e-1";
        until("the center knows", () -> is("b/center/" + subject, Outcome.DELIVERED, 1));
        clock.set(start.plus(Duration.ofMinutes(62)));
        until("it is given up", () -> is("b/office/" + subject, Outcome.FAILED) || pass(MINUTE));
        assertThat(delivery("b/office/" + subject).detail()).isEqualTo("given up after 60 min: cannot connect");
        until("the center knows of it", () -> told(center, "delivery-failed", "office"));
        assertThat(postwatch("deliveries", "--failed", "--district", "b"))
                .contains("office", subject, "failed", "cannot connect");

        OtherSide after = new OtherSide(before.port());
        sides.add(after);
        assertThat(postwatch("deliveries", "--district", "b", "--resend", "all"))
                .isEqualTo("taken: b/office/" + subject + " is sent again\n");
        until("it is told after all", () -> is("b/office/" + subject, Outcome.DELIVERED) || pass(MINUTE));
        assertThat(ids(after)).hasSize(1);
        assertThat(after.said().get(0).body()).contains("\"kind\":\"conduct\"", "\"revision\":2");
        until(
                "the center knows that it can be reached again",
                () -> center.said().stream()
                        .anyMatch(said -> said.body().contains("\"kind\":\"delivery-failed\"")
                                && said.body().contains("\"stage\":\"closed\"")));
        assertThat(postwatch("deliveries", "--failed", "--district", "b")).isEmpty();
    }

    /** Time goes on, as a condition of what is waited for. */
    private boolean pass(Duration time) {
        clock.set(clock.instant().plus(time));
        return false;
    }

    /** Tells the quick one something more: when that is on record, all that is due by the clock was looked at. */
    private void quickly(OtherSide quick, int number) throws Exception {
        outside.notice("a", "quick", "coverage/" + number, Notices.opened(1), clock.instant());
        until("the quick one knows number " + number, () -> is("a/quick/coverage/" + number, Outcome.DELIVERED, 1));
        assertThat(quick.said()).hasSize(number);
    }

    private static Notice like(Notice.Stage stage, Matter.Status status, int revision) {
        return Notices.at(Notices.of(stage, status, Notices.full()), "coverage/1", revision, Notices.NOON);
    }

    private static Delivery delivery(String key) {
        return outside.deliveries(key).get(key);
    }

    private static boolean is(String key, Outcome outcome) {
        return Optional.ofNullable(delivery(key))
                .filter(d -> d.outcome() == outcome)
                .isPresent();
    }

    private static boolean is(String key, Outcome outcome, int attempts) {
        return is(key, outcome) && delivery(key).attempts() == attempts;
    }

    private static boolean delivered(String key, int revision) {
        return is(key, Outcome.DELIVERED) && delivery(key).revision() == revision;
    }

    private static boolean told(OtherSide side, String kind, String recipient) {
        Predicate<String> body = said -> said.contains("\"kind\":\"" + kind + "\"") && said.contains(recipient);
        return side.said().stream().map(OtherSide.Said::body).anyMatch(body);
    }

    private static Set<String> ids(OtherSide side) {
        return side.said().stream().map(said -> said.header("webhook-id")).collect(Collectors.toSet());
    }

    private OtherSide side() {
        OtherSide side = new OtherSide();
        sides.add(side);
        return side;
    }

    private static Recipient hook(String id, OtherSide side, int giveUpMinutes) {
        return hook(id, side.url("/" + id), giveUpMinutes);
    }

    private static Recipient hook(String id, String url, int giveUpMinutes) {
        return new Recipient(
                id, "district", "school", Recipients.webhook(url), false, Duration.ofMinutes(giveUpMinutes));
    }

    /** Failures go to the center, conduct to everybody. */
    private static void route(String district, Recipient... recipients) throws Exception {
        Routing like = Recipients.routing(district, recipients);
        Route failures = below("routes[0]", Matter.DELIVERY_FAILED, List.of("center"));
        Route conduct =
                below("routes[1]", Matter.CONDUCT, List.copyOf(like.recipients().keySet()));
        Route root = Route.toAll(List.of());
        Policy.Rule all =
                new Policy.Rule("own", AgencyClasses.OWN_AGENCY_CLASS, Set.of(Policy.ALL), Set.of(Policy.ALL));
        outside.routing(new Routing(
                district,
                like.name(),
                like.zone(),
                like.severities(),
                new TreeMap<>(Map.of("hall", new Routing.Place("Hall School", like.zone()))),
                new TreeMap<>(Map.of("staff", new Routing.ConductFeed(Set.of(), Dates.ALWAYS))),
                like.agencies(),
                like.recipients(),
                new Route(
                        root.path(),
                        root.match(),
                        root.to(),
                        root.group(),
                        root.quiet(),
                        root.escalate(),
                        root.repeat(),
                        root.goesOn(),
                        List.of(failures, conduct)),
                new Policy(List.of(all), Set.of(), Set.of()),
                like.habits()));
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
        worker = DeliveryWorker.start(clients, 1, Recipients.access(Recipients.secrets(Map.of())), clock);
    }

    private static void conduct(String district) {
        Origin origin = new Origin(district, "staff", "e-1", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        byte[] bytes = new EventWriter().write(new ConductSeen(origin, "hall", "fight", false, Optional.empty()));
        try (EventSender sender = EventSender.open(clients)) {
            sender.send((Addressed.To) Addressed.of(bytes), bytes, failure -> {
                throw new AssertionError(failure);
            });
            assertThat(sender.confirmed()).hasSize(1);
        }
    }

    private static String postwatch(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-c", config));
        Said said = Said.by(all.toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isZero();
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
