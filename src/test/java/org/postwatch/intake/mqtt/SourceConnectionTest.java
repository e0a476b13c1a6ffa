package org.postwatch.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.IntakeSource;
import org.postwatch.intake.ProfileText;
import org.postwatch.intake.SourceTransport.MqttTransport;
import org.postwatch.intake.VendorMap;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.intake.service.IntakeStatistics;
import org.postwatch.network.HostResolver;

/** The connection of a source, without a broker. */
class SourceConnectionTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");
    private static final String TOPIC = "site/button";
    private static final MqttTransport TRANSPORT =
            new MqttTransport("mqtt://broker.example", Optional.empty(), Optional.empty(), List.of(TOPIC));
    private static final IntakeSource SOURCE = new IntakeSource(
            "elm", "front", "buttons", TRANSPORT, ProfileText.CLOUD_EVENTS, VendorMap.EMPTY, Map.of(), List.of());
    private static final ConnectionSettings SETTINGS = new ConnectionSettings(
            "client",
            TRANSPORT.broker(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            false,
            Optional.empty(),
            Optional.empty(),
            "available");

    private final ScheduledExecutorService connecting = Executors.newScheduledThreadPool(1);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final IntakeStatistics statistics = new IntakeStatistics(NOON);

    @AfterEach
    void stop() {
        connecting.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void a_name_server_that_does_not_answer_holds_up_no_message() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        MqttSource source = new MqttSource(SOURCE, context(host -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }));
        source.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatCode(() -> scheduler.submit(() -> {}).get(2, TimeUnit.SECONDS))
                .as("the thread that evaluates messages is free")
                .doesNotThrowAnyException();
    }

    @Test
    void a_source_that_fails_with_an_Error_is_tried_again() throws Exception {
        CountDownLatch attempts = new CountDownLatch(2);
        MqttSource source = new MqttSource(SOURCE, context(host -> {
            attempts.countDown();
            throw new StackOverflowError("a fault of a test");
        }));
        source.start();
        assertThat(attempts.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(source.state().isConnected()).isFalse();
        assertThat(source.state().detail()).isEqualTo("it failed; the log of this instance says why");
        source.close().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void a_message_of_an_earlier_connection_counts_if_no_broker_delivers_it_again() {
        MqttContext context = context(host -> List.of(InetAddress.getLoopbackAddress()));
        SourceConnection connection = new SourceConnection(
                () -> SETTINGS,
                new SourceMessages(SOURCE, context, () -> {}),
                new SourceSubscriptions(List.of(TOPIC)),
                new SourceReport("elm/front", context.clock()),
                context);
        MqttConnection earlier = MqttConnection.create(SETTINGS, false, scheduler, connection);

        connection.onMessage(earlier, message(true));
        assertThat(accepted()).as("QoS 1: it comes again").isZero();
        connection.onMessage(earlier, message(false));
        assertThat(accepted()).as("QoS 0: it does not").isEqualTo(1);
    }

    private long accepted() {
        return statistics.ofSource("elm", "front").snapshot().accepted();
    }

    private static ReceivedMessage message(boolean isRedelivered) {
        String press = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"buttons\","
                + "\"type\":\"postwatch.entrance.buzzer-pressed\",\"time\":\"" + NOON + "\","
                + "\"subject\":\"north\",\"partitionkey\":\"elm\",\"data\":{\"entrance\":\"main\"}}";
        return new ReceivedMessage(TOPIC, false, isRedelivered, Map.of(), press.getBytes(UTF_8), () -> {});
    }

    private MqttContext context(HostResolver resolver) {
        return new MqttContext(
                () -> "cluster-1",
                event -> CompletableFuture.completedFuture(AppendResult.APPENDED),
                statistics,
                (district, name) -> "secret",
                resolver,
                connecting,
                scheduler,
                () -> NOON);
    }
}
