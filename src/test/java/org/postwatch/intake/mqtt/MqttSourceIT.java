package org.postwatch.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.Event;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.network.OutgoingPolicy;

/** Buttons publish presses to mosquitto, and Postwatch takes them from there. */
class MqttSourceIT extends MqttSourceFixture {
    @Test
    void a_press_becomes_an_event_and_is_acknowledged() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        assertThat(source.state().detail()).isEqualTo("MQTT 5");

        press(1);
        await("the press is written", () -> kafka.written.size() == 1);
        assertThat(kafka.written.get(0).source()).isEqualTo("buttons");
        await("it is counted", () -> counts().accepted() == 1);

        // A second session of the source gets nothing again.
        close(source);
        MqttSource again = start(transport(broker.url()), kafka);
        awaitConnected(again);
        press(2);
        await("the second press is written", () -> kafka.written.size() == 2);
        assertThat(kafka.distinct()).isEqualTo(2);
    }

    @Test
    void presses_while_Kafka_is_away_are_written_when_it_is_back_and_each_counts_once() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        kafka.answer = AppendResult.UNAVAILABLE;
        press(1);
        press(2);
        await("both were tried twice", () -> kafka.attempts >= 4);
        assertThat(counts().accepted()).isZero();

        kafka.answer = AppendResult.APPENDED;
        await("both are written", () -> kafka.distinct() == 2);
        await("both are counted", () -> counts().accepted() == 2);
    }

    @Test
    void what_one_instance_did_not_acknowledge_comes_to_the_next() throws Exception {
        broker = openBroker();
        FakeKafka away = new FakeKafka();
        away.answer = AppendResult.UNAVAILABLE;
        MqttSource first = start(transport(broker.url()), away);
        awaitConnected(first);
        press(1);
        await("the first has it", () -> away.attempts > 0);
        close(first);
        press(2);

        MqttSource second = start(transport(broker.url()), kafka);
        await("the second writes both", () -> kafka.distinct() == 2);
        assertThat(away.written).isEmpty();
        awaitConnected(second);
    }

    @Test
    void two_instances_that_both_take_a_source_lose_no_press() throws Exception {
        broker = openBroker();
        start(transport(broker.url()), kafka);
        awaitConnected(sources.get(0));
        start(transport(broker.url()), kafka);
        for (int n = 1; n <= 20; n++) {
            press(n);
        }
        await("all presses are written", () -> kafka.distinct() == 20);
    }

    @Test
    void a_broker_that_restarts_loses_nothing_that_was_not_acknowledged() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        press(1);
        await("the first press is written", () -> kafka.distinct() == 1);
        kafka.answer = AppendResult.UNAVAILABLE;
        press(2);
        press(3);
        await("the others were tried", () -> kafka.attempts >= 3);

        broker.stop();
        await("the source is silent", () -> !source.state().isConnected());
        assertThat(source.state().detail()).isNotBlank();
        close(source);
        broker.start();
        kafka.answer = AppendResult.APPENDED;

        MqttSource next = start(transport(broker.url()), kafka);
        awaitConnected(next);
        await("the others come again", () -> kafka.distinct() == 3);
        assertThat(kafka.written.stream()
                        .filter(each -> each.id().equals(kafka.written.get(0).id())))
                .as("what was acknowledged does not come again")
                .hasSize(1);
    }

    @Test
    void a_killed_broker_without_any_memory_is_subscribed_to_again() throws Exception {
        broker = MosquittoBroker.start(directory, "allow_anonymous true", "persistence false");
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        broker.kill();
        await("the source is silent", () -> !source.state().isConnected());
        broker.start();
        awaitConnected(source);
        press(1);
        await("the press is written", () -> kafka.distinct() == 1);
    }

    @Test
    void a_retained_press_is_none() throws Exception {
        broker = openBroker();
        publisher()
                .publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(body(1))
                .send();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        await("it is dropped", () -> counts().dropped().equals(Map.of("retained", 1L)));
        press(2);
        await("the press that is one is written", () -> kafka.distinct() == 1);
        assertThat(counts().accepted()).isEqualTo(1);
    }

    @Test
    void a_message_of_300_KB_is_rejected_with_a_reason_and_the_next_one_counts() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        publish(new byte[300 * 1024]);
        press(1);
        await("the press is written", () -> kafka.distinct() == 1);
        assertThat(counts().rejected()).isEqualTo(Map.of("too-large", 1L));
        assertThat(counts().newestRejections().get(0).detail()).isEqualTo("expected at most 262144 bytes");
    }

    @Test
    void a_flood_is_taken_whole() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        int count = 3_000;
        Mqtt5BlockingClient flood = publisher();
        CompletableFuture<?>[] sent = IntStream.range(0, count)
                .mapToObj(n -> flood.toAsync()
                        .publishWith()
                        .topic(TOPIC)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(body(n))
                        .send())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(sent).get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
        await("every press is written", () -> kafka.distinct() == count);
        assertThat(kafka.written).hasSize(count);
        assertThat(source.state().isConnected()).isTrue();
    }

    @Test
    void a_wrong_password_is_reported_and_the_right_one_is_used_once_it_is_there() throws Exception {
        Path passwords = directory.resolve("passwords");
        run("/usr/bin/mosquitto_passwd", "-b", "-c", passwords.toString(), "postwatch", "correct horse");
        broker = MosquittoBroker.start(directory, "allow_anonymous false", "password_file " + passwords);
        secrets.put("mqtt", "battery staple");
        MqttSource source = start(
                new MqttTransport(broker.url(), Optional.of("postwatch"), Optional.of("mqtt"), List.of(TOPIC)), kafka);
        await("it is refused", () -> source.state().detail().startsWith("the broker refused the connection"));
        assertThat(source.state().detail())
                .isEqualTo("the broker refused the connection: not authorized")
                .doesNotContain("battery");

        secrets.put("mqtt", "correct horse");
        awaitConnected(source);
    }

    @Test
    void a_missing_secret_and_an_address_that_is_not_allowed_are_reported() throws Exception {
        broker = openBroker();
        MqttSource without = start(
                new MqttTransport(broker.url(), Optional.of("postwatch"), Optional.of("mqtt"), List.of(TOPIC)), kafka);
        await("the secret is named", () -> without.state().detail().contains("no secret mqtt"));
        policy = OutgoingPolicy.PUBLIC_ONLY;
        MqttSource denied = start(transport(broker.url()), kafka);
        await("the address is named", () -> denied.state().detail().contains("127.0.0.1 is a loopback address"));
    }

    @Test
    void TLS_takes_the_authority_of_the_district_and_no_other() throws Exception {
        BrokerCertificate certificate = BrokerCertificate.create(directory, "localhost");
        broker = MosquittoBroker.start(
                directory,
                "allow_anonymous true",
                "certfile " + certificate.certificate(),
                "keyfile " + certificate.key());
        String url = "mqtts://localhost:" + broker.port();
        MqttSource stranger = start(transport(url), kafka);
        await("the certificate is unknown", () -> stranger.state().detail().startsWith("TLS failed"));
        close(stranger);

        secrets.put("mqtt-ca", Files.readString(certificate.certificate()));
        MqttSource source = start(
                new MqttTransport(url, Optional.empty(), Optional.empty(), List.of(TOPIC), Optional.of("mqtt-ca")),
                kafka);
        awaitConnected(source);
        policy = new OutgoingPolicy(List.of("127.0.0.1"), List.of());
        MqttSource other = start(
                new MqttTransport(
                        "mqtts://127.0.0.1:" + broker.port(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(TOPIC),
                        Optional.of("mqtt-ca")),
                kafka);
        await("another name is no good", () -> other.state().detail().startsWith("TLS failed"));
    }

    @Test
    void a_broker_of_MQTT_3_1_1_is_connected_to_with_that() throws Exception {
        broker = openBroker();
        try (OldBroker old = new OldBroker(broker.port())) {
            MqttSource source = start(transport(old.url()), kafka);
            awaitConnected(source);
            assertThat(source.state().detail()).isEqualTo("MQTT 3.1.1");
            press(1);
            await("the press is written", () -> kafka.distinct() == 1);
            close(source);
            press(2);
            MqttSource again = start(transport(old.url()), kafka);
            await("the session was kept", () -> kafka.distinct() == 2);
            awaitConnected(again);
        }
    }

    @Test
    void the_broker_says_whether_the_source_is_there() throws Exception {
        broker = openBroker();
        List<String> said = new CopyOnWriteArrayList<>();
        Mqtt5BlockingClient watcher = publisher();
        watcher.toAsync().publishes(MqttGlobalPublishFilter.ALL, message -> said.add(text(message)));
        watcher.subscribeWith()
                .topicFilter("postwatch/elm/front/available")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        MqttSource source = start(transport(broker.url()), kafka);
        await("it is online", () -> said.equals(List.of("online")));
        close(source);
        await("it is offline", () -> said.equals(List.of("online", "offline")));
    }

    @Test
    void CloudEvents_come_structured_and_binary() throws Exception {
        broker = openBroker();
        MqttSource source = new MqttSource(
                source(transport(broker.url()), new ProfileText("cloudevents", ""), Map.of()), context(kafka));
        sources.add(source);
        source.start();
        awaitConnected(source);
        publish("""
                {"specversion":"1.0","id":"s-1","source":"buttons","type":"postwatch.entrance.buzzer-pressed",
                 "subject":"north","partitionkey":"elm","time":"2026-09-01T18:00:00Z","data":{"entrance":"main"}}
                """.getBytes(UTF_8));
        publisher()
                .publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("{\"entrance\":\"main\"}".getBytes(UTF_8))
                .contentType("application/json")
                .userProperties()
                .add("specversion", "1.0")
                .add("id", "b-1")
                .add("source", "buttons")
                .add("type", "postwatch.entrance.buzzer-pressed")
                .add("subject", "north")
                .add("partitionkey", "elm")
                .add("time", "2026-09-01T18:00:00Z")
                .applyUserProperties()
                .send();
        publish("{\"specversion\":\"1.0\"}".getBytes(UTF_8));
        await("one is rejected", () -> !counts().rejected().isEmpty());
        await("two are written, with what was rejected: " + counts(), () -> kafka.distinct() == 2);
        assertThat(kafka.written.stream().map(Event::id)).containsExactlyInAnyOrder("s-1", "b-1");
    }

    @Test
    void a_source_that_is_removed_leaves_nothing_at_the_broker() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        source.remove().toCompletableFuture().get(5, TimeUnit.SECONDS);
        press(1);
        MqttSource again = start(transport(broker.url()), kafka);
        awaitConnected(again);
        press(2);
        await("the later press is written", () -> kafka.distinct() == 1);
        assertThat(counts().accepted()).isEqualTo(1);
    }
}
