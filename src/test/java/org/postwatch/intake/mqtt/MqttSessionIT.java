package org.postwatch.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.Event;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.service.EventSink;
import org.postwatch.intake.service.EventSink.AppendResult;

/** No message is lost or counted twice while Kafka is away, the broker restarts, another instance takes over or the plan changes. */
class MqttSessionIT extends MqttSourceFixture {
    private static final byte[] PRESS = "{\"device\":\"b1\"}".getBytes(UTF_8);

    @Test
    void a_press_without_a_time_is_one_event_although_the_broker_delivers_it_again() throws Exception {
        broker = openBroker();
        MqttSource source = start(untimed(transport(broker.url())), kafka);
        awaitConnected(source);
        kafka.answer = AppendResult.UNAVAILABLE;
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, PRESS, PRESS);
        await("both presses are tried", () -> kafka.attempts >= 2);

        broker.stop();
        await("the source is silent", () -> !source.state().isConnected());
        broker.start();
        awaitConnected(source);
        kafka.answer = AppendResult.APPENDED;
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, PRESS);

        await("all three are acknowledged", () -> counts().accepted() == 3);
        close(source);
        assertNothingIsLeft(source);
        assertThat(kafka.distinct()).isEqualTo(3);
    }

    @Test
    void a_press_that_is_written_while_the_broker_is_away_is_one_event() throws Exception {
        broker = openBroker();
        MqttSource source = start(untimed(transport(broker.url())), kafka);
        awaitConnected(source);
        kafka.answer = AppendResult.UNAVAILABLE;
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, PRESS);
        await("the press is tried", () -> kafka.attempts >= 1);

        broker.stop();
        await("the source is silent", () -> !source.state().isConnected());
        kafka.answer = AppendResult.APPENDED;
        await("the press is written", () -> kafka.distinct() == 1);
        broker.start();
        awaitConnected(source);
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, PRESS);

        await("the next one is written", () -> kafka.distinct() == 2);
        close(source);
        assertNothingIsLeft(source);
        assertThat(kafka.distinct()).isEqualTo(2);
    }

    @Test
    void messages_with_qos_0_wait_for_Kafka_and_what_overflows_is_counted() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        kafka.answer = AppendResult.UNAVAILABLE;
        int more = 5;
        publish(TOPIC, MqttQos.AT_MOST_ONCE, presses(HeldMessages.MAX_MESSAGES + more));
        await("some are rejected", () -> counts().rejected().equals(Map.of("too-many", (long) more)));
        assertThat(source.state().isConnected()).isTrue();

        kafka.answer = AppendResult.APPENDED;
        await("the others are written", () -> kafka.distinct() == HeldMessages.MAX_MESSAGES);
    }

    @Test
    void messages_with_qos_1_that_overflow_come_again_and_each_is_one_event() throws Exception {
        broker = MosquittoBroker.start(
                directory, "allow_anonymous true", "max_queued_messages 10000", "max_inflight_messages 0");
        MqttSource source = start(untimed(transport(broker.url())), kafka);
        awaitConnected(source);
        kafka.answer = AppendResult.UNAVAILABLE;
        int count = HeldMessages.MAX_MESSAGES + 50;
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, presses(count));
        await("some are not taken", () -> counts().rejected().getOrDefault("too-many", 0L) >= 50);

        kafka.answer = AppendResult.APPENDED;
        await("all are accepted", () -> counts().accepted() == count);
        close(source);
        assertNothingIsLeft(source);
        assertThat(kafka.distinct()).isEqualTo(count);
    }

    @Test
    void an_instance_that_cannot_reach_Kafka_leaves_the_session_to_the_one_that_took_it() throws Exception {
        broker = openBroker();
        assertTakeoverIsFinal(broker.url());
    }

    @Test
    void with_MQTT_3_1_1_it_does_as_well() throws Exception {
        broker = openBroker();
        try (OldBroker old = new OldBroker(broker.port())) {
            assertTakeoverIsFinal(old.url());
        }
    }

    private void assertTakeoverIsFinal(String url) throws Exception {
        FakeKafka away = new FakeKafka();
        away.answer = AppendResult.UNAVAILABLE;
        MqttSource cutOff = start(timed(transport(url)), away);
        awaitConnected(cutOff);
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, body(1), body(2));
        publish(TOPIC, MqttQos.AT_MOST_ONCE, body(3));
        await("the first has them", () -> away.attempts >= 3);
        cutOff.setConfirmed(false);

        MqttSource owner = start(timed(transport(url)), kafka);
        await("the owner has both presses", () -> kafka.distinct() == 2);
        await("the other one lost the session", () -> !cutOff.state().isConnected());
        away.answer = AppendResult.APPENDED;
        await(
                "the message that no broker delivers again is written",
                () -> away.written.stream().anyMatch(event -> !ids(kafka).contains(event.id())));
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, body(4));
        await("the owner still has the session", () -> kafka.distinct() == 3);
        assertThat(owner.state().isConnected()).isTrue();
        assertThat(union(kafka, away)).as("what both have written is the same").hasSize(4);

        owner.release().toCompletableFuture().join();
        cutOff.setConfirmed(true);
        awaitConnected(cutOff);
    }

    @Test
    void what_a_killed_broker_has_forgotten_is_written_although_another_instance_owns_the_source() throws Exception {
        broker = openBroker();
        FakeKafka away = new FakeKafka();
        away.answer = AppendResult.UNAVAILABLE;
        MqttSource first = start(timed(transport(broker.url())), away);
        awaitConnected(first);
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, presses(10));
        await("all are tried", () -> away.attempts >= 10);
        first.setConfirmed(false);
        broker.kill();
        await("the source is silent", () -> !first.state().isConnected());
        broker.start();

        first.release().toCompletableFuture().join();
        MqttSource second = start(timed(transport(broker.url())), kafka);
        awaitConnected(second);
        press(10);
        await("the next owner has the new press", () -> kafka.distinct() >= 1);
        away.answer = AppendResult.APPENDED;
        await("the presses of before are written", () -> union(kafka, away).size() == 11);
    }

    @Test
    void what_was_taken_is_written_although_the_plan_drops_the_source() throws Exception {
        broker = openBroker();
        kafka.answer = AppendResult.UNAVAILABLE;
        MqttSource source = start(timed(transport(broker.url())), kafka);
        awaitConnected(source);
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, presses(3));
        await("all are tried", () -> kafka.attempts >= 3);
        source.remove().toCompletableFuture().join();
        kafka.answer = AppendResult.APPENDED;
        await("the presses are written", () -> kafka.distinct() == 3);
    }

    @Test
    void a_source_that_is_closed_writes_what_waits_for_the_next_attempt() throws Exception {
        broker = openBroker();
        kafka.answer = AppendResult.UNAVAILABLE;
        MqttSource source = start(timed(transport(broker.url())), kafka);
        awaitConnected(source);
        publish(TOPIC, MqttQos.AT_MOST_ONCE, body(1));
        // The next attempt is 1.5 s away or more, which is longer than a stop waits.
        await("it was tried several times", () -> kafka.attempts >= 4);
        kafka.answer = AppendResult.APPENDED;
        close(source);
        assertThat(kafka.distinct()).isEqualTo(1);
    }

    private static Set<String> union(FakeKafka one, FakeKafka other) {
        Set<String> all = new HashSet<>(ids(one));
        all.addAll(ids(other));
        return all;
    }

    private static Set<String> ids(FakeKafka written) {
        return written.written.stream().map(Event::id).collect(Collectors.toSet());
    }

    @Test
    void other_topics_keep_the_session_and_what_waits_in_it() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        kafka.answer = AppendResult.UNAVAILABLE;
        // More than are on their way at once: the others wait at the broker.
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, presses(30));
        await("the first are tried", () -> kafka.attempts >= 20);
        source.update(timed(withTopics(TOPIC, "site/other")));
        publish("site/other", MqttQos.AT_LEAST_ONCE, body(100));
        kafka.answer = AppendResult.APPENDED;
        await("all are written", () -> kafka.distinct() == 31);

        source.update(timed(withTopics("site/other")));
        publish("site/other", MqttQos.AT_LEAST_ONCE, body(101));
        await("the new topic is subscribed to", () -> kafka.distinct() == 32);
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, body(102));
        publish("site/other", MqttQos.AT_LEAST_ONCE, body(103));
        await("the last press is written", () -> kafka.distinct() == 33);
        assertThat(counts().accepted()).isEqualTo(33);
        assertThat(counts().dropped()).as("the old topic is not subscribed to").isEmpty();
    }

    @Test
    void another_login_keeps_the_session() throws Exception {
        broker = openBroker();
        MqttSource source = start(transport(broker.url()), kafka);
        awaitConnected(source);
        secrets.put("mqtt", "anything");
        source.update(
                timed(new MqttTransport(broker.url(), Optional.of("somebody"), Optional.of("mqtt"), List.of(TOPIC))));
        press(1);
        await("the press is written", () -> kafka.distinct() == 1);
        awaitConnected(source);
    }

    @Test
    void a_topic_that_the_broker_refuses_is_named_and_the_others_count() throws Exception {
        broker = MosquittoBroker.start(directory, rights());
        MqttSource source = start(timed(withTopics(TOPIC, "secret/button")), kafka);
        awaitConnected(source);
        assertThat(source.state().detail())
                .isEqualTo("MQTT 5; the broker refused the subscription to 'secret/button'; expected that the user may"
                        + " read these topics");
        press(1);
        await("the press is written", () -> kafka.distinct() == 1);

        MqttSource none = start(timed(withTopics("secret/button")), kafka);
        await("nothing is granted", () -> none.state().detail().startsWith("the broker refused the subscription to"));
        assertThat(none.state().isConnected()).isFalse();
    }

    @Test
    void with_MQTT_3_1_1_a_refused_topic_is_named_as_well() throws Exception {
        broker = MosquittoBroker.start(directory, rights());
        try (OldBroker old = new OldBroker(broker.port())) {
            MqttSource source = start(
                    timed(new MqttTransport(
                            old.url(), Optional.empty(), Optional.empty(), List.of(TOPIC, "secret/button"))),
                    kafka);
            awaitConnected(source);
            assertThat(source.state().detail())
                    .startsWith("MQTT 3.1.1; the broker refused the subscription to 'secret/button'");
        }
    }

    @Test
    void an_error_in_the_evaluation_is_counted_and_holds_up_nothing() throws Exception {
        broker = openBroker();
        AtomicInteger calls = new AtomicInteger();
        EventSink failing = new EventSink() {
            @Override
            public CompletionStage<AppendResult> append(Event event) {
                switch (calls.incrementAndGet()) {
                    case 1:
                        throw new StackOverflowError("a fault of Postwatch");
                    case 2:
                        return CompletableFuture.failedFuture(new IllegalStateException("another one"));
                    default:
                        return kafka.append(event);
                }
            }
        };
        MqttSource source = start(transport(broker.url()), failing);
        awaitConnected(source);
        press(1);
        press(2);
        press(3);
        await("the third is written", () -> kafka.distinct() == 1);
        await("the others are rejected", () -> counts().rejected().equals(Map.of("malformed", 2L)));
        close(source);
        assertNothingIsLeft(source);
        assertThat(kafka.distinct()).isEqualTo(1);
    }

    @Test
    void a_login_that_no_client_may_send_is_reported_and_tried_again() throws Exception {
        broker = openBroker();
        secrets.put("mqtt", "x".repeat(70_000));
        MqttSource source = start(
                timed(new MqttTransport(broker.url(), Optional.of("user"), Optional.of("mqtt"), List.of(TOPIC))),
                kafka);
        await("it is reported", () -> source.state().detail().contains("65535"));
        secrets.put("mqtt", "short");
        awaitConnected(source);
    }

    /** A new owner of the session gets nothing again. */
    private void assertNothingIsLeft(MqttSource closed) throws Exception {
        assertThat(closed.state().isConnected()).isFalse();
        long before = kafka.distinct();
        long rejected = counts().rejected().getOrDefault("malformed", 0L);
        MqttSource next = start(timed(transport(broker.url())), kafka);
        awaitConnected(next);
        publish(TOPIC, MqttQos.AT_LEAST_ONCE, body(9_999));
        await("the new press is written", () -> kafka.distinct() > before);
        assertThat(kafka.distinct()).isEqualTo(before + 1);
        assertThat(counts().rejected().getOrDefault("malformed", 0L)).isEqualTo(rejected);
        close(next);
        kafka.written.remove(kafka.written.size() - 1);
    }

    private static byte[][] presses(int count) {
        return IntStream.range(0, count).mapToObj(MqttSourceFixture::body).toArray(byte[][]::new);
    }

    private MqttTransport withTopics(String... topics) {
        return new MqttTransport(broker.url(), Optional.empty(), Optional.empty(), List.of(topics));
    }

    /** Anybody may read below {@code site/} only. */
    private String[] rights() throws IOException {
        Path file = Files.writeString(directory.resolve("rights.json"), """
                {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true, "subscribe": false,
                                      "unsubscribe": true},
                 "anonymousGroup": "all",
                 "groups": [{"groupname": "all", "roles": [{"rolename": "site"}]}],
                 "roles": [{"rolename": "site",
                            "acls": [{"acltype": "subscribePattern", "topic": "site/#", "allow": true}]}]}
                """);
        return new String[] {
            "allow_anonymous true",
            "plugin /usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so",
            "plugin_opt_config_file " + file
        };
    }
}
