package org.postwatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two partitions, each led by a broker of its own, and two instances, each second. */
class ClockSkewMonitorTest {
    private static final Instant NOW = Instant.parse("2026-09-14T10:00:00Z");
    private static final Duration RIGHT = Duration.ZERO;
    private static final Duration WRONG = Duration.ofSeconds(75);

    private final AtomicLong nanos = new AtomicLong();
    private final ClockSkewMonitor a = new ClockSkewMonitor("a/1", 2, nanos::get);
    private final ClockSkewMonitor b = new ClockSkewMonitor("b/2", 2, nanos::get);
    private long offset;

    @Test
    void an_instance_whose_clock_alone_is_wrong_stops_and_says_so_and_the_other_stays() {
        seconds(29, WRONG, RIGHT, RIGHT, RIGHT);
        assertThat(a.reasonToStop()).isEmpty();

        seconds(2, WRONG, RIGHT, RIGHT, RIGHT);
        assertThat(a.reasonToStop())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(
                                "the clock of this machine is 75 s ahead of the clocks of the brokers and of instance b/2")
                        .contains("Correct the clock"));
        assertThat(b.reasonToStop()).isEmpty();

        seconds(40, WRONG.negated(), RIGHT, RIGHT, RIGHT);
        assertThat(a.reasonToStop()).hasValueSatisfying(why -> assertThat(why).contains("75 s behind"));
    }

    @Test
    void a_broker_whose_clock_is_wrong_stops_no_instance() {
        seconds(120, RIGHT, RIGHT, WRONG, RIGHT);
        assertThat(a.reasonToStop()).isEmpty();
        assertThat(b.reasonToStop()).isEmpty();
        assertThat(a.check().passed()).isFalse();

        seconds(120, RIGHT, RIGHT, Duration.ofDays(4), Duration.ofDays(4));
        assertThat(a.reasonToStop()).isEmpty();
        assertThat(b.reasonToStop()).isEmpty();

        seconds(120, RIGHT, RIGHT, Duration.ofDays(4), Duration.ofDays(-4));
        assertThat(a.reasonToStop()).isEmpty();
        assertThat(b.reasonToStop()).isEmpty();
    }

    @Test
    void when_all_clocks_are_apart_all_stay_and_the_last_that_agrees_with_a_broker_stays() {
        seconds(120, WRONG, WRONG.multipliedBy(3), RIGHT, RIGHT);
        assertThat(a.reasonToStop()).isEmpty();
        assertThat(b.reasonToStop()).isEmpty();

        // Both brokers share the wrong clock of one instance: that one goes on.
        seconds(120, WRONG, RIGHT, WRONG, WRONG);
        assertThat(a.reasonToStop()).isEmpty();
        assertThat(b.reasonToStop()).isPresent();
    }

    @Test
    void an_instance_that_is_alone_stays_and_so_does_one_whose_clock_was_corrected() {
        for (int second = 0; second < 120; second++) {
            tick(a, WRONG, RIGHT, 0);
            tick(a, WRONG, RIGHT, 1);
            nanos.addAndGet(1_000_000_000L);
        }
        assertThat(a.reasonToStop()).isEmpty();

        seconds(20, WRONG, RIGHT, RIGHT, RIGHT);
        seconds(1, RIGHT, RIGHT, RIGHT, RIGHT);
        seconds(20, WRONG, RIGHT, RIGHT, RIGHT);
        assertThat(a.reasonToStop()).isEmpty();
    }

    @Test
    void the_worst_partition_decides_whether_it_is_ready_and_a_slow_answer_is_no_difference() {
        assertThat(a.check().found()).isEqualTo("not compared yet");
        a.tickConfirmed(0, 1, NOW, NOW.plusSeconds(3), NOW.plusSeconds(4));
        a.tickConfirmed(1, 1, NOW, NOW.minusSeconds(60), NOW.plusSeconds(1));
        assertThat(a.skews()).containsEntry(0, Duration.ZERO).containsEntry(1, Duration.ofSeconds(-60));
        assertThat(a.check().passed()).isTrue();

        a.tickConfirmed(0, 2, NOW, NOW.plusSeconds(62), NOW.plusSeconds(1));
        assertThat(a.check().passed()).isFalse();
        assertThat(a.check().found()).isEqualTo("the broker of partition 0 is 61 s ahead");
    }

    /** Clocks of a, of b, of the broker of partition 0, of the broker of partition 1. */
    private void seconds(int count, Duration ofA, Duration ofB, Duration broker0, Duration broker1) {
        for (int second = 0; second < count; second++) {
            tick(a, ofA, broker0, 0);
            tick(b, ofB, broker0, 0);
            tick(a, ofA, broker1, 1);
            tick(b, ofB, broker1, 1);
            nanos.addAndGet(1_000_000_000L);
        }
    }

    private void tick(ClockSkewMonitor writer, Duration ofWriter, Duration ofBroker, int partition) {
        Instant sent = NOW.plus(ofWriter);
        Instant stamp = NOW.plus(ofBroker);
        offset++;
        writer.tickConfirmed(partition, offset, sent, stamp, sent);
        a.onTickRead(partition, offset, writer.instance(), Duration.between(sent, stamp));
        b.onTickRead(partition, offset, writer.instance(), Duration.between(sent, stamp));
    }
}
