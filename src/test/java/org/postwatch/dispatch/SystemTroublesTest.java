package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** Clocks that are apart and inputs that cannot be read: each district is told once, and once that it is over. */
class SystemTroublesTest {
    private static final Duration FINE = Duration.ofSeconds(1);
    private static final Duration BROKER_AHEAD = Duration.ofSeconds(61);
    private static final String CAMERAS = "postwatch.camera.events";
    private static final String STUCK = "input-stuck postwatch.camera.events";
    private static final String CLOCK = "clock-fault partition-0";

    private static Sketch board() {
        return routing().own("board", "topic").root(node("board"));
    }

    @Test
    void an_input_that_cannot_be_read_is_told_when_it_lasts_and_when_it_is_over() {
        Story story = Story.of(board())
                .at("08:00")
                .ticks("08:00:09", FINE, CAMERAS)
                .nothing()
                .ticks("08:00:11", FINE, CAMERAS)
                .expect("board opened " + STUCK);
        assertThat(story.last().items().get(0).fields().get("detail"))
                .startsWith("partition 0 of postwatch.camera.events cannot be read to its end");
        story.ticks("08:05", FINE, CAMERAS)
                .nothing()
                .ticks("08:05:59", FINE)
                .nothing()
                .ticks("08:06:05", FINE)
                .expect("board closed " + STUCK);
    }

    @Test
    void a_clock_that_is_apart_by_more_than_a_minute_is_told_with_whose_it_is() {
        Story story = Story.of(board())
                .at("08:00")
                .ticks("08:05", Duration.ofSeconds(60))
                .ticks("08:10", Duration.ofSeconds(-60))
                .nothing()
                .ticks("08:11", BROKER_AHEAD)
                .expect("board opened " + CLOCK);
        assertThat(story.last().items().get(0).fields().get("detail"))
                .startsWith(
                        "the clock of instance host/17 is 61 s behind the clock of the broker that leads partition 0");
        story.ticks("08:13", FINE).expect("board closed " + CLOCK).ticks("08:14", Duration.ofDays(-4));
        assertThat(story.last().items().get(0).fields().get("detail"))
                .startsWith("the clock of instance host/17 is 345600 s ahead of the clock of the broker");
        story.expect("board opened " + CLOCK);
    }

    @Test
    void a_single_late_tick_is_no_trouble_and_one_that_comes_and_goes_is_one_trouble() {
        Story story = Story.of(board()).at("08:00");
        for (int minute = 10; minute < 20; minute++) {
            story.ticks("08:" + minute + ":00", FINE).ticks("08:" + minute + ":05", BROKER_AHEAD);
        }
        story.nothing();
        story.ticks("08:21", BROKER_AHEAD).expect("board opened " + CLOCK);
        for (int minute = 21; minute < 30; minute++) {
            story.ticks("08:" + minute + ":30", FINE).ticks("08:" + minute + ":50", BROKER_AHEAD);
        }
        story.nothing();
    }

    @Test
    void a_restart_tells_nothing_twice_and_forgets_no_end() {
        Story.of(board())
                .at("08:00")
                .ticks("08:01", FINE, CAMERAS)
                .expect("board opened " + STUCK)
                .restarted()
                .ticks("08:02", FINE, CAMERAS)
                .nothing()
                .restarted()
                .ticks("08:02:59", FINE)
                .nothing()
                .ticks("08:03:30", FINE)
                .expect("board closed " + STUCK);
    }

    @Test
    void a_district_whose_routing_comes_later_is_told_too_and_no_operator_ends_it() {
        Story.unknown()
                .ticks("00:01", FINE, CAMERAS)
                .nothing()
                .routing(board())
                .expect("board opened " + STUCK)
                .resolves(STUCK)
                .setAside("not-resolvable")
                .ticks("00:02", FINE, CAMERAS)
                .nothing();
    }
}
