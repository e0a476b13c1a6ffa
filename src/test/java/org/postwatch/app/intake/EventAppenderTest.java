package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;

/** An event is accepted when the brokers confirm it, and not before. */
class EventAppenderTest {
    private static final String KEY = "the key of the instances, 32 bytes";
    private static final Instant ARRIVAL = Instant.parse("2026-09-01T18:00:02Z");

    private final MockProducer<byte[], byte[]> brokers =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EventAppender appender = new EventAppender(brokers, Optional.of(KEY), InstantSource.fixed(ARRIVAL));

    @AfterEach
    void close() {
        appender.close();
    }

    @Test
    void an_event_goes_to_the_topic_of_its_type_signed_with_the_key_of_the_instances() throws Exception {
        CompletionStage<AppendResult> result = appender.append(press("1"));
        awaitSent();
        assertThat(result.toCompletableFuture()).isNotDone();

        brokers.completeNext();

        assertThat(result.toCompletableFuture().get(5, TimeUnit.SECONDS)).isEqualTo(AppendResult.APPENDED);
        assertThat(brokers.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(Topics.ENTRANCE_EVENTS);
            assertThat(record.key()).isEqualTo("elm".getBytes(StandardCharsets.UTF_8));
            assertThat(record.timestamp()).isEqualTo(ARRIVAL.toEpochMilli());
            assertThat(record.headers().lastHeader(RecordSigner.HEADER).value())
                    .isEqualTo(new RecordSigner(KEY)
                            .sign(record.topic(), record.key(), record.value())
                            .getBytes(StandardCharsets.US_ASCII));
        });
    }

    @Test
    void an_event_that_too_few_replicas_have_is_not_accepted() throws Exception {
        CompletionStage<AppendResult> result = appender.append(press("1"));
        awaitSent();
        brokers.errorNext(new NotEnoughReplicasException("one of two"));

        assertThat(result.toCompletableFuture().get(5, TimeUnit.SECONDS)).isEqualTo(AppendResult.UNAVAILABLE);
    }

    @Test
    void each_event_of_a_batch_has_its_own_result() throws Exception {
        CompletionStage<List<AppendResult>> results = appender.appendAll(List.of(press("1"), press("2"), press("3")));
        while (brokers.history().size() < 3) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        brokers.completeNext();
        brokers.errorNext(new NotEnoughReplicasException("one of two"));

        // The third is not confirmed in time.
        assertThat(results.toCompletableFuture().get(10, TimeUnit.SECONDS))
                .containsExactly(AppendResult.APPENDED, AppendResult.UNAVAILABLE, AppendResult.UNAVAILABLE);
        assertThat(appender.appendAll(List.of()).toCompletableFuture()).isCompletedWithValue(List.of());
    }

    @Test
    void more_events_than_may_wait_are_not_taken() throws Exception {
        List<Event> many = Collections.nCopies(EventAppender.MAX_WAITING_EVENTS + 1, press("1"));

        assertThat(appender.appendAll(many).toCompletableFuture())
                .isCompletedWithValueMatching(results ->
                        results.size() == many.size() && results.stream().allMatch(AppendResult.UNAVAILABLE::equals));
        CompletionStage<AppendResult> next = appender.append(press("2"));
        awaitSent();
        brokers.completeNext();
        assertThat(next.toCompletableFuture().get(5, TimeUnit.SECONDS)).isEqualTo(AppendResult.APPENDED);
    }

    @Test
    void brokers_that_do_not_answer_are_waited_for_two_seconds_at_most() throws Exception {
        long start = System.nanoTime();
        CompletionStage<AppendResult> result = appender.append(press("1"));

        assertThat(result.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(AppendResult.UNAVAILABLE);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(EventAppender.MAX_APPEND_MS - 50L);
    }

    private void awaitSent() throws InterruptedException {
        while (brokers.history().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static Event press(String id) {
        return new EntranceEvent(
                new EventOrigin("elm", "buzzers", id, Instant.parse("2026-09-01T18:00:00Z")),
                EventType.BUZZER_PRESSED,
                "north",
                "main");
    }
}
