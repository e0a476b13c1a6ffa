package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.delivery.SampleNotices.NOON;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postwatch.delivery.FakeHttpServer.FakeResponse;
import org.postwatch.delivery.channels.DefaultChannelFactory;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.PendingDelivery;
import org.postwatch.notification.model.Recipient;
import org.postwatch.secrets.SecretResolver;
import org.slf4j.LoggerFactory;

/** Threads and real servers on a scripted clock: who is slow, who refuses, who vanishes, who comes back. */
class DeliveryExecutorTest {
    private static final String KEY = "pl4nted-s3cret-key";

    private final SettableClock clock = new SettableClock(NOON);
    private final Map<String, DeliveryResult> written = new TreeMap<>();
    private final List<DeliveryResult> history = new ArrayList<>();
    private final TreeMap<String, String> shared = new TreeMap<>(Map.of("key", KEY));
    private final List<FakeHttpServer> sides = new ArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private DeliveryExecutor couriers = couriers();

    @BeforeEach
    void listen() {
        logged.start();
        ((Logger) LoggerFactory.getLogger("org.postwatch")).addAppender(logged);
    }

    @AfterEach
    void stop() {
        couriers.close();
        sides.forEach(FakeHttpServer::close);
        ((Logger) LoggerFactory.getLogger("org.postwatch")).detachAppender(logged);
        // A planted secret is nowhere but in the protocol.
        assertThat(logged.list)
                .noneMatch(event -> event.getFormattedMessage().contains(KEY)
                        || event.getThrowableProxy() != null
                                && String.valueOf(event.getThrowableProxy().getMessage())
                                        .contains(KEY));
        assertThat(history.toString()).doesNotContain(KEY);
    }

    @Test
    void one_that_does_not_answer_holds_nobody_else_up() {
        CountDownLatch over = new CountDownLatch(1);
        FakeHttpServer slow = side().respondWith(words -> {
            await(over);
            return FakeResponse.of(200);
        });
        FakeHttpServer quick = side();
        begin(hook("slow", slow), hook("quick", quick));
        for (int i = 0; i < 10; i++) {
            notice("slow", i, 1);
            notice("quick", i, 1);
        }
        couriers.sendDue();

        until("the quick one has all", () -> quick.requests().size() == 10);
        assertThat(slow.requests().size()).isLessThanOrEqualTo(1);
        over.countDown();
        until("the slow one has all", () -> slow.requests().size() == 10 && couriers.activeAttempts() == 0);
        assertThat(written.values()).hasSize(20).allMatch(d -> d.outcome() == DeliveryStatus.DELIVERED);
    }

    @Test
    void answers_decide_who_is_tried_again_and_when() {
        FakeHttpServer gone = side().respondWith(410);
        FakeHttpServer broken = side().respondWith(500);
        FakeHttpServer busy = side().respondWith(words -> new FakeResponse(429, Map.of("Retry-After", "120"), ""));
        begin(hook("gone", gone), hook("broken", broken), hook("busy", busy));
        notice("gone", 1, 1);
        notice("broken", 1, 1);
        notice("busy", 1, 1);

        playUntil(NOON.plusSeconds(119));
        assertThat(gone.requests()).hasSize(1);
        assertThat(written.get("d/gone/coverage/1"))
                .matches(d -> d.outcome() == DeliveryStatus.FAILED && d.detail().equals("410"));
        assertThat(broken.requests().size()).isGreaterThan(3);
        assertThat(busy.requests()).hasSize(1);

        busy.respondWith(200);
        broken.respondWith(200);
        playUntil(NOON.plus(Duration.ofMinutes(8)));
        assertThat(busy.requests()).hasSize(2);
        assertThat(written.get("d/busy/coverage/1"))
                .matches(d -> d.outcome() == DeliveryStatus.DELIVERED && d.attempts() == 2);
        assertThat(written.get("d/broken/coverage/1").outcome()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(broken.requests())
                .extracting(said -> said.header("webhook-id"))
                .as("every attempt under one id")
                .containsOnly(SampleNotices.forRecipient(SampleNotices.opened(1), "broken")
                        .idempotencyKey());
    }

    @Test
    void one_that_vanishes_for_an_hour_gets_the_newest_and_what_was_given_up_is_on_record() {
        FakeHttpServer before = side();
        int port = before.port();
        begin(hook("away", before));
        notice("away", 1, 1);
        playUntil(NOON.plusSeconds(1));
        before.close();

        notice("away", 2, 1);
        playUntil(NOON.plus(Duration.ofMinutes(30)));
        notice("away", 3, 1);
        notice("away", 2, 2);
        playUntil(NOON.plus(Duration.ofMinutes(62)));
        assertThat(written.get("d/away/coverage/2"))
                .as("tried for an hour in all")
                .matches(d -> d.outcome() == DeliveryStatus.FAILED
                        && d.revision() == 2
                        && d.detail().contains("cannot connect"));
        assertThat(written).doesNotContainKey("d/away/coverage/3");

        FakeHttpServer after = new FakeHttpServer(port);
        sides.add(after);
        playUntil(NOON.plus(Duration.ofMinutes(70)));
        assertThat(after.requests()).hasSize(1);
        assertThat(written.get("d/away/coverage/3").outcome()).isEqualTo(DeliveryStatus.DELIVERED);

        notice("away", 2, 3);
        playUntil(NOON.plus(Duration.ofMinutes(71)));
        assertThat(written.get("d/away/coverage/2"))
                .as("sent again when asked for")
                .matches(d -> d.outcome() == DeliveryStatus.DELIVERED && d.revision() == 3);
    }

    @Test
    void a_missing_secret_is_loud_hurts_only_its_recipient_and_is_given_up_in_its_time() {
        FakeHttpServer side = side();
        begin(SampleRecipients.recipient("pager", pager("secret:not-there", side)), hook("fine", side));
        notice("pager", 1, 1);
        notice("fine", 1, 1);
        playUntil(NOON.plus(Duration.ofMinutes(59)));

        assertThat(written).doesNotContainKey("d/pager/coverage/1");
        assertThat(written.get("d/fine/coverage/1").outcome()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(logged.list)
                .anyMatch(event -> event.getLevel() == ch.qos.logback.classic.Level.ERROR
                        && event.getFormattedMessage().contains("d/pager"));
        playUntil(NOON.plus(Duration.ofMinutes(61)));
        assertThat(written.get("d/pager/coverage/1"))
                .matches(d -> d.outcome() == DeliveryStatus.FAILED && d.detail().contains("not-there"));
    }

    @Test
    void a_secret_that_appears_is_found_and_so_are_documents_that_name_another() {
        FakeHttpServer side = side();
        begin(
                SampleRecipients.recipient("pager", pager("secret:late", side)),
                SampleRecipients.recipient("other", pager("secret:not-there", side)));
        notice("pager", 1, 1);
        notice("other", 1, 1);
        playUntil(NOON.plusSeconds(1));
        assertThat(side.requests()).isEmpty();
        shared.put("late", KEY);
        playUntil(NOON.plus(Duration.ofMinutes(6)));
        assertThat(written.get("d/pager/coverage/1").outcome()).isEqualTo(DeliveryStatus.DELIVERED);

        couriers.updateRouting(
                "d",
                Optional.of(SampleRecipients.routing(
                        "d",
                        SampleRecipients.recipient("pager", pager("secret:late", side)),
                        SampleRecipients.recipient("other", pager("secret:key", side)))));
        playUntil(NOON.plus(Duration.ofMinutes(6)).plusSeconds(1));
        assertThat(written.get("d/other/coverage/1").outcome()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_pager_is_put_on_record_before_it_is_called() {
        List<String> order = new ArrayList<>();
        FakeHttpServer side = side().respondWith(words -> {
            order.addAll(history.stream().map(DeliveryResult::detail).toList());
            return FakeResponse.of(202);
        });
        begin(SampleRecipients.recipient("pager", pager("secret:key", side)));
        notice("pager", 1, 1);
        playUntil(NOON.plusSeconds(1));
        assertThat(order).containsExactly(DeliveryExecutor.DELIVERY_INTENT);
        assertThat(written.get("d/pager/coverage/1"))
                .matches(d -> d.outcome() == DeliveryStatus.DELIVERED && d.revision() == 1 && d.attempts() == 1);
    }

    @Test
    void one_that_echoes_a_secret_does_not_get_it_on_record() {
        FakeHttpServer side =
                side().respondWith(words -> new FakeResponse(410, Map.of(), "bad key " + KEY + " in " + words.body()));
        begin(SampleRecipients.recipient("pager", pager("secret:key", side)));
        notice("pager", 1, 1);
        playUntil(NOON.plusSeconds(1));
        assertThat(side.requests().get(0).body()).contains(KEY);
        assertThat(written.get("d/pager/coverage/1").detail()).startsWith("410 bad key ***");
    }

    @Test
    void a_kill_between_sending_and_the_record_means_the_same_again() {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        FakeHttpServer side = side().respondWith(words -> {
            arrived.countDown();
            await(over);
            return FakeResponse.of(200);
        });
        Recipient hook = hook("hook", side);
        begin(hook);
        notice("hook", 1, 1);
        couriers.sendDue();
        await(arrived);
        couriers.abort();
        over.countDown();
        couriers.close();
        assertThat(written).isEmpty();

        couriers = couriers();
        Notice notice =
                SampleNotices.forRecipient(SampleNotices.at(SampleNotices.opened(1), "coverage/1", 1, NOON), "hook");
        couriers.offer(notice.key(), Optional.of(notice));
        begin(hook);
        playUntil(NOON.plusSeconds(1));
        assertThat(side.requests()).hasSize(2);
        assertThat(side.requests().get(1).header("webhook-id"))
                .isEqualTo(side.requests().get(0).header("webhook-id"));
        assertThat(side.requests().get(1).body())
                .isEqualTo(side.requests().get(0).body());
        assertThat(written).hasSize(1);
    }

    @Test
    void what_is_not_what_its_key_says_reaches_nobody_and_stops_nothing() {
        FakeHttpServer side = side();
        begin(hook("r", side));
        Notice notice = SampleNotices.forRecipient(SampleNotices.opened(1), "r");
        DeliveryResult delivery = new DeliveryResult(
                "d", "r", "x", "0123456789abcdef", 1, DeliveryResult.DeliveryStatus.FAILED, 1, NOON, "");
        for (String key : List.of("", "d", "d/r", "d/other/" + notice.subject(), "e/r/" + notice.subject())) {
            assertThatThrownBy(() -> couriers.offer(key, Optional.of(notice)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> couriers.restore(key, Optional.of(delivery)))
                    .isInstanceOf(IllegalArgumentException.class);
            couriers.offer(key, Optional.empty());
            couriers.restore(key, Optional.empty());
        }
        assertThatThrownBy(() ->
                        couriers.updateRouting("e", Optional.of(SampleRecipients.routing("d", hook("r", side)))))
                .isInstanceOf(IllegalArgumentException.class);
        couriers.offer(notice.key(), Optional.of(notice));
        couriers.sendDue();
        until("the right one has it", () -> side.requests().size() == 1);
    }

    @Test
    void a_stop_is_quick_although_somebody_is_slow() {
        CountDownLatch over = new CountDownLatch(1);
        FakeHttpServer slow = side().respondWith(words -> {
            await(over);
            return FakeResponse.of(200);
        });
        begin(hook("slow", slow));
        notice("slow", 1, 1);
        couriers.sendDue();
        until("it was called", () -> slow.requests().size() == 1);
        long before = System.nanoTime();
        couriers.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_500));
        over.countDown();
        assertThat(written).isEmpty();
    }

    private FakeHttpServer side() {
        FakeHttpServer side = new FakeHttpServer();
        sides.add(side);
        return side;
    }

    private static Recipient hook(String id, FakeHttpServer side) {
        return SampleRecipients.recipient(id, SampleRecipients.webhook(side.url("/" + id)));
    }

    private static PagerDutyAddress pager(String key, FakeHttpServer side) {
        return new PagerDutyAddress(new ConfigValue(side.url("/v2/enqueue")), new ConfigValue(key));
    }

    private void begin(Recipient... recipients) {
        couriers.updateRouting("d", Optional.of(SampleRecipients.routing("d", recipients)));
        couriers.start();
    }

    private void notice(String recipient, int subject, int revision) {
        Notice notice = SampleNotices.forRecipient(
                SampleNotices.at(SampleNotices.opened(1), "coverage/" + subject, revision, clock.instant()), recipient);
        couriers.offer(notice.key(), Optional.of(notice));
    }

    /** Lets everything happen that is due by then, each thing at its instant. */
    private void playUntil(Instant end) {
        couriers.sendDue();
        until("nobody is spoken to", () -> couriers.activeAttempts() == 0);
        while (couriers.nextDue().filter(next -> !next.isAfter(end)).isPresent()) {
            Instant next = couriers.nextDue().get();
            clock.set(next.isAfter(clock.instant()) ? next : clock.instant());
            couriers.sendDue();
            until("nobody is spoken to", () -> couriers.activeAttempts() == 0);
        }
        clock.set(end);
    }

    private DeliveryExecutor couriers() {
        SecretResolver secrets =
                (district, name) -> SampleRecipients.secrets(shared).resolve(district, name);
        return new DeliveryExecutor(
                new DefaultChannelFactory(
                        SampleRecipients.access(secrets),
                        clock,
                        (topic, key, value) -> new AttemptResult.Delivered(topic),
                        Optional::empty),
                new DeliveryExecutor.DurableDeliveryResultStore() {
                    @Override
                    public boolean recordDurably(DeliveryResult delivery) {
                        record(delivery);
                        return true;
                    }

                    @Override
                    public synchronized void record(DeliveryResult delivery) {
                        written.put(delivery.key(), delivery);
                        history.add(delivery);
                    }

                    @Override
                    public void pending(PendingDelivery pending) {
                        // It is for people who ask.
                    }

                    @Override
                    public synchronized void remove(String key, String ref) {
                        written.remove(key);
                    }
                },
                clock,
                () -> 0.5,
                20);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
