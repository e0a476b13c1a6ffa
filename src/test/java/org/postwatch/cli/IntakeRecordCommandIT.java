package org.postwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwatch.intake.mqtt.MosquittoBroker;

/** Recording the messages of a real broker, to write a map from. */
class IntakeRecordCommandIT {
    private static final String DISTRICT = """
            district: elm
            zone: America/Denver
            first-day: 2026-08-17
            calendar:
              terms: [ { from: 2026-08-17, to: 2027-06-30 } ]
              windows: [ { name: day, days: [mon, tue, wed, thu, fri], from: "07:30", to: "15:30" } ]
            officers: [ { badge: D-1, kind: police, duties: [sro] } ]
            feeds:
              - { source: frigate, types: [camera, device] }
              - { source: readers, agencies: [district], types: [staffing] }
            campuses:
              - id: north
                posts: [ { id: sro, kinds: [police] } ]
                entrances:
                  - { id: main, devices: [ { id: cam-1, type: camera, feed: frigate } ] }
            """;

    @TempDir
    Path directory;

    private Path folder;
    private Path config;

    @BeforeEach
    void writeDocuments() throws Exception {
        folder = Files.createDirectory(directory.resolve("elm"));
        Files.writeString(folder.resolve("district.yaml"), DISTRICT);
        config = Files.writeString(directory.resolve("postwatch.yaml"), "outgoing: { allow: [127.0.0.1] }\n");
    }

    private void writeSource(String broker) throws Exception {
        Files.writeString(folder.resolve("intake.yaml"), """
                sources:
                  cameras: { kind: mqtt, profile: frigate, feed: frigate, broker: "%s" }
                  hook: { kind: webhook, profile: generic, feed: frigate, secret: secret:s, with: { device: d, type: person-seen } }
                """.formatted(broker));
    }

    private CliResult record(String source, String... more) {
        return CliResult.run(Stream.concat(
                        Stream.of("intake", "record", folder + "/" + source, "-c", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void ids_and_shapes_are_shown_and_nothing_else() throws Exception {
        MosquittoBroker broker =
                MosquittoBroker.start(Files.createDirectory(directory.resolve("mqtt")), "allow_anonymous true");
        try {
            writeSource(broker.url());
            AtomicBoolean finished = new AtomicBoolean();
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(broker.port(), finished));
            CliResult said = record("cameras", "--for", "4s");
            finished.set(true);
            publishing.get(10, TimeUnit.SECONDS);
            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.out())
                    .contains("of source 'cameras', profile frigate", "  body.after.camera: text of 4, ")
                    .contains("camera:\n  \"yard\": {campus: …, entrance: …, device: …, officer: …} # ")
                    .doesNotContain("Jane", "1607123955");
        } finally {
            broker.stop();
        }
    }

    @Test
    void a_source_of_CloudEvents_is_recorded_and_what_an_instance_would_reject_is_shown() throws Exception {
        MosquittoBroker broker =
                MosquittoBroker.start(Files.createDirectory(directory.resolve("mqtt")), "allow_anonymous true");
        try {
            Files.writeString(folder.resolve("intake.yaml"), """
                    sources:
                      partner: { kind: mqtt, profile: cloudevents, feed: frigate, broker: "%s", topics: [frigate/events] }
                    """.formatted(broker.url()));
            AtomicBoolean finished = new AtomicBoolean();
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> publish(broker.port(), finished));
            CliResult said = record("partner", "--for", "4s");
            finished.set(true);
            publishing.get(10, TimeUnit.SECONDS);
            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.out()).contains("of source 'partner', profile cloudevents", "rejected, malformed");
        } finally {
            broker.stop();
        }
    }

    /** Until the recording is over: it may begin at any time. */
    private static void publish(int port, AtomicBoolean finished) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .useMqttVersion5()
                .buildBlocking();
        client.connect();
        String person =
                "{\"type\":\"new\",\"after\":{\"id\":\"1607123955.4-m\",\"camera\":\"yard\",\"label\":\"person\","
                        + "\"sub_label\":[\"Jane Doe\",0.79],\"start_time\":1607123955.4,\"false_positive\":false}}";
        while (!finished.get()) {
            client.publishWith()
                    .topic("frigate/events")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(person.getBytes(UTF_8))
                    .send();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        client.disconnect();
    }

    @Test
    void a_broker_that_is_away_is_reported() throws Exception {
        writeSource("mqtt://127.0.0.1:1");
        CliResult said = record("cameras", "--for", "1s");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("cannot record ").doesNotContain("Exception");
    }

    @Test
    void a_webhook_and_a_wrong_length_are_usage_errors() throws Exception {
        writeSource("mqtt://127.0.0.1:1");
        assertThat(record("hook").err()).contains("source 'hook' is a webhook").contains("intake try --source");
        assertThat(record("cameras", "--for", "soon").err())
                .contains("--for: found 'soon'; expected a duration as 90s, 10m or 2h, at most 24h");
    }
}
