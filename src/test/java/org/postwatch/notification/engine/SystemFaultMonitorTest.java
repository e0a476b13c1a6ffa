package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** Clocks that are apart and inputs that cannot be read: each district is notified once, and once that it is over. */
class SystemFaultMonitorTest {
    private static final Duration FINE = Duration.ofSeconds(1);
    private static final Duration BROKER_AHEAD = Duration.ofSeconds(61);
    private static final String CAMERAS = "postwatch.camera.events";
    private static final String STUCK = "input-stuck postwatch.camera.events";
    private static final String CLOCK = "clock-fault partition-0";

    private static RoutingConfigBuilder board() {
        return routing().ownRecipient("board", "topic").root(route("board"));
    }

    @Test
    void a_lasting_stuck_input_is_notified_and_closed() {
        NotificationScenario story = NotificationScenario.of(board())
                .at("08:00")
                .ticks("08:00:09", FINE, CAMERAS)
                .expectNoNotices()
                .ticks("08:00:11", FINE, CAMERAS)
                .expectNotices("board opened " + STUCK);
        assertThat(story.lastNotice().items().get(0).fields().get("detail"))
                .startsWith("partition 0 of postwatch.camera.events cannot be read to its end");
        story.ticks("08:05", FINE, CAMERAS)
                .expectNoNotices()
                .ticks("08:05:59", FINE)
                .expectNoNotices()
                .ticks("08:06:05", FINE)
                .expectNotices("board closed " + STUCK);
    }

    @Test
    void a_clock_difference_of_more_than_a_minute_names_the_instance() {
        NotificationScenario story = NotificationScenario.of(board())
                .at("08:00")
                .ticks("08:05", Duration.ofSeconds(60))
                .ticks("08:10", Duration.ofSeconds(-60))
                .expectNoNotices()
                .ticks("08:11", BROKER_AHEAD)
                .expectNotices("board opened " + CLOCK);
        assertThat(story.lastNotice().items().get(0).fields().get("detail"))
                .startsWith(
                        "the clock of instance host/17 is 61 s behind the clock of the broker that leads partition 0");
        story.ticks("08:13", FINE).expectNotices("board closed " + CLOCK).ticks("08:14", Duration.ofDays(-4));
        assertThat(story.lastNotice().items().get(0).fields().get("detail"))
                .startsWith("the clock of instance host/17 is 345600 s ahead of the clock of the broker");
        story.expectNotices("board opened " + CLOCK);
    }

    @Test
    void a_single_late_tick_is_no_fault_and_a_flapping_fault_is_one_fault() {
        NotificationScenario story = NotificationScenario.of(board()).at("08:00");
        for (int minute = 10; minute < 20; minute++) {
            story.ticks("08:" + minute + ":00", FINE).ticks("08:" + minute + ":05", BROKER_AHEAD);
        }
        story.expectNoNotices();
        story.ticks("08:21", BROKER_AHEAD).expectNotices("board opened " + CLOCK);
        for (int minute = 21; minute < 30; minute++) {
            story.ticks("08:" + minute + ":30", FINE).ticks("08:" + minute + ":50", BROKER_AHEAD);
        }
        story.expectNoNotices();
    }

    @Test
    void a_restart_notifies_nothing_twice_and_misses_no_closing() {
        NotificationScenario.of(board())
                .at("08:00")
                .ticks("08:01", FINE, CAMERAS)
                .expectNotices("board opened " + STUCK)
                .restarted()
                .ticks("08:02", FINE, CAMERAS)
                .expectNoNotices()
                .restarted()
                .ticks("08:02:59", FINE)
                .expectNoNotices()
                .ticks("08:03:30", FINE)
                .expectNotices("board closed " + STUCK);
    }

    @Test
    void a_later_district_is_notified_too_and_operators_cannot_resolve_it() {
        NotificationScenario.withoutRouting()
                .ticks("00:01", FINE, CAMERAS)
                .expectNoNotices()
                .routing(board())
                .expectNotices("board opened " + STUCK)
                .resolves(STUCK)
                .expectRejected("not-resolvable")
                .ticks("00:02", FINE, CAMERAS)
                .expectNoNotices();
    }
}
