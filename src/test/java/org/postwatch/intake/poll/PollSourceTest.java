package org.postwatch.intake.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.event.Event;
import org.postwatch.event.Heartbeat;
import org.postwatch.http.PemPair;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.MappedTarget;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceTransport.PollTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.connection.ConnectedSource;
import org.postwatch.intake.poll.SimulatedIntercom.Challenge;
import org.postwatch.intake.profile.ProfileDirectory;
import org.postwatch.intake.profile.ProfileReader;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.intake.source.MessageIntake;
import org.postwatch.network.HostResolver;
import org.postwatch.network.OutgoingPolicy;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;

/** Postwatch asks a 2N intercom and a plain address, over real HTTP. */
class PollSourceTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final long NOON = 1_789_387_200;
    private static final String MAC = "7C-1E-B3-00-00-01";
    private static final OutgoingPolicy LOOPBACK = new OutgoingPolicy(List.of("127.0.0.1"), List.of());
    private static final ProfileDirectory PROFILES = new ProfileDirectory(Path.of("config/intake/profiles"));

    /** Stands for Kafka: events by id, as often as they were written. */
    private static final class FakeKafka implements EventSink {
        private final List<Event> written = new CopyOnWriteArrayList<>();
        private volatile AppendResult answer = AppendResult.APPENDED;
        private volatile int attempts;
        private volatile String faultyId = "";

        @Override
        public synchronized CompletableFuture<AppendResult> append(Event event) {
            attempts++;
            if (event.id().equals(faultyId)) {
                throw new StackOverflowError("a fault of a test");
            }
            if (answer == AppendResult.APPENDED) {
                written.add(event);
            }
            return CompletableFuture.completedFuture(answer);
        }

        long distinct() {
            return written.stream().map(Event::id).distinct().count();
        }
    }

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, String> secrets =
            new HashMap<>(Map.of("intercom", SimulatedIntercom.PASSWORD, "token", "t-1"));
    private final IntakeStatistics statistics =
            new IntakeStatistics(Clock.systemUTC().instant());
    private final FakeKafka kafka = new FakeKafka();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final AtomicBoolean failsAtNextMessage = new AtomicBoolean();
    private volatile boolean failsToOpen;
    private volatile Duration later = Duration.ZERO;
    private boolean sendsHeartbeats;
    private OutgoingPolicy policy = LOOPBACK;

    @TempDir
    Path directory;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        timer.shutdownNow();
    }

    @Test
    void a_press_at_an_intercom_with_its_own_certificate_becomes_an_event_at_once() throws Exception {
        PemPair pair = PemPair.create(directory, "intercom", "EC");
        pair.writeCertificate(directory.resolve("ca.pem"));
        secrets.put("ca", Files.readString(directory.resolve("ca.pem")));
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.BASIC, Optional.of(pair)));
        ConnectedSource source = ask(intercom(intercom, Optional.of("ca")));
        await("it has subscribed", () -> intercom.subscriptions() == 1);

        intercom.press(NOON);
        await("the press is written", () -> kafka.distinct() == 1);
        assertThat(kafka.written.get(0).id()).isEqualTo(MAC + "/" + NOON + "/1");
        assertThat(source.state().isConnected()).isTrue();
        assertThat(source.state().detail()).isEqualTo("subscribed");

        source.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(intercom.subscriptions()).as("nothing is left at the device").isZero();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        SimulatedIntercom intercom =
                start(new SimulatedIntercom(Challenge.BASIC, Optional.of(PemPair.create(directory, "i", "EC"))));
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("TLS fails", () -> source.state().detail().startsWith("TLS failed: "));
        assertThat(intercom.authorizations).isEmpty();
    }

    @Test
    void a_wrong_password_is_reported() throws Exception {
        secrets.put("intercom", "another");
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it is refused", () -> source.state().detail().startsWith("it refused the login (401)"));
        assertThat(source.state().isConnected()).isFalse();
        assertThat(intercom.requests).isEmpty();
    }

    @Test
    void a_password_is_never_sent_in_the_clear() throws Exception {
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.BASIC, Optional.empty()));
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await(
                "it is refused",
                () -> source.state()
                        .detail()
                        .equals(
                                "it refused the login (401); over http:// a digest login is possible, a basic one is not"));
        assertThat(intercom.authorizations).isEmpty();
    }

    @Test
    void a_subscription_that_ended_is_made_again_and_what_was_missed_is_read() throws Exception {
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("the press is written", () -> kafka.distinct() == 1);

        intercom.forgetSubscriptions();
        intercom.press(NOON + 5);
        await("the other press is written, too", () -> kafka.distinct() == 2);
        await("the first was read twice", () -> kafka.written.size() == 3);
        assertThat(kafka.written.get(0)).as("and is the same event").isEqualTo(kafka.written.get(1));
    }

    @Test
    void an_intercom_that_was_away_is_asked_again_and_its_numbers_may_begin_again() throws Exception {
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("the press is written", () -> kafka.distinct() == 1);

        intercom.losePower();
        await("it is away", () -> !source.state().isConnected());
        intercom.start();
        await("it has subscribed again", () -> intercom.subscriptions() == 1);
        intercom.press(NOON + 3_600);
        await("a press with the same number is another event", () -> kafka.distinct() == 2);
        await("it is back", () -> source.state().isConnected());
    }

    @Test
    void the_same_events_are_tried_again_while_Kafka_is_away() throws Exception {
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        kafka.answer = AppendResult.UNAVAILABLE;
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("it is tried again", () -> kafka.attempts >= 2);
        assertThat(source.state().detail()).startsWith("its messages wait: ");
        long pulls = pulls(intercom);
        kafka.answer = AppendResult.APPENDED;
        await("the press is written", () -> kafka.distinct() == 1);
        assertThat(pulls).as("nothing else was asked for meanwhile").isEqualTo(1);
        assertThat(counts().accepted()).isEqualTo(1);
    }

    @Test
    void what_was_read_is_written_although_another_instance_owns_the_source_and_the_intercom_has_forgotten_it()
            throws Exception {
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        kafka.answer = AppendResult.UNAVAILABLE;
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("the press is tried", () -> kafka.attempts >= 1);
        intercom.losePower();
        intercom.start();

        source.release();
        int before = kafka.attempts;
        await("it is tried again", () -> kafka.attempts > before);
        kafka.answer = AppendResult.APPENDED;
        await("the press is written", () -> kafka.distinct() == 1);
        await("it is closed", () -> source.state().detail().equals("closed"));
    }

    @Test
    void an_instance_that_stops_waits_for_Kafka_no_longer() throws Exception {
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        kafka.answer = AppendResult.UNAVAILABLE;
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("the press is tried", () -> kafka.attempts >= 1);
        source.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(source.state().detail()).isEqualTo("closed");
        assertThat(intercom.subscriptions()).as("nothing is left at the device").isZero();
    }

    private static long pulls(SimulatedIntercom intercom) {
        return intercom.requests.stream().filter(uri -> uri.contains("/pull")).count();
    }

    @Test
    void an_address_that_the_instance_may_not_call_is_not_called() throws Exception {
        policy = OutgoingPolicy.PUBLIC_ONLY;
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it says so", () -> source.state().detail().contains("'outgoing.allow'"));
        assertThat(intercom.requests).isEmpty();
    }

    @Test
    void a_missing_secret_is_reported_and_read_when_it_is_there() throws Exception {
        String password = secrets.remove("intercom");
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        ConnectedSource source = ask(intercom(intercom, Optional.empty()));
        await("it says so", () -> source.state().detail().equals("this instance has no secret intercom"));
        secrets.put("intercom", password);
        await("it has subscribed", () -> intercom.subscriptions() == 1);
    }

    /** An address that answers with JSON, and with 304 to a client that knows its ETag. */
    private final class PlainAddress implements AutoCloseable {
        private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        private final List<Integer> statuses = new CopyOnWriteArrayList<>();
        private volatile String body;

        PlainAddress(String body) throws Exception {
            this.body = body;
            server.createContext("/", exchange -> {
                try (exchange) {
                    String etag = "\"" + this.body.hashCode() + "\"";
                    boolean isKnown = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                    boolean isAllowed =
                            "Bearer t-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    int status = !isAllowed ? 403 : isKnown ? 304 : 200;
                    exchange.getResponseHeaders().set("ETag", etag);
                    byte[] sent = this.body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, status == 200 ? sent.length : -1);
                    if (status == 200) {
                        exchange.getResponseBody().write(sent);
                    }
                    statuses.add(status);
                }
            });
            server.start();
            opened.add(this);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void a_plain_address_is_read_when_its_ETag_changes_and_a_list_is_several_messages() throws Exception {
        PlainAddress plain = new PlainAddress("[" + press("r-1") + "," + press("r-2") + "]");
        ask(plain(plain, Map.of()));
        await("both are written", () -> kafka.distinct() == 2);
        await("nothing is new", () -> plain.statuses.contains(304));
        plain.body = "[" + press("r-2") + "," + press("r-3") + "]";
        await("the new one is written", () -> kafka.distinct() == 3);
        assertThat(kafka.written.stream().map(Event::id)).containsExactly("r-1", "r-2", "r-2", "r-3");
    }

    @Test
    void without_a_time_an_answer_would_be_another_event_each_time() throws Exception {
        ask(plain(new PlainAddress(press("r-1")), Map.of("time", "")));
        await("it is rejected", () -> !counts().newestRejections().isEmpty());
        assertThat(counts().newestRejections().get(0).detail()).startsWith("expected a time of the vendor's");
        assertThat(kafka.written).isEmpty();
    }

    @Test
    void an_answer_that_is_too_large_or_no_JSON_is_not_used() throws Exception {
        PlainAddress plain = new PlainAddress(" ".repeat(PollClient.MAX_BYTES + 1));
        ConnectedSource source = ask(plain(plain, Map.of()));
        await("it is too large", () -> source.state().detail().equals("the answer has more than 1048576 bytes"));
        plain.body = "<html>";
        await("it is no JSON", () -> source.state().detail().startsWith("the answer cannot be used: expected JSON"));
        plain.body = press("r-1");
        await("it is back", () -> kafka.distinct() == 1);
        assertThat(counts().rejected()).containsKey("malformed");
    }

    @Test
    void a_message_that_fails_with_an_Error_is_rejected_and_the_next_one_is_written() throws Exception {
        kafka.faultyId = "r-1";
        ask(plain(new PlainAddress("[" + press("r-1") + "," + press("r-2") + "]"), Map.of()));
        await("the other one is written", () -> kafka.distinct() == 1);
        assertThat(kafka.written.get(0).id()).isEqualTo("r-2");
        assertThat(counts().newestRejections().get(0).detail()).isEqualTo("it could not be evaluated");
    }

    @Test
    void a_source_that_fails_with_an_Error_is_not_connected_and_is_tried_again() throws Exception {
        PlainAddress plain = new PlainAddress(press("r-1"));
        ConnectedSource source = ask(plain(plain, Map.of()));
        await("the first press is written", () -> kafka.distinct() == 1);
        assertThat(source.state().isConnected()).isTrue();

        failsToOpen = true;
        failsAtNextMessage.set(true);
        plain.body = press("r-2");
        await("it is not connected", () -> !source.state().isConnected());
        assertThat(source.state().detail()).isEqualTo("it failed; the log of this instance says why");

        failsToOpen = false;
        await("the other press is written", () -> kafka.distinct() == 2);
        assertThat(source.state().isConnected()).isTrue();
    }

    @Test
    void a_recording_that_fails_with_an_Error_says_so() throws Exception {
        PlainAddress plain = new PlainAddress(press("r-1"));
        IntakeSource source = plain(plain, Map.of());
        PollListener listener = PollListener.start(
                source,
                ProfileReader.read(source.profile()).profile().orElseThrow().poll(),
                (district, name) -> secrets.get(name),
                HostResolver.SYSTEM.restrictedBy(policy),
                Clock.systemUTC(),
                message -> {
                    throw new StackOverflowError("a fault of a test");
                });
        opened.add(0, listener);
        await("it has a problem", () -> listener.problem().isPresent());
        assertThat(listener.problem()).contains("it failed, see the log: StackOverflowError");
    }

    @Test
    void answers_of_a_subscription_are_heartbeats_each_of_which_begins_where_the_last_one_ended() throws Exception {
        sendsHeartbeats = true;
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("the first is sent", () -> heartbeats().size() == 1);
        assertThat(heartbeats().get(0).source()).isEqualTo("buttons");
        assertThat(heartbeats().get(0).completeSince().orElseThrow())
                .isBetween(started, heartbeats().get(0).time());

        later = Duration.ofMinutes(2);
        intercom.press(NOON + 1);
        await("it asks again", () -> pulls(intercom) == 3);
        intercom.press(NOON + 2);
        await("another one is sent", () -> last().time().isAfter(started.plusSeconds(100)));
        Heartbeat before = heartbeats().get(heartbeats().size() - 2);
        assertThat(last().completeSince()).contains(before.time());

        Heartbeat known = last();
        later = Duration.ofMinutes(4);
        intercom.forgetSubscriptions();
        await("it has subscribed again", () -> intercom.subscriptions() == 1);
        intercom.press(NOON + 3);
        await("another one is sent", () -> last().time().isAfter(started.plusSeconds(220)));
        assertThat(last().completeSince().orElseThrow())
                .as("nobody knows what the intercom kept in between")
                .isAfter(known.time());
    }

    @Test
    void answers_of_an_address_are_heartbeats_at_most_one_a_minute_and_promise_nothing_of_before() throws Exception {
        sendsHeartbeats = true;
        PlainAddress plain = new PlainAddress(press("r-1"));
        ask(plain(plain, Map.of()));
        await("nothing is new", () -> plain.statuses.contains(304));
        int first = heartbeats().size();
        assertThat(first).isBetween(1, 2);
        later = Duration.ofMinutes(2);
        await("another one is sent", () -> heartbeats().size() > first);
        assertThat(heartbeats())
                .allSatisfy(each -> assertThat(each.completeSince()).isEmpty());
    }

    @Test
    void a_heartbeat_waits_until_the_events_are_written() throws Exception {
        sendsHeartbeats = true;
        SimulatedIntercom intercom = start(new SimulatedIntercom(Challenge.DIGEST, Optional.empty()));
        kafka.answer = AppendResult.UNAVAILABLE;
        ask(intercom(intercom, Optional.empty()));
        await("it has subscribed", () -> intercom.subscriptions() == 1);
        intercom.press(NOON);
        await("the press is tried", () -> kafka.attempts >= 2);
        kafka.answer = AppendResult.APPENDED;
        await("both are written", () -> kafka.written.size() == 2);
        assertThat(kafka.written.get(1)).isInstanceOf(Heartbeat.class);
    }

    private List<Heartbeat> heartbeats() {
        return kafka.written.stream()
                .filter(Heartbeat.class::isInstance)
                .map(Heartbeat.class::cast)
                .toList();
    }

    private Heartbeat last() {
        return heartbeats().get(heartbeats().size() - 1);
    }

    private static String press(String id) {
        return "{\"device\":\"b1\",\"at\":\"2026-09-14T12:00:00Z\",\"id\":\"" + id + "\"}";
    }

    private SimulatedIntercom start(SimulatedIntercom intercom) throws Exception {
        intercom.start();
        opened.add(intercom);
        return intercom;
    }

    private IntakeSource intercom(SimulatedIntercom intercom, Optional<String> caSecret) {
        return source(
                new PollTransport(
                        intercom.address(),
                        Duration.ofSeconds(30),
                        Optional.of(SimulatedIntercom.USER),
                        Optional.of("intercom"),
                        caSecret,
                        sendsHeartbeats),
                PROFILES.find("2n").orElseThrow(),
                MAC,
                Map.of("mac", MAC),
                List.of());
    }

    private IntakeSource plain(PlainAddress plain, Map<String, String> changed) {
        Map<String, String> parameters =
                new HashMap<>(Map.of("type", "buzzer-pressed", "device", "device", "time", "at", "id", "id"));
        parameters.putAll(changed);
        parameters.values().removeIf(String::isEmpty);
        return source(
                new PollTransport(
                        "http://127.0.0.1:" + plain.server.getAddress().getPort() + "/presses?all=1",
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        sendsHeartbeats),
                PROFILES.find("generic").orElseThrow(),
                "b1",
                parameters,
                List.of("token"));
    }

    private static IntakeSource source(
            PollTransport transport,
            ProfileText profile,
            String device,
            Map<String, String> parameters,
            List<String> secretNames) {
        MappedTarget entrance =
                new MappedTarget(Optional.of("north"), Optional.of("main"), Optional.of("b-1"), Optional.empty());
        return new IntakeSource(
                "elm",
                "front",
                "buttons",
                transport,
                profile,
                new VendorMap(Map.of("device", Map.of(device, entrance))),
                parameters,
                secretNames);
    }

    private ConnectedSource ask(IntakeSource source) {
        SecretResolver resolver = (district, name) -> {
            if (failsToOpen) {
                throw new StackOverflowError("a fault of a test");
            }
            return Optional.ofNullable(secrets.get(name))
                    .orElseThrow(() -> new MissingSecretException("this instance has no secret " + name));
        };
        ConnectedSource asking = new PollConnector(new PollContext(
                        new MessageIntake(kafka, statistics, resolver),
                        statistics,
                        resolver,
                        HostResolver.SYSTEM.restrictedBy(policy),
                        timer,
                        this::now))
                .connect(source);
        opened.add(0, () -> asking.close().toCompletableFuture().get(5, TimeUnit.SECONDS));
        asking.start();
        return asking;
    }

    private Instant now() {
        if (failsAtNextMessage.getAndSet(false)) {
            throw new StackOverflowError("a fault of a test");
        }
        return Instant.now().plus(later);
    }

    private SourceCounts counts() {
        return statistics.ofSource("elm", "front").snapshot();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
