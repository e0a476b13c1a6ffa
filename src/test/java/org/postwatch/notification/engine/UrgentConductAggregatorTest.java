package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;

/** An emergency calls people even when its own time is not credible, and nobody twice. */
class UrgentConductAggregatorTest {
    private static NotificationScenario story() {
        return NotificationScenario.of(routing().ownRecipient("board", "log").root(route("board")));
    }

    @Test
    void an_emergency_with_an_invalid_time_is_notified_once_at_arrival() {
        NotificationScenario story = story().at("10:00")
                .conduct("cameras", "A", "1", "knife", true, NotificationScenario.instant("10:01:30"))
                .expectRejected("future")
                .expectNotices("board opened conduct A");
        assertThat(story.lastNotice().items().get(0).fields())
                .containsEntry("opened", NotificationScenario.instant("10:00").toString())
                .containsEntry("reasons", "future(" + NotificationScenario.instant("10:01:30") + ")");
        story.at("10:05")
                .conduct("cameras", "A", "1", "knife", true, NotificationScenario.instant("10:01:30"))
                .expectAccepted()
                .expectNoNotices()
                .at("+5 10:00")
                .expectNotices("board closed conduct A")
                .conduct("cameras", "A", "1", "knife", true, NotificationScenario.instant("10:01:30"))
                .expectRejected("late")
                .expectNoNotices();
    }

    @Test
    void an_emergency_with_a_reused_id_is_notified_too() {
        story().at("10:00")
                .conduct("cameras", "A", "1", "fight", false, NotificationScenario.instant("10:00"))
                .expectAccepted()
                .expectNotices("board opened conduct A")
                .conduct("cameras", "A", "1", "fight", true, NotificationScenario.instant("10:00"))
                .expectRejected("conflicting")
                .expectNotices("board opened conduct A")
                .conduct("cameras", "A", "1", "fight", true, NotificationScenario.instant("10:00"))
                .expectAccepted()
                .expectNoNotices();
    }

    @Test
    void unauthorized_feeds_and_non_emergencies_notify_nobody() {
        story().at("10:00")
                .conduct("doors", "A", "1", "knife", true, NotificationScenario.instant("10:01:30"))
                .expectRejected("future")
                .conduct("cameras", "D", "1", "knife", true, NotificationScenario.instant("10:01:30"))
                .expectRejected("future")
                .conduct("cameras", "A", "1", "fight", false, NotificationScenario.instant("10:01:30"))
                .expectRejected("future")
                .expectNoNotices();
    }
}
