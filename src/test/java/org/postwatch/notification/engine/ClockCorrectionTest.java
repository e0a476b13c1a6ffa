package org.postwatch.notification.engine;

import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A host was four days ahead until somebody set its clock right. */
class ClockCorrectionTest {
    private static final String SET_BACK = "clock-fault set-back-" + NotificationScenario.instant("08:00");

    private static NotificationScenario story() {
        return NotificationScenario.of(routing()
                .ownRecipient("board", "log")
                .ownRecipient("office", "log")
                .root(route("board").escalate("PT5M", "office").repeat("PT15M")));
    }

    @Test
    void escalations_and_repeats_continue_from_the_corrected_time() {
        story().at("+4 08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .correctsClock("08:00")
                .expectNotices("board opened " + SET_BACK)
                .at("08:04:59")
                .expectNoNotices()
                .at("08:05")
                .expectNotices("office escalated coverage A", "office escalated " + SET_BACK)
                .at("08:14:59")
                .expectNoNotices()
                .at("08:15")
                .expectNotices("board repeated coverage A", "board repeated " + SET_BACK);
    }

    @Test
    void a_clock_fault_is_notified_and_closes_after_a_minute() {
        story().at("+4 08:00")
                .correctsClock("08:00")
                .expectNotices("board opened " + SET_BACK)
                .ticks("08:01:00", Duration.ZERO)
                .expectNoNotices()
                .ticks("08:01:02", Duration.ZERO)
                .expectNotices("board closed " + SET_BACK);
    }

    @Test
    void an_acknowledgement_keeps_its_duration() {
        NotificationScenario.of(routing()
                        .ownRecipient("board", "log")
                        .ownRecipient("office", "log")
                        .acknowledgedFor("PT30M")
                        .root(route("board").escalate("PT5M", "office")))
                .at("+4 08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .acknowledges("coverage A")
                .expectNotices("board acknowledged coverage A")
                .correctsClock("08:00")
                .expectNotices("board opened " + SET_BACK)
                .at("08:29:59")
                .expectNotices("office escalated " + SET_BACK)
                .at("08:30")
                .expectNotices("office escalated coverage A");
    }
}
