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
import org.postwatch.streams.PipelineListener.PipelineStage;

/** The demo's clock waits for the pipeline. */
@Timeout(20)
class PlaybackPacerTest {
    private static final Instant TICK = Instant.parse("2021-10-12T15:54:00Z");
    private static final Duration AT_ONCE = Duration.ZERO;

    private final PlaybackPacer pacer = new PlaybackPacer();

    @Test
    void a_tick_is_awaited_until_it_is_processed() throws Exception {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> await(Duration.ofSeconds(15)));
        pacer.onTick(PipelineStage.COVERAGE, 3, TICK.minusMillis(1));
        assertThat(waiting).isNotDone();
        pacer.onTick(PipelineStage.COVERAGE, 3, TICK);
        waiting.get(15, TimeUnit.SECONDS);
    }

    @Test
    void ticks_of_other_partitions_and_of_notification_do_not_count() {
        pacer.onTick(PipelineStage.COVERAGE, 4, TICK);
        pacer.onTick(PipelineStage.NOTIFICATION, 3, TICK);
        assertThatThrownBy(() -> await(AT_ONCE))
                .isInstanceOf(DemoException.class)
                .hasMessage("the pipeline makes no progress: 0 s after the tick of 2021-10-12T15:54:00Z"
                        + " it has not come so far; run with -v for its log");
    }

    @Test
    void cancelling_ends_the_wait_at_once() {
        pacer.cancel();
        assertThatCode(() -> await(AT_ONCE)).doesNotThrowAnyException();
    }

    private void await(Duration max) {
        try {
            pacer.awaitTick(3, TICK, max);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
