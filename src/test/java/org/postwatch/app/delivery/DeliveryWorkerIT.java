package org.postwatch.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

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
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.topics.TopicProvisioner;
import org.postwatch.delivery.DeliveryAccess;
import org.postwatch.delivery.FakeHttpServer;
import org.postwatch.delivery.FakeHttpServer.FakeResponse;
import org.postwatch.delivery.SampleNotices;
import org.postwatch.delivery.SampleRecipients;
import org.postwatch.delivery.chat.ChatAddress;
import org.postwatch.delivery.kafka.KafkaAddress;
import org.postwatch.delivery.log.LogAddress;
import org.postwatch.delivery.pagerduty.PagerDutyAddress;
import org.postwatch.notification.model.ConfigValue;
import org.postwatch.notification.model.DeliveryResult;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Fingerprint;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.model.Recipient;
import org.postwatch.observability.DeliveryProgress;
import org.postwatch.streams.Topics;

/** Notices in the topic on one side, the world on the other, and what is on record between them. */
class DeliveryWorkerIT {
    private static final String KEY = "pl4nted-s3cret-key";

    private static EmbeddedBroker broker;
    private static ClientSettings clients;
    private static DeliveryTopicsClient outside;

    private final List<FakeHttpServer> sides = new ArrayList<>();
    private final List<DeliveryWorker> workers = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        clients = new ClientSettings(broker.bootstrapServers(), Map.of());
        try (Admin admin = clients.openAdmin()) {
            new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());
        }
        outside = new DeliveryTopicsClient(clients);
    }

    @AfterAll
    static void stop() {
        outside.close();
        broker.close();
    }

    @AfterEach
    void stopAll() {
        workers.forEach(DeliveryWorker::close);
        sides.forEach(FakeHttpServer::close);
    }

    @Test
    void who_cannot_reach_the_broker_says_so_instead_of_being_silent() throws Exception {
        try (DeliveryWorker cutOff =
                DeliveryWorker.start(new ClientSettings("127.0.0.1:1", Map.of()), 1, DeliveryAccess.NONE)) {
            DeliveryProgress report = cutOff.progress();
            assertThat(report.problem()).as("not begun is no good news").isPresent();
            waitUntil("trouble", () -> report.problem().orElse("").startsWith("stopped "));
            assertThat(report.partitions()).isZero();
        }
    }

    @Test
    void who_is_cut_off_from_the_broker_in_mid_work_says_so(@TempDir Path directory) throws Exception {
        EmbeddedBroker lost = EmbeddedBroker.start(directory.resolve("broker"), 0);
        ClientSettings settings = new ClientSettings(lost.bootstrapServers(), Map.of());
        try (Admin admin = settings.openAdmin()) {
            new TopicProvisioner(4, 1).ensure(admin, Topics.liveSpecs());
        }
        try (DeliveryWorker worker = DeliveryWorker.start(settings, 1, DeliveryAccess.NONE)) {
            waitUntil("begun", () -> worker.progress().problem().isEmpty());
            lost.close();
            waitUntil("trouble", () -> worker.progress().problem().isPresent());
        }
    }

    @Test
    void what_waits_for_a_recipient_is_known_until_they_have_it() throws Exception {
        FakeHttpServer away = side().respondWith(503);
        routing("waits", hook("away", away));
        DeliveryProgress report = worker().progress();
        waitUntil("begun", () -> report.problem().isEmpty());
        assertThat(report.partitions()).isEqualTo(4);
        // Others may wait as well, but none for so long.
        Instant since = Instant.parse("2001-09-14T18:00:00Z");
        Notice notice = outside.publishNotice("waits", "away", "coverage/a", SampleNotices.opened(1), since);

        waitUntil("it waits", () -> report.oldestWaiting().filter(since::equals).isPresent());
        away.respondWith(200);
        waitUntil(
                "it is there",
                () -> report.oldestWaiting().filter(since::equals).isEmpty());
        waitUntil("it is on record", () -> deliveries("waits").containsKey(notice.key()));
        assertThat(deliveries("waits").get(notice.key()).outcome()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void everyone_gets_what_they_should_and_it_is_on_record() throws Exception {
        FakeHttpServer fine = side();
        AtomicInteger calls = new AtomicInteger();
        FakeHttpServer broken = side().respondWith(words -> FakeResponse.of(calls.incrementAndGet() <= 2 ? 500 : 200));
        FakeHttpServer gone = side().respondWith(410);
        FakeHttpServer pager = side().respondWith(words -> new FakeResponse(202, Map.of(), "took " + words.body()));
        routing(
                "all",
                hook("fine", fine),
                hook("broken", broken),
                hook("gone", gone),
                SampleRecipients.recipient(
                        "pager", new PagerDutyAddress(new ConfigValue(pager.url("/")), new ConfigValue("secret:key"))),
                SampleRecipients.recipient("closed", new ChatAddress(new ConfigValue("secret:not-there"))),
                SampleRecipients.recipient("board", new KafkaAddress()),
                SampleRecipients.recipient("console", new LogAddress()));
        for (String recipient : List.of("fine", "broken", "gone", "pager", "closed", "board", "console")) {
            notice("all", recipient, "coverage/a", SampleNotices.opened(1));
        }
        notice("all", "pager", "coverage/over", SampleNotices.closed(2));
        worker();

        // Whose secret is not there waits for it.
        waitUntil("all is on record", () -> delivered("all") == 7);
        Map<String, DeliveryResult> deliveries = deliveries("all");
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
        assertThat(pager.requests()).hasSize(1);
        assertThat(CompactedTopicReader.readLatest(clients, "postwatch.recipient.all.board"))
                .hasEntrySatisfying(
                        Fingerprint.of("all/coverage/a").substring(0, 16),
                        value -> assertThat(value)
                                .contains("Sarracino Middle School")
                                .doesNotContain("routes"));

        notice("all", "fine", "coverage/a", SampleNotices.closed(2));
        waitUntil("the end is notified", () -> fine.requests().size() == 2);
        assertThat(fine.requests().get(1).body()).contains("\"stage\":\"closed\"");

        outside.deleteNotice("all/fine/coverage/a");
        waitUntil(
                "what nobody needs any more is forgotten",
                () -> !deliveries("all").containsKey("all/fine/coverage/a"));
    }

    @Test
    void a_worker_killed_midway_loses_nothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        FakeHttpServer side = side().respondWith(words -> {
            if (calls.incrementAndGet() == 5) {
                await(over);
            }
            return FakeResponse.of(200);
        });
        routing("kill", hook("hook", side));
        for (int i = 0; i < 12; i++) {
            notice("kill", "hook", "coverage/" + i, SampleNotices.opened(1));
        }
        DeliveryWorker first = worker();
        waitUntil("the fifth is on its way", () -> side.requests().size() == 5);
        first.abort();
        over.countDown();
        assertThat(deliveries("kill"))
                .as("what was not answered is not on record")
                .hasSize(4);

        worker();
        waitUntil("all is on record", () -> deliveries("kill").size() == 12);
        assertThat(deliveries("kill").values()).allMatch(d -> d.outcome() == DeliveryStatus.DELIVERED);
        assertThat(side.requests()).as("the one that was on its way went twice").hasSize(13);
        Set<String> bodies = side.requests().stream()
                .map(FakeHttpServer.ReceivedRequest::body)
                .collect(Collectors.toSet());
        assertThat(bodies).hasSize(12);
        assertThat(side.requests().get(5).body())
                .isEqualTo(side.requests().get(4).body());
        assertThat(side.requests().get(5).header("webhook-id"))
                .isEqualTo(side.requests().get(4).header("webhook-id"));
    }

    @Test
    void two_workers_share_the_districts_and_one_takes_over_from_the_other() throws Exception {
        FakeHttpServer side = side();
        for (int d = 0; d < 8; d++) {
            routing("share" + d, hook("hook", side));
        }
        DeliveryWorker first = worker();
        notices("coverage/1", 1);
        waitUntil("the first alone", () -> shared() == 8);
        DeliveryWorker second = worker();
        waitUntil(
                "each has half",
                () -> first.progress().partitions() == 2 && second.progress().partitions() == 2);
        notices("coverage/2", 1);
        waitUntil("both", () -> shared() == 16);
        long before = System.nanoTime();
        first.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        notices("coverage/3", 1);
        notices("coverage/1", 2);
        waitUntil("the second alone", () -> shared() == 24 && latest("share0/hook/coverage/1") == 2);
        waitUntil("all are there", () -> bodies(side).size() == 32);
    }

    @Test
    void a_changed_document_and_a_new_recipient_are_followed() throws Exception {
        FakeHttpServer side = side();
        routing("change", SampleRecipients.recipient("hook", new ChatAddress(new ConfigValue("secret:not-there"))));
        worker();
        notice("change", "hook", "coverage/1", SampleNotices.opened(1));
        notice("change", "new", "coverage/1", SampleNotices.opened(1));
        routing("change", hook("hook", side), hook("new", side));
        waitUntil("the new one is notified", () -> deliveries("change").containsKey("change/new/coverage/1"));
        waitUntil("what waited for a secret is sent", () -> latest("change/hook/coverage/1") == 1);
        notice("change", "hook", "coverage/1", SampleNotices.opened(2));
        waitUntil("the changed one, too", () -> latest("change/hook/coverage/1") == 2);
        assertThat(side.requests()).hasSize(3);
    }

    @Test
    void what_nobody_may_know_any_more_goes_out_of_the_recipients_topic() throws Exception {
        String topic = "postwatch.recipient.take.board";
        routing("take", SampleRecipients.recipient("board", new KafkaAddress()));
        for (String subject : List.of("coverage/1", "coverage/2", "coverage/3", "coverage/4")) {
            notice("take", "board", subject, SampleNotices.opened(1));
        }
        DeliveryWorker first = worker();
        waitUntil("all is notified", () -> delivered("take") == 4);
        assertThat(CompactedTopicReader.readLatest(clients, topic))
                .containsOnlyKeys(ref("coverage/1"), ref("coverage/2"), ref("coverage/3"), ref("coverage/4"));

        outside.deleteNotice("take/board/coverage/1");
        waitUntil(
                "it is withdrawn",
                () -> !CompactedTopicReader.readLatest(clients, topic).containsKey(ref("coverage/1")));
        waitUntil("and forgotten", () -> deliveries("take").size() == 3);
        notice("take", "board", "coverage/1", SampleNotices.opened(1));
        waitUntil(
                "what comes again is there again",
                () -> CompactedTopicReader.readLatest(clients, topic).size() == 4);

        first.close();
        outside.deleteNotice("take/board/coverage/2");
        routing("take", SampleRecipients.recipient("board", new LogAddress()));
        DeliveryWorker second = worker();
        waitUntil(
                "also by who never wrote there, whatever the address is by now",
                () -> !CompactedTopicReader.readLatest(clients, topic).containsKey(ref("coverage/2")));
        routing("take");
        outside.deleteNotice("take/board/coverage/3");
        waitUntil("also of a recipient that is gone", () -> deliveries("take").size() == 2);
        assertThat(CompactedTopicReader.readLatest(clients, topic))
                .containsOnlyKeys(ref("coverage/1"), ref("coverage/4"));
        assertThat(second.progress().partitions()).isEqualTo(4);
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
            notice("share" + d, "hook", subject, SampleNotices.opened(revision));
        }
    }

    private long shared() {
        return deliveries("share").size();
    }

    private int latest(String key) {
        DeliveryResult delivery = deliveries("").get(key);
        return delivery == null ? 0 : delivery.revision();
    }

    private static Set<String> bodies(FakeHttpServer side) {
        return side.requests().stream()
                .map(said -> said.header("webhook-id") + said.body())
                .collect(Collectors.toSet());
    }

    private FakeHttpServer side() {
        FakeHttpServer side = new FakeHttpServer();
        sides.add(side);
        return side;
    }

    private static Recipient hook(String id, FakeHttpServer side) {
        return SampleRecipients.recipient(id, SampleRecipients.webhook(side.url("/" + id)));
    }

    private DeliveryWorker worker() {
        DeliveryWorker worker = DeliveryWorker.start(
                clients,
                1,
                SampleRecipients.access(SampleRecipients.secrets(Map.of("key", KEY))),
                Clock.tickMillis(ZoneOffset.UTC));
        workers.add(worker);
        return worker;
    }

    private static void routing(String district, Recipient... recipients) throws Exception {
        outside.publishRouting(SampleRecipients.routing(district, recipients));
    }

    private static void notice(String district, String recipient, String subject, Notice like) throws Exception {
        outside.publishNotice(district, recipient, subject, like);
    }

    private static Map<String, DeliveryResult> deliveries(String district) {
        return outside.deliveries(district);
    }

    private static Map<String, String> outcomes(Map<String, DeliveryResult> deliveries) {
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
