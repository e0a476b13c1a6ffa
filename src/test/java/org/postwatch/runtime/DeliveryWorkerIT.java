package org.postwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.runtime.Outside.until;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.broker.EmbeddedBroker;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.Notices;
import org.postwatch.delivery.OtherSide;
import org.postwatch.delivery.OtherSide.Reply;
import org.postwatch.delivery.Recipients;
import org.postwatch.routing.Address;
import org.postwatch.routing.Delivery;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Fingerprint;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Recipient;
import org.postwatch.routing.Setting;
import org.postwatch.runtime.sight.LastMile;
import org.postwatch.topology.Topics;

/** Notices in the topic on one side, the world on the other, and what is on record between them. */
class DeliveryWorkerIT {
    private static final String KEY = "pl4nted-s3cret-key";

    private static EmbeddedBroker broker;
    private static ClientSettings clients;
    private static Outside outside;

    private final List<OtherSide> sides = new ArrayList<>();
    private final List<DeliveryWorker> workers = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        clients = new ClientSettings(broker.bootstrapServers(), Map.of());
        try (Admin admin = Admin.create(clients.admin())) {
            new Provisioning(4, 1).ensure(admin, Topics.live());
        }
        outside = new Outside(clients);
    }

    @AfterAll
    static void stop() {
        outside.close();
        broker.close();
    }

    @AfterEach
    void stopAll() {
        workers.forEach(DeliveryWorker::close);
        sides.forEach(OtherSide::close);
    }

    @Test
    void who_cannot_reach_the_broker_says_so_instead_of_being_silent() throws Exception {
        try (DeliveryWorker cutOff =
                DeliveryWorker.start(new ClientSettings("127.0.0.1:1", Map.of()), 1, DeliveryAccess.NONE)) {
            LastMile report = cutOff.report();
            assertThat(report.trouble()).as("not begun is no good news").isPresent();
            until("trouble", () -> report.trouble().orElse("").startsWith("stopped "));
            assertThat(report.partitions()).isZero();
        }
    }

    @Test
    void who_is_cut_off_from_the_broker_in_mid_work_says_so(@TempDir Path directory) throws Exception {
        EmbeddedBroker lost = EmbeddedBroker.start(directory.resolve("broker"), 0);
        ClientSettings settings = new ClientSettings(lost.bootstrapServers(), Map.of());
        try (Admin admin = Admin.create(settings.admin())) {
            new Provisioning(4, 1).ensure(admin, Topics.live());
        }
        try (DeliveryWorker worker = DeliveryWorker.start(settings, 1, DeliveryAccess.NONE)) {
            until("begun", () -> worker.report().trouble().isEmpty());
            lost.close();
            until("trouble", () -> worker.report().trouble().isPresent());
        }
    }

    @Test
    void what_waits_for_a_recipient_is_known_until_they_have_it() throws Exception {
        OtherSide away = side().answering(503);
        routing("waits", hook("away", away));
        LastMile report = worker().report();
        until("begun", () -> report.trouble().isEmpty());
        assertThat(report.partitions()).isEqualTo(4);
        // Others may wait as well, but none for so long.
        Instant since = Instant.parse("2001-09-14T18:00:00Z");
        Notice notice = outside.notice("waits", "away", "coverage/a", Notices.opened(1), since);

        until("it waits", () -> report.oldestWaiting().filter(since::equals).isPresent());
        away.answering(200);
        until("it is there", () -> report.oldestWaiting().filter(since::equals).isEmpty());
        until("it is on record", () -> deliveries("waits").containsKey(notice.key()));
        assertThat(deliveries("waits").get(notice.key()).outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void everyone_gets_what_they_should_and_it_is_on_record() throws Exception {
        OtherSide fine = side();
        AtomicInteger calls = new AtomicInteger();
        OtherSide broken = side().answering(words -> Reply.of(calls.incrementAndGet() <= 2 ? 500 : 200));
        OtherSide gone = side().answering(410);
        OtherSide pager = side().answering(words -> new Reply(202, Map.of(), "took " + words.body()));
        routing(
                "all",
                hook("fine", fine),
                hook("broken", broken),
                hook("gone", gone),
                Recipients.recipient(
                        "pager", new Address.PagerDuty(new Setting(pager.url("/")), new Setting("secret:key"))),
                Recipients.recipient("closed", new Address.Chat(new Setting("secret:not-there"))),
                Recipients.recipient("board", new Address.Kafka()),
                Recipients.recipient("console", new Address.Log()));
        for (String recipient : List.of("fine", "broken", "gone", "pager", "closed", "board", "console")) {
            notice("all", recipient, "coverage/a", Notices.opened(1));
        }
        notice("all", "pager", "coverage/over", Notices.closed(2));
        worker();

        // Whose secret is not there waits for it.
        until("all is on record", () -> delivered("all") == 7);
        Map<String, Delivery> deliveries = deliveries("all");
        assertThat(outcomes(deliveries))
                .containsEntry("fine/coverage/a", "delivered after 1")
                .containsEntry("broken/coverage/a", "delivered after 3")
                .containsEntry("gone/coverage/a", "failed after 1")
                .doesNotContainKey("closed/coverage/a")
                .containsEntry("board/coverage/a", "delivered after 1")
                .containsEntry("pager/coverage/a", "delivered after 1")
                .containsEntry("pager/coverage/over", "delivered after 0")
                .containsEntry("console/coverage/a", "delivered after 1");
        assertThat(deliveries.toString()).doesNotContain(KEY);
        assertThat(pager.said()).hasSize(1);
        assertThat(Latest.of(clients, "postwatch.recipient.all.board"))
                .hasEntrySatisfying(
                        Fingerprint.of("all/coverage/a").substring(0, 16),
                        value -> assertThat(value)
                                .contains("Sarracino Middle School")
                                .doesNotContain("routes"));

        notice("all", "fine", "coverage/a", Notices.closed(2));
        until("the end is told", () -> fine.said().size() == 2);
        assertThat(fine.said().get(1).body()).contains("\"stage\":\"closed\"");

        outside.gone("all/fine/coverage/a");
        until(
                "what nobody needs any more is forgotten",
                () -> !deliveries("all").containsKey("all/fine/coverage/a"));
    }

    @Test
    void a_worker_killed_midway_loses_nothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        OtherSide side = side().answering(words -> {
            if (calls.incrementAndGet() == 5) {
                await(over);
            }
            return Reply.of(200);
        });
        routing("kill", hook("hook", side));
        for (int i = 0; i < 12; i++) {
            notice("kill", "hook", "coverage/" + i, Notices.opened(1));
        }
        DeliveryWorker first = worker();
        until("the fifth is on its way", () -> side.said().size() == 5);
        first.abandon();
        over.countDown();
        assertThat(deliveries("kill"))
                .as("what was not answered is not on record")
                .hasSize(4);

        worker();
        until("all is on record", () -> deliveries("kill").size() == 12);
        assertThat(deliveries("kill").values()).allMatch(d -> d.outcome() == Outcome.DELIVERED);
        assertThat(side.said()).as("the one that was on its way went twice").hasSize(13);
        Set<String> bodies = side.said().stream().map(OtherSide.Said::body).collect(Collectors.toSet());
        assertThat(bodies).hasSize(12);
        assertThat(side.said().get(5).body()).isEqualTo(side.said().get(4).body());
        assertThat(side.said().get(5).header("webhook-id"))
                .isEqualTo(side.said().get(4).header("webhook-id"));
    }

    @Test
    void two_workers_share_the_districts_and_one_takes_over_from_the_other() throws Exception {
        OtherSide side = side();
        for (int d = 0; d < 8; d++) {
            routing("share" + d, hook("hook", side));
        }
        DeliveryWorker first = worker();
        notices("coverage/1", 1);
        until("the first alone", () -> shared() == 8);
        DeliveryWorker second = worker();
        until(
                "each has half",
                () -> first.report().partitions() == 2 && second.report().partitions() == 2);
        notices("coverage/2", 1);
        until("both", () -> shared() == 16);
        long before = System.nanoTime();
        first.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        notices("coverage/3", 1);
        notices("coverage/1", 2);
        until("the second alone", () -> shared() == 24 && latest("share0/hook/coverage/1") == 2);
        until("all are there", () -> bodies(side).size() == 32);
    }

    @Test
    void a_changed_document_and_a_new_recipient_are_followed() throws Exception {
        OtherSide side = side();
        routing("change", Recipients.recipient("hook", new Address.Chat(new Setting("secret:not-there"))));
        worker();
        notice("change", "hook", "coverage/1", Notices.opened(1));
        notice("change", "new", "coverage/1", Notices.opened(1));
        routing("change", hook("hook", side), hook("new", side));
        until("the new one is told", () -> deliveries("change").containsKey("change/new/coverage/1"));
        until("what waited for a secret is sent", () -> latest("change/hook/coverage/1") == 1);
        notice("change", "hook", "coverage/1", Notices.opened(2));
        until("the changed one, too", () -> latest("change/hook/coverage/1") == 2);
        assertThat(side.said()).hasSize(3);
    }

    @Test
    void what_nobody_may_know_any_more_goes_out_of_the_recipients_topic() throws Exception {
        String topic = "postwatch.recipient.take.board";
        routing("take", Recipients.recipient("board", new Address.Kafka()));
        for (String subject : List.of("coverage/1", "coverage/2", "coverage/3", "coverage/4")) {
            notice("take", "board", subject, Notices.opened(1));
        }
        DeliveryWorker first = worker();
        until("all is told", () -> delivered("take") == 4);
        assertThat(Latest.of(clients, topic))
                .containsOnlyKeys(ref("coverage/1"), ref("coverage/2"), ref("coverage/3"), ref("coverage/4"));

        outside.gone("take/board/coverage/1");
        until("it is taken back", () -> !Latest.of(clients, topic).containsKey(ref("coverage/1")));
        until("and forgotten", () -> deliveries("take").size() == 3);
        notice("take", "board", "coverage/1", Notices.opened(1));
        until("what comes again is there again", () -> Latest.of(clients, topic).size() == 4);

        first.close();
        outside.gone("take/board/coverage/2");
        routing("take", Recipients.recipient("board", new Address.Log()));
        DeliveryWorker second = worker();
        until(
                "also by who never wrote there, whatever the address is by now",
                () -> !Latest.of(clients, topic).containsKey(ref("coverage/2")));
        routing("take");
        outside.gone("take/board/coverage/3");
        until("also of a recipient that is gone", () -> deliveries("take").size() == 2);
        assertThat(Latest.of(clients, topic)).containsOnlyKeys(ref("coverage/1"), ref("coverage/4"));
        assertThat(second.report().partitions()).isEqualTo(4);
    }

    private static long delivered(String district) {
        return deliveries(district).values().stream()
                .filter(d -> d.revision() > 0)
                .count();
    }

    private static String ref(String subject) {
        return Fingerprint.of("take/" + subject).substring(0, 16);
    }

    private void notices(String subject, int revision) throws Exception {
        for (int d = 0; d < 8; d++) {
            notice("share" + d, "hook", subject, Notices.opened(revision));
        }
    }

    private long shared() {
        return deliveries("share").size();
    }

    private int latest(String key) {
        Delivery delivery = deliveries("").get(key);
        return delivery == null ? 0 : delivery.revision();
    }

    private static Set<String> bodies(OtherSide side) {
        return side.said().stream()
                .map(said -> said.header("webhook-id") + said.body())
                .collect(Collectors.toSet());
    }

    private OtherSide side() {
        OtherSide side = new OtherSide();
        sides.add(side);
        return side;
    }

    private static Recipient hook(String id, OtherSide side) {
        return Recipients.recipient(id, Recipients.webhook(side.url("/" + id)));
    }

    private DeliveryWorker worker() {
        DeliveryWorker worker = DeliveryWorker.start(
                clients,
                1,
                Recipients.access(Recipients.secrets(Map.of("key", KEY))),
                Clock.tickMillis(ZoneOffset.UTC));
        workers.add(worker);
        return worker;
    }

    private static void routing(String district, Recipient... recipients) throws Exception {
        outside.routing(Recipients.routing(district, recipients));
    }

    private static void notice(String district, String recipient, String subject, Notice like) throws Exception {
        outside.notice(district, recipient, subject, like);
    }

    private static Map<String, Delivery> deliveries(String district) {
        return outside.deliveries(district);
    }

    private static Map<String, String> outcomes(Map<String, Delivery> deliveries) {
        Map<String, String> outcomes = new TreeMap<>();
        deliveries
                .values()
                .forEach(d -> outcomes.put(
                        d.recipient() + "/" + d.subject(), d.outcome().wireName() + " after " + d.attempts()));
        return outcomes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
