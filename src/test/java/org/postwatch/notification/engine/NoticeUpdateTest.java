package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.Notice;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** Other reasons of what is open: they are to be read everywhere, and call nobody. */
class NoticeUpdateTest {
    private static RoutingConfigBuilder board() {
        return routing().ownRecipient("board", "log").root(route("board"));
    }

    @Test
    void changed_reasons_update_allowed_recipients_and_call_nobody() {
        NotificationScenario story = NotificationScenario.of(board().recipient("city", "municipal-police", "log")
                        .rule("police", "municipal-police", "coverage", "severity")
                        .root(route("board", "city")))
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .expectNotices("board opened coverage A", "city opened coverage A")
                .at("08:12")
                .changesReasons("coverage A", "duty-unknown")
                .expectNotices("board updated coverage A")
                .expectReasons("duty-unknown")
                .expectCall(1);
        assertThat(story.lastNotice().lastNotification())
                .isEqualTo(new Notice.LastNotification(
                        1, Notice.NoticeStage.OPENED, NotificationScenario.instant("08:00")));
        story.at("09:00").closes("coverage A").expectNotices("board closed coverage A", "city closed coverage A");
    }

    @Test
    void frequent_changes_are_published_once_a_minute() {
        NotificationScenario.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:10")
                .changesReasons("coverage A", "duty-unknown")
                .expectNotices("board updated coverage A")
                .at("08:10:10")
                .changesReasons("coverage A", "other-duty")
                .restarted()
                .at("08:10:20")
                .changesReasons("coverage A", "called-away")
                .at("08:10:59.999")
                .expectNoNotices()
                .at("08:11")
                .expectNotices("board updated coverage A")
                .expectReasons("called-away")
                .at("08:11:10")
                .changesReasons("coverage A", "other-duty")
                .at("08:11:20")
                .changesReasons("coverage A", "called-away")
                .at("08:13")
                .expectNoNotices();
    }

    @Test
    void repeats_and_steps_carry_current_reasons_and_replace_the_update() {
        NotificationScenario.of(board().ownRecipient("chief", "log")
                        .root(route("board").repeat("PT30M").escalate("PT20M", "chief")))
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .expectNotices("board opened coverage A")
                .at("08:12")
                .changesReasons("coverage A", "duty-unknown")
                .expectNotices("board updated coverage A")
                .at("08:20")
                .expectNotices("chief escalated coverage A")
                .expectReasons("duty-unknown")
                .at("08:29:59.999")
                .expectNoNotices()
                .at("08:30")
                .expectNotices("board repeated coverage A")
                .expectReasons("duty-unknown");
    }

    @Test
    void a_pending_notification_carries_the_current_reasons() {
        NotificationScenario.of(board().root(route("board").quiet("22:00", "06:00", "high")))
                .at("23:00")
                .opens("coverage A", "low", "hr")
                .at("23:10")
                .changesReasons("coverage A", "duty-unknown")
                .at("+1 06:00")
                .expectNotices("board opened coverage A")
                .expectReasons("duty-unknown");
    }

    @Test
    void a_silence_suppresses_updates() {
        NotificationScenario.of(board())
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .expectNotices("board opened coverage A")
                .createsSilence("S-1", "campus", "A", "08:00", "08:09")
                .at("08:05")
                .changesReasons("coverage A", "duty-unknown")
                .at("08:08:59.999")
                .expectNoNotices()
                .at("08:09")
                .expectNotices("board updated coverage A");
    }

    @Test
    void quiet_hours_suppress_calls_but_not_updates() {
        NotificationScenario.of(board().root(route("board").quiet("22:00", "06:00", "high")))
                .at("21:59")
                .opens("coverage A", "low", "hr")
                .expectNotices("board opened coverage A")
                .at("23:10")
                .changesReasons("coverage A", "duty-unknown")
                .expectNotices("board updated coverage A");
    }

    @Test
    void a_group_update_comes_with_its_next_notice_and_delays_no_notification() {
        NotificationScenario.of(board().root(route("board").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .opens("coverage B", "low", "hr")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("08:01")
                .changesReasons("coverage A", "duty-unknown")
                .at("08:05:29.999")
                .expectNoNotices()
                .at("08:05:30")
                .expectNotices("board updated group 2 of 2")
                .expectCall(1)
                .at("08:06")
                .opens("coverage C", "low")
                .at("08:06:30")
                .expectNotices("board opened group 3 of 3")
                .expectCall(2);
    }

    @Test
    void an_alert_updated_before_its_first_routing_is_notified_as_opened() {
        NotificationScenario.withoutRouting()
                .at("08:00")
                .opens("coverage A", "low")
                .changesReasons("coverage A", "duty-unknown")
                .routing(board())
                .expectNotices("board opened coverage A")
                .expectReasons("duty-unknown");
    }
}
