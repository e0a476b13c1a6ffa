package org.postwatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwatch.delivery.Notices.NOON;

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
import org.postwatch.delivery.OtherSide.Reply;
import org.postwatch.delivery.channels.Channels;
import org.postwatch.routing.Address;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Setting;
import org.postwatch.secrets.SecretResolver;
import org.slf4j.LoggerFactory;

/** Threads and real servers on a scripted clock: who is slow, who refuses, who vanishes, who comes back. */
class CouriersTest {
    private static final String KEY = "pl4nted-s3cret-key";

    private final ScriptedClock clock = new ScriptedClock(NOON);
    private final Map<String, Delivery> written = new TreeMap<>();
    private final List<Delivery> history = new ArrayList<>();
    private final TreeMap<String, String> shared = new TreeMap<>(Map.of("key", KEY));
    private final List<OtherSide> sides = new ArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Couriers couriers = couriers();

    @BeforeEach
    void listen() {
        logged.start();
        ((Logger) LoggerFactory.getLogger("org.postwatch")).addAppender(logged);
    }

    @AfterEach
    void stop() {
        couriers.close();
        sides.forEach(OtherSide::close);
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
        OtherSide slow = side().answering(words -> {
            await(over);
            return Reply.of(200);
        });
        OtherSide quick = side();
        begin(hook("slow", slow), hook("quick", quick));
        for (int i = 0; i < 10; i++) {
            notice("slow", i, 1);
            notice("quick", i, 1);
        }
        couriers.tick();

        until("the quick one has all", () -> quick.said().size() == 10);
        assertThat(slow.said().size()).isLessThanOrEqualTo(1);
        over.countDown();
        until("the slow one has all", () -> slow.said().size() == 10 && couriers.busy() == 0);
        assertThat(written.values()).hasSize(20).allMatch(d -> d.outcome() == Outcome.DELIVERED);
    }

    @Test
    void answers_decide_who_is_tried_again_and_when() {
        OtherSide gone = side().answering(410);
        OtherSide broken = side().answering(500);
        OtherSide busy = side().answering(words -> new Reply(429, Map.of("Retry-After", "120"), ""));
        begin(hook("gone", gone), hook("broken", broken), hook("busy", busy));
        notice("gone", 1, 1);
        notice("broken", 1, 1);
        notice("busy", 1, 1);

        playUntil(NOON.plusSeconds(119));
        assertThat(gone.said()).hasSize(1);
        assertThat(written.get("d/gone/coverage/1"))
                .matches(d -> d.outcome() == Outcome.FAILED && d.detail().equals("410"));
        assertThat(broken.said().size()).isGreaterThan(3);
        assertThat(busy.said()).hasSize(1);

        busy.answering(200);
        broken.answering(200);
        playUntil(NOON.plus(Duration.ofMinutes(8)));
        assertThat(busy.said()).hasSize(2);
        assertThat(written.get("d/busy/coverage/1"))
                .matches(d -> d.outcome() == Outcome.DELIVERED && d.attempts() == 2);
        assertThat(written.get("d/broken/coverage/1").outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(broken.said())
                .extracting(said -> said.header("webhook-id"))
                .as("every attempt under one id")
                .containsOnly(Notices.to(Notices.opened(1), "broken").idempotencyKey());
    }

    @Test
    void one_that_vanishes_for_an_hour_gets_the_newest_and_what_was_given_up_is_on_record() {
        OtherSide before = side();
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
                .matches(d -> d.outcome() == Outcome.FAILED
                        && d.revision() == 2
                        && d.detail().contains("cannot connect"));
        assertThat(written).doesNotContainKey("d/away/coverage/3");

        OtherSide after = new OtherSide(port);
        sides.add(after);
        playUntil(NOON.plus(Duration.ofMinutes(70)));
        assertThat(after.said()).hasSize(1);
        assertThat(written.get("d/away/coverage/3").outcome()).isEqualTo(Outcome.DELIVERED);

        notice("away", 2, 3);
        playUntil(NOON.plus(Duration.ofMinutes(71)));
        assertThat(written.get("d/away/coverage/2"))
                .as("sent again when asked for")
                .matches(d -> d.outcome() == Outcome.DELIVERED && d.revision() == 3);
    }

    @Test
    void a_missing_secret_is_loud_hurts_only_its_recipient_and_is_given_up_in_its_time() {
        OtherSide side = side();
        begin(Recipients.recipient("pager", pager("secret:not-there", side)), hook("fine", side));
        notice("pager", 1, 1);
        notice("fine", 1, 1);
        playUntil(NOON.plus(Duration.ofMinutes(59)));

        assertThat(written).doesNotContainKey("d/pager/coverage/1");
        assertThat(written.get("d/fine/coverage/1").outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(logged.list)
                .anyMatch(event -> event.getLevel() == ch.qos.logback.classic.Level.ERROR
                        && event.getFormattedMessage().contains("d/pager"));
        playUntil(NOON.plus(Duration.ofMinutes(61)));
        assertThat(written.get("d/pager/coverage/1"))
                .matches(d -> d.outcome() == Outcome.FAILED && d.detail().contains("not-there"));
    }

    @Test
    void a_secret_that_appears_is_found_and_so_are_documents_that_name_another() {
        OtherSide side = side();
        begin(
                Recipients.recipient("pager", pager("secret:late", side)),
                Recipients.recipient("other", pager("secret:not-there", side)));
        notice("pager", 1, 1);
        notice("other", 1, 1);
        playUntil(NOON.plusSeconds(1));
        assertThat(side.said()).isEmpty();
        shared.put("late", KEY);
        playUntil(NOON.plus(Duration.ofMinutes(6)));
        assertThat(written.get("d/pager/coverage/1").outcome()).isEqualTo(Outcome.DELIVERED);

        couriers.routing(
                "d",
                Optional.of(Recipients.routing(
                        "d",
                        Recipients.recipient("pager", pager("secret:late", side)),
                        Recipients.recipient("other", pager("secret:key", side)))));
        playUntil(NOON.plus(Duration.ofMinutes(6)).plusSeconds(1));
        assertThat(written.get("d/other/coverage/1").outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void a_pager_is_put_on_record_before_it_is_called() {
        List<String> order = new ArrayList<>();
        OtherSide side = side().answering(words -> {
            order.addAll(history.stream().map(Delivery::detail).toList());
            return Reply.of(202);
        });
        begin(Recipients.recipient("pager", pager("secret:key", side)));
        notice("pager", 1, 1);
        playUntil(NOON.plusSeconds(1));
        assertThat(order).containsExactly(Couriers.ABOUT_TO);
        assertThat(written.get("d/pager/coverage/1"))
                .matches(d -> d.outcome() == Outcome.DELIVERED && d.revision() == 1 && d.attempts() == 1);
    }

    @Test
    void one_that_echoes_a_secret_does_not_get_it_on_record() {
        OtherSide side = side().answering(words -> new Reply(410, Map.of(), "bad key " + KEY + " in " + words.body()));
        begin(Recipients.recipient("pager", pager("secret:key", side)));
        notice("pager", 1, 1);
        playUntil(NOON.plusSeconds(1));
        assertThat(side.said().get(0).body()).contains(KEY);
        assertThat(written.get("d/pager/coverage/1").detail()).startsWith("410 bad key ***");
    }

    @Test
    void a_kill_between_sending_and_the_record_means_the_same_again() {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        OtherSide side = side().answering(words -> {
            arrived.countDown();
            await(over);
            return Reply.of(200);
        });
        Recipient hook = hook("hook", side);
        begin(hook);
        notice("hook", 1, 1);
        couriers.tick();
        await(arrived);
        couriers.cut();
        over.countDown();
        couriers.close();
        assertThat(written).isEmpty();

        couriers = couriers();
        Notice notice = Notices.to(Notices.at(Notices.opened(1), "coverage/1", 1, NOON), "hook");
        couriers.notice(notice.key(), Optional.of(notice));
        begin(hook);
        playUntil(NOON.plusSeconds(1));
        assertThat(side.said()).hasSize(2);
        assertThat(side.said().get(1).header("webhook-id"))
                .isEqualTo(side.said().get(0).header("webhook-id"));
        assertThat(side.said().get(1).body()).isEqualTo(side.said().get(0).body());
        assertThat(written).hasSize(1);
    }

    @Test
    void what_is_not_what_its_key_says_reaches_nobody_and_stops_nothing() {
        OtherSide side = side();
        begin(hook("r", side));
        Notice notice = Notices.to(Notices.opened(1), "r");
        Delivery delivery = new Delivery("d", "r", "x", "0123456789abcdef", 1, Delivery.Outcome.FAILED, 1, NOON, "");
        for (String key : List.of("", "d", "d/r", "d/other/" + notice.subject(), "e/r/" + notice.subject())) {
            assertThatThrownBy(() -> couriers.notice(key, Optional.of(notice)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> couriers.delivery(key, Optional.of(delivery)))
                    .isInstanceOf(IllegalArgumentException.class);
            couriers.notice(key, Optional.empty());
            couriers.delivery(key, Optional.empty());
        }
        assertThatThrownBy(() -> couriers.routing("e", Optional.of(Recipients.routing("d", hook("r", side)))))
                .isInstanceOf(IllegalArgumentException.class);
        couriers.notice(notice.key(), Optional.of(notice));
        couriers.tick();
        until("the right one has it", () -> side.said().size() == 1);
    }

    @Test
    void a_stop_is_quick_although_somebody_is_slow() {
        CountDownLatch over = new CountDownLatch(1);
        OtherSide slow = side().answering(words -> {
            await(over);
            return Reply.of(200);
        });
        begin(hook("slow", slow));
        notice("slow", 1, 1);
        couriers.tick();
        until("it was called", () -> slow.said().size() == 1);
        long before = System.nanoTime();
        couriers.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(2_500));
        over.countDown();
        assertThat(written).isEmpty();
    }

    private OtherSide side() {
        OtherSide side = new OtherSide();
        sides.add(side);
        return side;
    }

    private static Recipient hook(String id, OtherSide side) {
        return Recipients.recipient(id, Recipients.webhook(side.url("/" + id)));
    }

    private static Address.PagerDuty pager(String key, OtherSide side) {
        return new Address.PagerDuty(new Setting(side.url("/v2/enqueue")), new Setting(key));
    }

    private void begin(Recipient... recipients) {
        couriers.routing("d", Optional.of(Recipients.routing("d", recipients)));
        couriers.begin();
    }

    private void notice(String recipient, int subject, int revision) {
        Notice notice =
                Notices.to(Notices.at(Notices.opened(1), "coverage/" + subject, revision, clock.instant()), recipient);
        couriers.notice(notice.key(), Optional.of(notice));
    }

    /** Lets everything happen that is due by then, each thing at its instant. */
    private void playUntil(Instant end) {
        couriers.tick();
        until("nobody is spoken to", () -> couriers.busy() == 0);
        while (couriers.next().filter(next -> !next.isAfter(end)).isPresent()) {
            Instant next = couriers.next().get();
            clock.set(next.isAfter(clock.instant()) ? next : clock.instant());
            couriers.tick();
            until("nobody is spoken to", () -> couriers.busy() == 0);
        }
        clock.set(end);
    }

    private Couriers couriers() {
        SecretResolver secrets = (district, name) -> Recipients.secrets(shared).resolve(district, name);
        return new Couriers(
                new Channels(
                        Recipients.access(secrets),
                        clock,
                        (topic, key, value) -> new Answer.Taken(topic),
                        Optional::empty),
                new Couriers.Book() {
                    @Override
                    public boolean becameForSure(Delivery delivery) {
                        became(delivery);
                        return true;
                    }

                    @Override
                    public synchronized void became(Delivery delivery) {
                        written.put(delivery.key(), delivery);
                        history.add(delivery);
                    }

                    @Override
                    public synchronized void forgotten(String key, String ref) {
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
