package org.postwatch.notification.engine;

import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** When a person who acknowledged or dismissed a call is called again. */
class CallStateTest {
    private static RoutingConfigBuilder pager() {
        return routing().ownRecipient("pager", "pager").root(route("pager").repeat("PT5M"));
    }

    @Test
    void a_repeat_after_an_expired_acknowledgement_is_a_new_call() {
        NotificationScenario.of(pager().acknowledgedFor("PT30M"))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("pager opened coverage A")
                .expectCall(1)
                .at("08:05")
                .expectNotices("pager repeated coverage A")
                .expectCall(1)
                .at("08:06")
                .acknowledges("coverage A")
                .expectNotices("pager acknowledged coverage A")
                .expectCall(1)
                .at("08:20")
                .changesReasons("coverage A", "duty-unknown")
                .expectNotices("pager updated coverage A")
                .expectCall(1)
                .restarted()
                .at("08:36")
                .expectNotices("pager repeated coverage A")
                .expectCall(2)
                .at("08:41")
                .expectNotices("pager repeated coverage A")
                .expectCall(2)
                .closes("coverage A")
                .expectNotices("pager closed coverage A")
                .expectCall(2);
    }

    @Test
    void a_higher_severity_or_a_reopening_is_a_new_call() {
        NotificationScenario.of(pager())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("pager opened coverage A")
                .expectCall(1)
                .at("08:01")
                .acknowledges("coverage A")
                .expectNotices("pager acknowledged coverage A")
                .at("08:02")
                .escalates("coverage A", "high")
                .expectNotices("pager escalated coverage A")
                .expectCall(2)
                .at("08:03")
                .closes("coverage A")
                .expectNotices("pager closed coverage A")
                .expectCall(2)
                .at("09:00")
                .opens("coverage A", "low")
                .expectNotices("pager opened coverage A")
                .expectCall(3)
                .resends("pager", "coverage A")
                .expectNotices("pager opened coverage A")
                .expectCall(3);
    }

    @Test
    void a_step_that_names_a_notified_recipient_calls_it_again() {
        NotificationScenario.of(routing()
                        .ownRecipient("pager", "pager")
                        .root(route("pager").escalate("PT5M", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("pager opened coverage A")
                .at("08:05")
                .expectNotices("pager escalated coverage A")
                .expectCall(2);
    }

    @Test
    void an_expected_alert_that_opens_is_a_new_call() {
        NotificationScenario.of(pager().root(route("pager").match("status", "expected", "open")))
                .at("08:00")
                .expects("coverage A")
                .expectNotices("pager expected coverage A")
                .expectCall(1)
                .at("09:00")
                .opens("coverage A", "low")
                .expectNotices("pager opened coverage A")
                .expectCall(2);
    }
}
