package org.postwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postwatch.topology.Onlooker.Part;

/** The demo's clock waits for the pipeline. */
@Timeout(20)
class PaceTest {
    private static final Instant TICK = Instant.parse("2021-10-12T15:54:00Z");
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Pace pace = new Pace();

    @Test
    void a_tick_is_waited_for_until_it_is_worked_off() throws Exception {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> await(Duration.ofSeconds(15)));
        pace.ticked(Part.COVERAGE, 3, TICK.minusMillis(1));
        assertThat(waiting).isNotDone();
        pace.ticked(Part.COVERAGE, 3, TICK);
        waiting.get(15, TimeUnit.SECONDS);
    }

    @Test
    void neither_another_partition_nor_routing_says_how_far_coverage_has_come() {
        pace.ticked(Part.COVERAGE, 4, TICK);
        pace.ticked(Part.ROUTING, 3, TICK);
        assertThatThrownBy(() -> await(AT_ONCE))
                .isInstanceOf(DemoException.class)
                .hasMessage("the pipeline stands still: 0 s after it was told that it is 2021-10-12T15:54:00Z"
                        + " it has not come so far; run with -v for its log");
    }

    @Test
    void whoever_stops_the_demo_waits_for_nothing() {
        pace.end();
        assertThatCode(() -> await(AT_ONCE)).doesNotThrowAnyException();
    }

    private void await(Duration max) {
        try {
            pace.await(3, TICK, max);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
