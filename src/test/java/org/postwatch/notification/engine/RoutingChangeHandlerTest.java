package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.Notice.NoticeItem;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** The documents change while matters are open. */
class RoutingChangeHandlerTest {
    private static RoutingConfigBuilder two() {
        return routing()
                .ownRecipient("board", "log")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "coverage", "campus")
                .root(route("board", "city"));
    }

    private static NotificationScenario told() {
        return NotificationScenario.of(two())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "city opened coverage A");
    }

    @Test
    void a_removed_recipient_gets_no_closing() {
        told().routing(two().withoutRecipient("city").root(route("board")))
                .expectRemoved("city coverage A")
                .at("09:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .expectRecords();
    }

    @Test
    void a_newly_denied_class_gets_no_closing() {
        told().routing(two().denyingClasses("municipal-police"))
                .expectRemoved("city coverage A")
                .expectRecords("city denied coverage A (denied classes)")
                .at("09:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .expectRecords();
    }

    @Test
    void a_notice_that_the_policy_no_longer_grants_is_removed() {
        told().routing(two().withoutRule("police"))
                .expectRemoved("city coverage A")
                .expectRecords("city denied coverage A (no matching rule)");
    }

    @Test
    void fields_that_the_policy_no_longer_grants_are_redacted() {
        NotificationScenario story = NotificationScenario.of(
                        two().rule("police", "municipal-police", "coverage", "severity campus"))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "city opened coverage A");
        story.routing(two().rule("police", "municipal-police", "coverage", "severity"))
                .expectNotices("city opened coverage A");
        assertThat(story.lastNotice().items().get(0).fields()).containsOnlyKeys("severity");
        assertThat(story.lastNotice().revision()).isEqualTo(2);
        // More than before changes nothing until there is news.
        story.routing(two().rule("police", "municipal-police", "coverage", "severity campus"))
                .expectNoNotices();
    }

    @Test
    void an_agency_whose_class_changed_keeps_only_fields_of_its_new_class() {
        RoutingConfigBuilder more = two().rule("police", "municipal-police", "coverage", "severity campus")
                .rule("sheriff", "sheriff", "coverage", "campus");
        NotificationScenario story = NotificationScenario.of(more)
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "city opened coverage A")
                .routing(more.recipient("city", "municipal-police-agency", "sheriff", "log"))
                .expectNotices("city opened coverage A");
        assertThat(story.lastNotice().items().get(0).fields()).containsOnlyKeys("campus");
    }

    @Test
    void a_reassigned_recipient_inherits_nothing() {
        NotificationScenario.of(two().ownRecipient("city", "topic"))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "city opened coverage A")
                .routing(two().recipient("city", "municipal-police", "topic"))
                .expectRemoved("city coverage A")
                .expectNotices("city opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A", "city escalated coverage A");
    }

    @Test
    void a_reassigned_recipient_gets_open_alerts_only() {
        told().opens("coverage B", "low")
                .expectNotices("board opened coverage B", "city opened coverage B")
                .closes("coverage B")
                .expectNotices("board closed coverage B", "city closed coverage B")
                .routing(two().recipient("city", "other-police", "municipal-police", "log"))
                .expectRemoved("city coverage A", "city coverage B")
                .expectNotices("city opened coverage A")
                .expectRecords();
    }

    @Test
    void a_reassigned_recipient_inherits_neither_group_nor_failure() {
        RoutingConfigBuilder grouped = two().root(route("board", "city").group("", "PT30S", "PT5M"));
        NotificationScenario story = NotificationScenario.of(grouped)
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expectNotices("board opened group 1 of 1", "city opened group 1 of 1");
        String subject = story.lastNotice().subject();
        story.delivery("city", subject, DeliveryStatus.FAILED)
                .at("08:05:30")
                .expectNotices("board opened group 2 of 2")
                .routing(two().recipient("city", "other-police", "municipal-police", "log")
                        .root(route("board", "city").group("", "PT30S", "PT5M")))
                .expectRemoved("city " + subject)
                .at("08:20")
                .expectNotices("board corrected group 1 of 2", "city opened group 1 of 1");
    }

    @Test
    void an_old_closing_is_removed_and_not_published_again() {
        told().at("09:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "city closed coverage A")
                .at("10:00:01")
                .routing(two().rule("police", "municipal-police", "coverage", "severity"))
                .expectRemoved("city coverage A")
                .expectNoNotices();
    }

    @Test
    void a_denied_alert_leaves_its_group_at_once() {
        NotificationScenario story = NotificationScenario.of(two().rule("more", "municipal-police", "no-show", "campus")
                        .root(route("city").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("no-show B", "low")
                .at("08:00:30")
                .expectNotices("city opened group 2 of 2")
                .routing(two().root(route("city").group("", "PT30S", "PT5M")))
                .expectNotices("city opened group 1 of 1");
        assertThat(story.lastNotice().items())
                .extracting(NoticeItem::fields)
                .containsExactly(new TreeMap<>(Map.of("campus", "A")));
    }

    @Test
    void a_recipient_denied_the_silent_feed_gets_the_suppressed_alerts() {
        RoutingConfigBuilder both = two().rule("police", "municipal-police", "coverage feed-silent", "campus");
        NotificationScenario.of(both.root(route("city")))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expectNotices("city opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .expectNoNotices()
                .routing(two().root(route("city")))
                .expectNotices("city opened coverage A");
    }

    @Test
    void a_recipient_no_longer_routed_still_gets_the_closing() {
        told().routing(two().root(route("board")))
                .expectRemoved()
                .at("09:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "city closed coverage A");
    }

    @Test
    void a_pending_recipient_no_longer_routed_is_dropped() {
        NotificationScenario.of(two().root(route("board", "city").quiet("22:00", "06:00", "critical")))
                .at("23:00")
                .opens("coverage A", "low")
                .routing(two().root(route("board").quiet("22:00", "05:00", "critical")))
                .at("+1 05:00")
                .expectNotices("board opened coverage A");
    }

    @Test
    void removing_quiet_hours_publishes_pending_notifications() {
        NotificationScenario.of(two().root(route("board").quiet("22:00", "06:00", "critical")))
                .at("23:00")
                .opens("coverage A", "low")
                .routing(two().root(route("board")))
                .expectNotices("board opened coverage A");
    }

    @Test
    void a_new_recipient_gets_open_and_later_alerts() {
        told().routing(two().ownRecipient("chat", "chat").root(route("board", "city", "chat")))
                .expectNotices("chat opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A", "city escalated coverage A", "chat escalated coverage A");
    }

    @Test
    void a_newly_granted_recipient_gets_open_alerts_only() {
        NotificationScenario.of(two().withoutRule("police"))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .expectNotices("board opened coverage A", "board opened coverage B")
                .expectRecords("city denied coverage A (no matching rule)", "city denied coverage B (no matching rule)")
                .closes("coverage B")
                .expectNotices("board closed coverage B")
                .routing(two().withoutRule("police").ownRecipient("chat", "chat"))
                .expectNoNotices()
                .expectRecords()
                .routing(two())
                .expectNotices("city opened coverage A");
    }

    @Test
    void the_same_documents_again_change_nothing() {
        told().routing(two()).expectNoNotices().expectRemoved().expectRecords();
    }

    @Test
    void a_group_notice_is_removed_from_a_denied_recipient() {
        NotificationScenario story = NotificationScenario.of(
                        two().root(route("board", "city").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expectNotices("board opened group 1 of 1", "city opened group 1 of 1");
        String subject = story.lastNotice().subject();
        story.routing(two().withoutRule("police").root(route("board", "city").group("", "PT30S", "PT5M")))
                .expectRemoved("city " + subject)
                .at("08:10")
                .closes("coverage A")
                .at("08:10:30")
                .expectNotices("board closed group 0 of 1");
    }

    @Test
    void a_group_of_a_removed_route_still_closes() {
        NotificationScenario.of(two().root(route("board").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expectNotices("board opened group 1 of 1")
                .routing(two().root(route("board")))
                .at("08:10")
                .closes("coverage A")
                .at("08:10:01")
                .expectNotices("board closed group 0 of 1");
    }

    @Test
    void the_failure_of_a_removed_recipient_closes() {
        told().delivery("city", "coverage A", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed city")
                .routing(two().withoutRecipient("city").root(route("board")))
                .expectNotices("board closed delivery-failed city");
    }
}
