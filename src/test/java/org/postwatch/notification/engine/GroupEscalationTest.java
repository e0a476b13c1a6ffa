package org.postwatch.notification.engine;

import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;

/** One of many becomes worse, and goes by a route that groups nothing: it waits for the pause, not the interval. */
class GroupEscalationTest {
    @Test
    void an_escalation_does_not_wait_for_the_group_interval() {
        NotificationScenario.of(routing()
                        .ownRecipient("board", "log")
                        .root(route("board")
                                .group("", "PT30S", "PT30M")
                                .child(route("board").match("severity", "high", "critical"))))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("08:01")
                .escalates("coverage B", "high")
                .at("08:01:29.999")
                .expectNoNotices()
                .at("08:01:30")
                .expectNotices("board escalated group 2 of 2")
                .at("08:02")
                .escalates("coverage A", "medium")
                .at("08:31:29.999")
                .expectNoNotices()
                .at("08:31:30")
                .expectNotices("board escalated group 2 of 2");
    }
}
