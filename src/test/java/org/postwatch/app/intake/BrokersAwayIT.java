package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.broker.TextRecords;
import org.postwatch.streams.Topics;
import tools.jackson.databind.json.JsonMapper;

/** The brokers of an instance go away under load and come back, while senders repeat each event until it is accepted. */
class BrokersAwayIT {
    private static final int SENDERS = 4;
    private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void without_brokers_it_answers_503_within_2_s_and_nothing_accepted_is_lost() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try (IntakeInstance instance = IntakeInstance.startAt(directory, broker.bootstrapServers())) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(threads.submit(() -> sendUntilStopped(instance)));
            }
            waitUntil("events are accepted", () -> accepted.size() > 50);

            broker.close();
            waitUntil("events are refused", () -> unavailable.get() > SENDERS);
            assertUnavailable(instance);

            broker = EmbeddedBroker.start(directory.resolve("broker"), port);
            int before = accepted.size();
            waitUntil("events are accepted again", () -> accepted.size() > before + 50);
            stopped.set(true);
            for (Future<?> sender : senders) {
                sender.get(30, TimeUnit.SECONDS);
            }
            assertThat(accepted).hasSize(sent.get());
            assertThat(recordedIds(instance)).containsAll(accepted);
            assertThat(instance.latest(Topics.DEAD_LETTERS)).isEmpty();
        } finally {
            stopped.set(true);
            threads.shutdownNow();
            broker.close();
        }
    }

    private static void assertUnavailable(IntakeInstance instance) throws Exception {
        // The connection is open already: only the answer is measured.
        long start = System.nanoTime();
        HttpResponse<String> response = post(instance, event("measured"));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(JSON.readTree(response.body()).path("reason").asString()).isEqualTo("unavailable");
        assertThat(taken).isLessThan(MAX_ANSWER_TIME);
    }

    private Void sendUntilStopped(IntakeInstance instance) throws Exception {
        while (!stopped.get()) {
            String id = "press-" + sent.incrementAndGet();
            // The same event each time: another one with the same id would conflict with it.
            String event = event(id);
            int status = post(instance, event).statusCode();
            while (status == 503) {
                unavailable.incrementAndGet();
                status = post(instance, event).statusCode();
            }
            assertThat(status).isEqualTo(202);
            accepted.add(id);
        }
        return null;
    }

    private static HttpResponse<String> post(IntakeInstance instance, String event) throws Exception {
        return instance.post(IntakeInstance.HR_SECRET, "application/cloudevents+json", event);
    }

    private static String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"hr\","
                + "\"type\":\"postwatch.officer.checked-in\",\"time\":\""
                + Instant.now().truncatedTo(ChronoUnit.MILLIS)
                + "\",\"subject\":\"P-1\",\"partitionkey\":\"elm\",\"data\":{\"campus\":\"north\"}}";
    }

    /** The ids of the records; a record may be there twice. */
    private static Set<String> recordedIds(IntakeInstance instance) {
        // More than there are: it reads until nothing comes.
        return TextRecords.read(instance.bootstrapServers(), Topics.STAFFING_EVENTS, Integer.MAX_VALUE).stream()
                .map(event -> JSON.readTree(event).path("id").asString())
                .collect(Collectors.toSet());
    }
}
