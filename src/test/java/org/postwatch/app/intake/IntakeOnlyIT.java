package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.broker.EmbeddedBroker;
import org.postwatch.app.broker.TextRecords;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.intake.IntakeConfig;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.WebhookTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.streams.Topics;
import org.postwatch.wire.IntakeJson;
import org.postwatch.wire.PlanJson;
import tools.jackson.databind.json.JsonMapper;

/** An instance whose only role is intake. */
class IntakeOnlyIT {
    private static final String SECRET = "the secret of the buzzers, long enough";
    private static final int PLANS = 20_000;
    private static final int SENDERS = 8;
    private static final Duration MAX_STOP_TIME = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private Configuration configuration;
    private ClientSettings clients;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger sent = new AtomicInteger();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void startBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        Path secrets = Files.createDirectories(directory.resolve("secrets").resolve("elm"));
        Path secret = Files.writeString(secrets.resolve("buzzers"), SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        configuration = Configuration.parse(
                        "test.yaml", """
                        roles: [intake]
                        security.feeds: open
                        topics.replication: 1
                        kafka.bootstrap.servers: %s
                        secrets.directory: %s
                        """.formatted(broker.bootstrapServers(), secrets.getParent()), name -> null)
                .relocatedTo(directory.resolve("data"), 0);
        clients = ClientSettings.of(configuration);
        try (Admin admin = clients.openAdmin()) {
            configuration.topics().ensure(admin, Topics.liveSpecs());
        }
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }

    @Test
    void until_all_plans_are_read_it_answers_503_and_is_not_ready() throws Exception {
        publishPlans(PLANS);
        try (PostwatchServer instance = start()) {
            List<Integer> events = new ArrayList<>();
            List<Integer> hooks = new ArrayList<>();
            boolean isReady = false;
            while (!isReady) {
                isReady = isReady(instance);
                events.add(post(instance, "/v1/events", event("press-1")).statusCode());
                hooks.add(post(instance, "/v1/hooks/elm/front", "{}").statusCode());
            }
            assertThat(events).as("no valid credential looks wrong").containsOnly(503, 202);
            assertThat(events).as("plans are a backlog").contains(503);
            assertThat(events.get(events.size() - 1)).as("once it is ready").isEqualTo(202);
            assertThat(hooks).as("no source looks unknown").doesNotContain(404).contains(503);
        }
    }

    @Test
    void it_keeps_no_state_and_answers_every_request_at_a_stop() throws Exception {
        publishPlans(0);
        PostwatchServer instance = start();
        try {
            assertThat(instance.awaitReady(Duration.ofSeconds(60))).isTrue();
            assertThat(directory.resolve("data").resolve("streams")).doesNotExist();
            stopUnderLoad(instance);
            assertThat(recordedIds()).containsAll(accepted);
        } finally {
            instance.close();
        }
    }

    @Test
    void while_brokers_are_away_every_request_is_answered_at_a_stop_as_well() throws Exception {
        publishPlans(0);
        PostwatchServer instance = start();
        try {
            assertThat(instance.awaitReady(Duration.ofSeconds(60))).isTrue();
            assertThat(post(instance, "/v1/events", event("before")).statusCode())
                    .isEqualTo(202);
            broker.close();
            stopUnderLoad(instance);
            assertThat(accepted).isEmpty();
        } finally {
            instance.close();
        }
    }

    private PostwatchServer start() {
        return PostwatchServer.startWithObservability(
                configuration,
                listener -> {
                    throw new AssertionError("no coverage here");
                },
                listener -> {
                    throw new AssertionError("no notification here");
                });
    }

    private void publishPlans(int others) {
        try (Producer<byte[], byte[]> producer = clients.openProducer()) {
            for (int i = 0; i < others; i++) {
                send(producer, PlanJson.key("other-" + i), IntakePlanRecords.district("other-" + i));
            }
            IntakeSource front = new IntakeSource(
                    "elm",
                    "front",
                    "buzzers",
                    new WebhookTransport(),
                    new ProfileText("acme", "profile: acme\n"),
                    VendorMap.EMPTY,
                    Map.of(),
                    List.of());
            send(producer, IntakeJson.key("elm"), IntakeJson.encode(IntakeConfig.of("elm", List.of(front))));
            send(
                    producer,
                    PlanJson.key("elm"),
                    IntakePlanRecords.district(
                            "elm", IntakePlanRecords.feed("buzzers", "buzzers", "later", "2099-01-01T00:00")));
            producer.flush();
        }
    }

    private static void send(Producer<byte[], byte[]> producer, String key, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.PLANS, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private void stopUnderLoad(PostwatchServer instance) throws Exception {
        List<Future<List<Long>>> senders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            int port = instance.frontPort().orElseThrow();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(threads.submit(() -> sendUntilUnanswered(port)));
            }
            while (sent.get() < 4 * SENDERS) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            long stopped = System.nanoTime();
            instance.close();
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(MAX_STOP_TIME);
            for (Future<List<Long>> sender : senders) {
                assertThat(sender.get(30, TimeUnit.SECONDS))
                        .as("unanswered requests that began before the stop")
                        .allMatch(began -> began > stopped);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** When the request began that has no answer. */
    private List<Long> sendUntilUnanswered(int port) throws Exception {
        while (true) {
            String id = "press-" + sent.incrementAndGet();
            HttpRequest request = request(port, "/v1/events", event(id));
            long began = System.nanoTime();
            try {
                int status = http.send(request, BodyHandlers.ofString()).statusCode();
                assertThat(status).isIn(202, 503);
                if (status == 202) {
                    accepted.add(id);
                }
            } catch (IOException e) {
                return List.of(began);
            }
        }
    }

    private boolean isReady(PostwatchServer instance) throws Exception {
        URI health = URI.create("http://127.0.0.1:" + instance.httpPort().orElseThrow() + "/health/ready");
        return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private HttpResponse<String> post(PostwatchServer instance, String path, String body) throws Exception {
        return http.send(request(instance.frontPort().orElseThrow(), path, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + SECRET)
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String event(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"buzzers\","
                + "\"type\":\"postwatch.entrance.buzzer-pressed\",\"time\":\""
                + Instant.now().truncatedTo(ChronoUnit.MILLIS)
                + "\",\"subject\":\"north\",\"partitionkey\":\"elm\",\"data\":{\"entrance\":\"main\"}}";
    }

    private Set<String> recordedIds() {
        return TextRecords.read(broker.bootstrapServers(), Topics.ENTRANCE_EVENTS, Integer.MAX_VALUE).stream()
                .map(event -> JSON.readTree(event).path("id").asString())
                .collect(Collectors.toSet());
    }
}
