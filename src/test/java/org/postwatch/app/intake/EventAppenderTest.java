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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postwatch.event.EntranceEvent;
import org.postwatch.event.Event;
import org.postwatch.event.EventOrigin;
import org.postwatch.event.EventType;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.plan.Feed;
import org.postwatch.plan.FeedKeys;
import org.postwatch.plan.LocalDateTimeRange;
import org.postwatch.plan.WeeklyHours;
import org.postwatch.secrets.MissingSecretException;
import org.postwatch.secrets.SecretResolver;
import org.postwatch.streams.RecordAuthentication;
import org.postwatch.streams.RecordAuthentication.FeedSigningMode;
import org.postwatch.streams.RecordSigner;
import org.postwatch.streams.Topics;

/** An event is accepted when the brokers confirm it, and not before. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventAppenderTest {
    private static final Instant NOON = Instant.parse("2026-09-01T18:00:00Z");
    private static final String KEY = "the key of the instances, 32 bytes";
    private static final Instant ARRIVAL = Instant.parse("2026-09-01T18:00:02Z");

    private MockProducer<byte[], byte[]> brokers = brokers();
    private final FeedPlans plans =
            new FeedPlans((district, name) -> name.equals("lost") ? missing(name) : "the secret " + name, () -> NOON);
    private EventAppender appender = appender(FeedSigningMode.OPEN, Optional.of(KEY));

    private static MockProducer<byte[], byte[]> brokers() {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void use(FeedSigningMode feeds, Optional<String> instanceKey) {
        appender.close();
        brokers = brokers();
        appender = appender(feeds, instanceKey);
    }

    private EventAppender appender(FeedSigningMode feeds, Optional<String> instanceKey) {
        RecordAuthentication authentication = new RecordAuthentication(feeds, SecretResolver.NONE, instanceKey);
        return new EventAppender(
                brokers, new FeedSigning(authentication, plans, () -> NOON), InstantSource.fixed(ARRIVAL));
    }

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

    @Test
    void without_a_key_of_the_instances_the_secret_of_the_feed_signs() throws Exception {
        plan(IntakePlanRecords.feed("buzzers", "buzzers-1", "buzzers-2", "2026-09-14T13:30"));
        use(FeedSigningMode.OPEN, Optional.empty());

        assertThat(append().headers().headers(RecordSigner.HEADER))
                .singleElement()
                .satisfies(header -> {
                    ProducerRecord<byte[], byte[]> record = brokers.history().get(0);
                    assertThat(header.value())
                            .isEqualTo(new RecordSigner("the secret buzzers-1")
                                    .sign(record.topic(), record.key(), record.value())
                                    .getBytes(StandardCharsets.US_ASCII));
                });
    }

    @Test
    void around_a_change_of_secrets_the_record_has_both_signatures() throws Exception {
        plan(IntakePlanRecords.feed("buzzers", "buzzers-1", "buzzers-2", "2026-09-01T18:00:01"));
        use(FeedSigningMode.OPEN, Optional.empty());

        assertThat(append().headers().headers(RecordSigner.HEADER)).hasSize(2);
    }

    @Test
    void a_feed_without_a_key_needs_no_signature_where_feeds_are_open() throws Exception {
        plan(withoutKey());
        use(FeedSigningMode.OPEN, Optional.empty());

        assertThat(append().headers().headers(RecordSigner.HEADER)).isEmpty();
    }

    @Test
    void what_would_be_rejected_as_unsigned_is_not_written() throws Exception {
        plan(IntakePlanRecords.feed("buzzers", "lost", "lost", "2026-09-14T13:30"));
        use(FeedSigningMode.OPEN, Optional.empty());
        assertThat(appender.append(press("1")).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEqualTo(AppendResult.NOT_SIGNED);

        plan(withoutKey());
        use(FeedSigningMode.SIGNED, Optional.of(KEY));
        assertThat(appender.append(press("1")).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEqualTo(AppendResult.NOT_SIGNED);

        assertThat(brokers.history()).isEmpty();
    }

    private static String missing(String name) {
        throw new MissingSecretException("no secret " + name);
    }

    private ProducerRecord<byte[], byte[]> append() throws InterruptedException {
        appender.append(press("1"));
        awaitSent();
        return brokers.history().get(0);
    }

    private void plan(Feed feed) {
        byte[] district = IntakePlanRecords.district("elm", feed);
        plans.onRecord(new ConsumerRecord<>(Topics.PLANS, 0, 0, "elm".getBytes(StandardCharsets.UTF_8), district));
        plans.onCaughtUp();
    }

    private static Feed withoutKey() {
        Feed feed = IntakePlanRecords.feed("buzzers", "buzzers-1", "buzzers-2", "2026-09-14T13:30");
        return new Feed(
                feed.source(),
                feed.agencies(),
                feed.campuses(),
                feed.types(),
                feed.limitMinutes(),
                LocalDateTimeRange.ALWAYS,
                WeeklyHours.ALWAYS,
                FeedKeys.NONE);
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
