package org.postwatch.intake.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
