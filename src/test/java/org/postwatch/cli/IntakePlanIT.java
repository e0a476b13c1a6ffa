package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.app.delivery.DeliveryTopicsClient.waitUntil;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.app.PostwatchServer;
import org.postwatch.app.clients.CompactedTopicReader;
import org.postwatch.app.clients.TopicReader;
import org.postwatch.app.config.AuthenticationConfigReader;
import org.postwatch.app.config.ClientSettings;
import org.postwatch.app.config.Configuration;
import org.postwatch.intake.mqtt.MosquittoBroker;
import org.postwatch.streams.Topics;

/** A district applies what its schools have, and a press of a panic button pages somebody. */
class IntakePlanIT {
    private static final Duration MAX_START_TIME = Duration.ofSeconds(60);
    private static final String HOOK_SECRET = "the secret of the panel, long enough";
    private static final String DISTRICT = """
            district: elm
            name: Elm
            zone: Etc/UTC
            first-day: 2024-01-01
            calendar:
              terms: [{ from: 2024-01-01, to: 2099-12-31 }]
              windows:
                - { name: all, days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "00:00" }
            feeds:
              - { source: buttons, types: [panic], limit: 60m }
            campuses:
              - { id: north, posts: [{ id: sro, kinds: [police] }] }
              - { id: south, posts: [{ id: sro, kinds: [police] }] }
            """;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private MosquittoBroker mosquitto;
    private HttpServer pager;
    private PostwatchServer server;
    private ClientSettings clients;
    private String config;

    @BeforeEach
    void start() throws Exception {
        mosquitto = MosquittoBroker.start(Files.createDirectory(directory.resolve("mqtt")), "allow_anonymous true");
        pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pager.createContext("/page", exchange -> {
            pages.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        pager.start();
        Path secrets = Files.createDirectories(directory.resolve("secrets").resolve("elm"));
        writeSecret(secrets.resolve("panel"), HOOK_SECRET);
        writeSecret(secrets.resolve("pager"), "whsec_" + Base64.getEncoder().encodeToString(new byte[32]));
        String shared =
                "security.feeds: open\nsecrets.directory: " + secrets.getParent() + "\noutgoing.allow: [127.0.0.1]\n";
        Configuration configuration =
                Configuration.parse("test.yaml", shared, name -> null).relocatedTo(directory.resolve("data"), 0);
        server = PostwatchServer.startWithObservability(
                configuration,
                listener -> RunCommand.coverageTopology(AuthenticationConfigReader.read(configuration), listener),
                listener -> RunCommand.notificationTopology(AuthenticationConfigReader.read(configuration), listener));
        clients = ClientSettings.of(configuration, server.bootstrapServers());
        config = Files.writeString(
                        directory.resolve("client.yaml"),
                        shared + "kafka.bootstrap.servers: " + server.bootstrapServers() + "\n")
                .toString();
        assertThat(server.awaitReady(MAX_START_TIME)).isTrue();
    }

    private static void writeSecret(Path file, String secret) throws Exception {
        Files.writeString(file, secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (pager != null) {
            pager.stop(0);
        }
        if (mosquitto != null) {
            mosquitto.stop();
        }
    }

    @Test
    void a_mapped_panic_button_pages_and_one_that_is_not_mapped_is_counted_until_it_is() throws Exception {
        apply("first", """
                    map: { device: { panel-1: { campus: north } } }
                """, """
                    map: { device: { "shelly-1/input:0": { campus: south } } }
                """);
        waitUntil("intake knows the source", () -> press("panel-0", "unknown").statusCode() == 200);

        assertThat(press("panel-1", "a-1").body()).contains("\"accepted\":1");
        waitUntil("the panel pages", () -> isPaged("a-1"));
        awaitConnected();
        publishPress("shelly-1");
        waitUntil(
                "the button pages",
                () -> countOf("elm/panic/south/buttons/") == 1
                        && pages.stream().anyMatch(page -> page.contains("south")));
        assertThat(events()).hasSize(2).allMatch(event -> event.contains("\"type\":\"postwatch.campus.panic\""));

        assertThat(press("panel-2", "a-2").body()).contains("\"accepted\":0").contains("\"unmapped\":1");
        publishPress("shelly-2");
        // Messages of a source keep their order: when the later one is there, the earlier one made no event.
        publishPress("shelly-1");
        waitUntil("the later press is on the topic", () -> events().size() == 3);
        assertThat(events())
                .noneMatch(event -> event.contains("a-2"))
                .filteredOn(event -> event.contains("south"))
                .hasSize(2);
        waitUntil(
                "both ids are counted",
                () -> unmapped().contains("panel-2") && unmapped().contains("shelly-2/input:0"));

        apply("the second panel and button", """
                    map: { device: { panel-1: { campus: north }, panel-2: { campus: north } } }
                """, """
                    map: { device: { "shelly-1/input:0": { campus: south }, "shelly-2/input:0": { campus: north } } }
                """);
        waitUntil(
                "the second panel is mapped",
                () -> press("panel-2", "a-3").body().contains("\"accepted\":1"));
        waitUntil("the second panel pages", () -> isPaged("a-3"));
        int before = countOf("elm/panic/north/buttons/");
        waitUntil("the second button is mapped", () -> {
            publishPress("shelly-2");
            return countOf("elm/panic/north/buttons/") > before;
        });
    }

    @Test
    void a_press_with_a_wrong_signature_is_refused_and_pages_nobody() throws Exception {
        apply("first", """
                    map: { device: { panel-1: { campus: north } } }
                """, """
                    map: { device: { "shelly-1/input:0": { campus: south } } }
                """);
        waitUntil("intake knows the source", () -> press("panel-0", "unknown").statusCode() == 200);

        assertThat(press("panel-1", "a-1", "another secret, long enough").statusCode())
                .isEqualTo(401);
        assertThat(press("panel-1", "a-2").statusCode()).isEqualTo(200);

        waitUntil("the press with the right signature pages", () -> isPaged("a-2"));
        assertThat(events()).hasSize(1);
        assertThat(pages).noneMatch(page -> page.contains("a-1"));
    }

    private void apply(String reason, String panels, String buttons) throws Exception {
        Path folder = Files.createDirectories(directory.resolve("elm"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        Files.writeString(
                folder.resolve("routing.yaml"), """
                recipients:
                  - id: pager
                    agency: district
                    webhook: { url: "http://127.0.0.1:%d/page", secrets: [secret:pager] }
                policy:
                  grants: [{ class: school, kinds: [all], fields: [all] }]
                routes: { to: [pager], routes: [{ match: { kind: panic }, to: [pager] }] }
                """.formatted(pager.getAddress().getPort()));
        Files.writeString(folder.resolve("intake.yaml"), """
                sources:
                  panels:
                    kind: webhook
                    profile: generic
                    feed: buttons
                    secret: secret:panel
                    with: { type: panic, device: panel, location: room, time: at, id: alarm }
                %s
                  buttons:
                    kind: mqtt
                    profile: shelly-gen2
                    feed: buttons
                    broker: %s
                    with: { push: panic }
                %s
                """.formatted(panels, mosquitto.url(), buttons));
        CliResult applied = CliResult.run(
                "plan", "apply", folder.toString(), "-c", config, "--author", "m.lopez", "--reason", reason);
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    private HttpResponse<String> press(String panel, String alarm) {
        return press(panel, alarm, HOOK_SECRET);
    }

    private HttpResponse<String> press(String panel, String alarm, String secret) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + server.frontPort().orElseThrow() + "/v1/hooks/elm/panels"))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + secret)
                            .POST(BodyPublishers.ofString("{\"panel\":\"" + panel + "\",\"room\":\"Room 12\",\"at\":\""
                                    + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\",\"alarm\":\"" + alarm
                                    + "\"}"))
                            .build(),
                    BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Mqtt5BlockingClient connect() {
        Mqtt5BlockingClient client = MqttClient.builder()
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .useMqttVersion5()
                .buildBlocking();
        client.connect();
        return client;
    }

    /** Returns when Postwatch has subscribed, which it says on a retained topic. */
    private void awaitConnected() throws Exception {
        Mqtt5BlockingClient client = connect();
        try (Mqtt5BlockingClient.Mqtt5Publishes published = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter("postwatch/elm/buttons/available")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            assertThat(published.receive(20, TimeUnit.SECONDS))
                    .hasValueSatisfying(message -> assertThat(new String(message.getPayloadAsBytes(), UTF_8))
                            .isEqualTo("online"));
        }
        client.disconnect();
    }

    private void publishPress(String device) {
        Mqtt5BlockingClient client = connect();
        double now = Instant.now().toEpochMilli() / 1_000.0;
        client.publishWith()
                .topic(device + "/events/rpc")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(("{\"src\":\"" + device + "\",\"method\":\"NotifyEvent\",\"params\":{\"ts\":" + now
                                + ",\"events\":[{\"component\":\"input:0\",\"event\":\"single_push\",\"ts\":" + now
                                + "}]}}")
                        .getBytes(UTF_8))
                .send();
        client.disconnect();
    }

    private String unmapped() {
        CliResult result = CliResult.run("intake", "unmapped", "-c", config);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    private boolean isPaged(String alarm) {
        return pages.stream().anyMatch(page -> page.contains("panic/north/buttons/" + alarm));
    }

    private int countOf(String keyPrefix) {
        return (int) CompactedTopicReader.readLatest(clients, Topics.INCIDENTS).keySet().stream()
                .filter(key -> key.startsWith(keyPrefix))
                .count();
    }

    /** The events of the feed on the topic. */
    private List<String> events() {
        List<String> events = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.openConsumer()) {
            List<TopicPartition> assigned = TopicReader.assign(consumer, List.of(Topics.ENTRANCE_EVENTS));
            TopicReader.readTo(
                    consumer.endOffsets(assigned), consumer, record -> events.add(new String(record.value(), UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return events.stream()
                .filter(event -> event.contains("\"source\":\"buttons\""))
                .toList();
    }
}
