package org.postwatch.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.postwatch.app.intake.PhonePlans.PhonesFeed;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.Heartbeat;
import org.postwatch.intake.FeedAccount;
import org.postwatch.intake.service.EventSink.AppendResult;
import org.postwatch.plan.Feed;
import org.postwatch.plan.LocalDateTimeRange;

class PhoneHeartbeatsTest {
    private static final Instant START = Instant.parse("2026-11-30T14:00:30Z");

    private final List<Event> written = new ArrayList<>();
    private AppendResult brokers = AppendResult.APPENDED;
    private Supplier<CompletionStage<AppendResult>> fault;
    private boolean serves = true;
    private Instant now = START;
    private List<PhonesFeed> feeds = List.of(feed(LocalDateTimeRange.ALWAYS));
    private final PhoneHeartbeats heartbeats = instance();

    private PhoneHeartbeats instance() {
        return new PhoneHeartbeats(
                () -> feeds,
                () -> serves,
                event -> {
                    written.add(event);
                    if (fault != null) {
                        return fault.get();
                    }
                    return CompletableFuture.completedFuture(brokers);
                },
                () -> now);
    }

    @Test
    void there_is_one_at_each_third_of_the_limit_and_the_first_after_a_whole_period() {
        run(START.plusSeconds(1_000), heartbeats);
        assertThat(written).hasSize(10);
        assertThat(written.get(0).time()).isEqualTo(Instant.parse("2026-11-30T14:01:40Z"));
        assertThat(written.get(1).time()).isEqualTo(Instant.parse("2026-11-30T14:03:20Z"));
        assertThat(((Heartbeat) written.get(0)).completeSince()).isEmpty();
    }

    @Test
    void two_instances_write_the_same_events() {
        PhoneHeartbeats other = instance();
        run(START.plusSeconds(200), heartbeats, other);
        assertThat(written).hasSize(4);
        assertThat(written.get(0)).isEqualTo(written.get(1));
        assertThat(written.get(2)).isEqualTo(written.get(3));
    }

    @Test
    void one_that_the_brokers_do_not_confirm_is_written_again_with_the_same_time() {
        brokers = AppendResult.UNAVAILABLE;
        run(Instant.parse("2026-11-30T14:01:42Z"), heartbeats);
        assertThat(written).hasSize(3).containsOnly(written.get(0));
        brokers = AppendResult.APPENDED;
        run(Instant.parse("2026-11-30T14:03:19Z"), heartbeats);
        assertThat(written).hasSize(4).containsOnly(written.get(0));
    }

    @Test
    void one_that_fails_by_a_fault_is_written_again_with_the_same_time() {
        fault = () -> CompletableFuture.failedFuture(new IllegalStateException("a fault"));
        run(Instant.parse("2026-11-30T14:01:42Z"), heartbeats);
        fault = () -> {
            throw new IllegalStateException("another fault");
        };
        run(Instant.parse("2026-11-30T14:01:44Z"), heartbeats);
        assertThat(written).hasSize(5).containsOnly(written.get(0));
        fault = null;
        run(Instant.parse("2026-11-30T14:03:19Z"), heartbeats);
        assertThat(written).hasSize(6).containsOnly(written.get(0));
    }

    @Test
    void an_instance_that_does_not_serve_sends_none_nor_for_the_period_in_which_it_serves_again() {
        serves = false;
        run(Instant.parse("2026-11-30T14:02:00Z"), heartbeats);
        serves = true;
        run(Instant.parse("2026-11-30T14:03:19Z"), heartbeats);
        assertThat(written).isEmpty();
        run(Instant.parse("2026-11-30T14:03:20Z"), heartbeats);
        assertThat(written).hasSize(1);
    }

    @Test
    void a_feed_sends_none_outside_of_its_dates() {
        feeds = List.of(feed(
                new LocalDateTimeRange(Optional.empty(), Optional.of(LocalDateTime.parse("2026-11-30T14:03:00")))));
        run(START.plusSeconds(1_000), heartbeats);
        assertThat(written).hasSize(1);
    }

    private void run(Instant until, PhoneHeartbeats... instances) {
        while (!now.isAfter(until)) {
            for (PhoneHeartbeats one : instances) {
                one.tick();
            }
            now = now.plus(PhoneHeartbeats.TICK);
        }
    }

    private static PhonesFeed feed(LocalDateTimeRange dates) {
        return new PhonesFeed(
                new FeedAccount("elm", "phones"),
                new Feed("phones", Set.of("district"), Set.of(), Set.of(EventType.CHECKED_IN), 5, dates),
                ZoneId.of("UTC"));
    }
}
