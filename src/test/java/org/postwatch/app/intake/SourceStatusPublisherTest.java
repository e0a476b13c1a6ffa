package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwatch.intake.SourceCounts;
import org.postwatch.intake.SourceStatus;
import org.postwatch.intake.Transport;
import org.postwatch.intake.service.SourceStatistics;
import org.postwatch.streams.Topics;
import org.postwatch.wire.SourceStatusJson;

/** What an instance counted is published when it changed, and each minute anyway. */
class SourceStatusPublisherTest {
    private static final Instant NOON = Instant.parse("2026-09-14T18:00:00Z");

    private final MockProducer<byte[], byte[]> brokers =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final SourceStatistics buttons = new SourceStatistics(NOON);
    private Instant now = NOON;
    private final SourceStatusPublisher publisher = new SourceStatusPublisher(
            brokers, () -> List.of(status("buttons", buttons.snapshot()), status("cameras", SourceCounts.none(NOON))));

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void every_source_is_reported_at_first_and_then_what_changed() {
        assertThat(published()).containsExactly("elm/buttons/a", "elm/cameras/a");

        now = NOON.plusSeconds(10);
        assertThat(published()).isEmpty();

        now = NOON.plusSeconds(20);
        buttons.countAccepted(now);
        assertThat(published()).containsExactly("elm/buttons/a");
        assertThat(SourceStatusJson.read(last()).counts().accepted()).isEqualTo(1);
    }

    @Test
    void what_does_not_change_is_reported_each_minute() {
        published();
        now = NOON.plusSeconds(30);
        buttons.countAccepted(now);
        assertThat(published()).containsExactly("elm/buttons/a");

        now = NOON.plusSeconds(59);
        assertThat(published()).isEmpty();
        now = NOON.plusSeconds(60);
        assertThat(published()).containsExactly("elm/cameras/a");
    }

    @Test
    void what_the_brokers_did_not_take_is_reported_again() {
        publisher.publish();
        brokers.completeNext();
        brokers.errorNext(new TimeoutException("away"));
        brokers.clear();

        now = NOON.plusSeconds(10);
        assertThat(published()).containsExactly("elm/cameras/a");
    }

    @Test
    void the_last_counts_are_published_when_the_instance_stops() {
        published();
        buttons.countAccepted(NOON.plusSeconds(1));
        publisher.close();

        assertThat(SourceStatusJson.read(last()).counts().accepted()).isEqualTo(1);
    }

    @Test
    void an_Error_does_not_end_the_repetition() {
        AtomicBoolean fails = new AtomicBoolean(true);
        try (SourceStatusPublisher failing = new SourceStatusPublisher(brokers, () -> {
            if (fails.getAndSet(false)) {
                throw new StackOverflowError("a fault of a test");
            }
            return List.of(status("buttons", buttons.snapshot()));
        })) {
            failing.publish();
            assertThat(brokers.history()).isEmpty();
            failing.publish();
            assertThat(brokers.history()).hasSize(1);
        }
    }

    /** The keys that are published now. */
    private List<String> published() {
        brokers.clear();
        publisher.publish();
        while (brokers.completeNext()) {
            // Each is confirmed.
        }
        List<String> keys = new ArrayList<>();
        brokers.history().forEach(record -> {
            assertThat(record.topic()).isEqualTo(Topics.INTAKE_SOURCES);
            keys.add(new String(record.key(), StandardCharsets.UTF_8));
        });
        return keys;
    }

    private byte[] last() {
        return brokers.history().get(brokers.history().size() - 1).value();
    }

    private SourceStatus status(String source, SourceCounts counts) {
        return new SourceStatus("elm", source, Transport.WEBHOOK, "a", now, Optional.empty(), counts);
    }
}
