package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** Who is notified of an incident from its opening to its end. */
class NotificationEngineTest {
    private static RoutingConfigBuilder board() {
        return routing()
                .ownRecipient("board", "log")
                .ownRecipient("pager", "pager")
                .root(route("board", "pager"));
    }

    @Test
    void an_acknowledgement_is_notified_to_allowed_recipients_only() {
        NotificationScenario story = NotificationScenario.of(routing()
                        .ownRecipient("board", "log")
                        .recipient("city", "municipal-police", "log")
                        .recipient("sheriff", "sheriff", "log")
                        .rule("police", "municipal-police", "coverage", "severity")
                        .rule("sheriff", "sheriff", "coverage", "severity acknowledged")
                        .root(route("board", "city", "sheriff")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "city opened coverage A", "sheriff opened coverage A")
                .at("08:05")
                .acknowledges("coverage A")
                .expectNotices("board acknowledged coverage A", "sheriff acknowledged coverage A");

        assertThat(story.lastNotice().recipient()).isEqualTo("sheriff");
        assertThat(story.lastNotice().items().get(0).fields())
                .containsOnlyKeys("severity", "acknowledged")
                .containsEntry("acknowledged", "2026-09-14T14:05:00Z");
    }

    @Test
    void an_incident_is_notified_from_opening_to_closing_and_then_removed() {
        NotificationScenario.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .at("08:30")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A", "pager escalated coverage A")
                .at("09:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "pager closed coverage A")
                .at("+4 08:59:59.999")
                .expectRemoved()
                .at("+4 09:00")
                .expectRemoved("board coverage A", "pager coverage A")
                .expectRecords();
    }

    @Test
    void a_notice_has_the_granted_fields_and_its_route() {
        NotificationScenario story =
                NotificationScenario.of(board()).at("08:00").opens("coverage A", "low");
        var notice = story.lastNotice();
        assertThat(notice.revision()).isEqualTo(1);
        assertThat(notice.cause()).isEqualTo("routes");
        assertThat(notice.ref()).hasSize(16);
        assertThat(notice.items().get(0).fields())
                .containsEntry("campus", "A")
                .containsEntry("campus-name", "School A")
                .containsEntry("severity", "low")
                .containsEntry("reasons", "nobody-present")
                .containsEntry("incident", "coverage/A/sro/2026-09-14/day");
        var entry = story.output.records.get(0);
        assertThat(entry.rule()).isEqualTo("own");
        assertThat(entry.hash()).hasSize(64);
        assertThat(entry.fields()).contains("campus", "reasons");
    }

    @Test
    void times_are_in_the_campus_zone_only_where_the_campus_is_granted() {
        NotificationScenario story = NotificationScenario.of(routing()
                        .ownRecipient("board", "log")
                        .recipient("city", "municipal-police", "log")
                        .rule("few", "municipal-police", "coverage", "severity opened")
                        .root(route("board", "city")))
                .at("08:00")
                .opens("coverage C", "low");
        assertThat(story.output.notices)
                .allSatisfy(notice -> assertThat(notice.items().get(0).zone())
                        .isEqualTo(
                                notice.recipient().equals("board")
                                        ? RoutingConfigBuilder.WEST
                                        : RoutingConfigBuilder.ZONE));
        story.expectNotices("board opened coverage C", "city opened coverage C");
    }

    @Test
    void a_class_gets_the_fields_of_its_rules_only() {
        NotificationScenario story = NotificationScenario.of(board().recipient("city", "municipal-police", "log")
                        .recipient("ice", "federal-immigration", "log")
                        .rule("ps", "municipal-police", "coverage", "campus severity")
                        .rule("few", "federal-immigration", "all", "all")
                        .denyingClasses("federal-immigration")
                        .root(route("city", "ice")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("city opened coverage A")
                .expectRecords("ice denied coverage A (denied classes)")
                .opens("no-show B", "low")
                .expectRecords("city denied no-show B (no matching rule)", "ice denied no-show B (denied classes)");
        assertThat(story.lastNotice().items().get(0).fields()).isEqualTo(Map.of("campus", "A", "severity", "low"));
        story.escalates("no-show B", "high").expectRecords();
    }

    @Test
    void a_second_gap_keeps_the_subject() {
        NotificationScenario.of(board().root(route("board")))
                .at("08:00")
                .opens("coverage A", "high")
                .expectNotices("board opened coverage A")
                .at("08:30")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .at("09:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .withdraws("coverage A")
                .expectNotices("board withdrawn coverage A")
                .expectRecords();
    }

    @Test
    void an_alert_already_over_goes_into_the_digest() {
        NotificationScenario story = NotificationScenario.of(board())
                .at("12:00")
                .opensAndCloses("coverage A", "high", "08:00", "09:00")
                .expectNoNotices()
                .expectRecords("board skipped coverage A (over)", "pager skipped coverage A (over)")
                .at("15:59:59.999")
                .expectNoNotices()
                .at("16:00")
                .expectNotices("board digest ~digest/2026-09-14");
        assertThat(story.lastNotice().alertCount()).isEqualTo(1);
        story.at("+1 16:00").expectNoNotices();
    }

    @Test
    void a_correction_is_notified_while_open_and_digested_after_closing() {
        NotificationScenario.of(board().root(route("board")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:10")
                .corrects("coverage A", "high", "07:50")
                .expectNotices("board corrected coverage A")
                .at("08:20")
                .corrects("coverage A", "high", "07:50", "08:05")
                .expectNotices("board closed coverage A")
                .at("08:30")
                .corrects("coverage A", "high", "07:50", "08:06")
                .expectRecords("board skipped coverage A (over)")
                .at("08:40")
                .corrects("coverage A", "high", "07:50")
                .expectNotices("board opened coverage A")
                .at("16:00")
                .expectNoNotices();
    }

    @Test
    void a_notified_recipient_gets_the_withdrawal_after_a_corrected_opening() {
        NotificationScenario.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .at("08:30")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "pager closed coverage A")
                .at("08:40")
                .corrects("coverage A", "low", "07:50", "08:30")
                .expectRecords("board skipped coverage A (over)", "pager skipped coverage A (over)")
                .at("08:50")
                .withdraws("coverage A")
                .expectNotices("board withdrawn coverage A", "pager withdrawn coverage A");
    }

    @Test
    void forecasts_are_routed_only_where_a_path_matches_the_status() {
        NotificationScenario.of(board().root(route("pager").child(route("board").match("status", "expected", "open"))))
                .at("07:00")
                .expects("coverage A")
                .expectNotices("board expected coverage A")
                .averts("coverage A")
                .expectNotices("board averted coverage A");
        NotificationScenario.of(board().root(route("pager").child(route("board").match("status", "expected"))))
                .at("07:00")
                .expects("coverage A")
                .expectNotices("board expected coverage A")
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .at("09:00")
                .withdraws("coverage A")
                .expectNotices("board withdrawn coverage A", "pager withdrawn coverage A");
    }

    @Test
    void a_higher_severity_notifies_more_recipients_and_keeps_all() {
        NotificationScenario.of(board().root(route("board").child(route("pager").match("severity", "high"))))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:30")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A", "pager escalated coverage A")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "pager closed coverage A");
    }

    @Test
    void alerts_before_the_first_routing_are_notified_with_it() {
        NotificationScenario.withoutRouting()
                .at("08:00")
                .opens("coverage A", "low")
                .expectNoNotices()
                .at("08:05")
                .routing(board().root(route("board").escalate("PT5M", "pager")))
                .expectNotices("board opened coverage A")
                .at("08:09:59.999")
                .expectNoNotices()
                .at("08:10")
                .expectNotices("pager escalated coverage A");
    }

    @Test
    void a_restart_changes_nothing() {
        NotificationScenario.of(
                        board().root(route("board").escalate("PT5M", "pager").repeat("PT30M")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .restarted()
                .at("08:04:59.999")
                .expectNoNotices()
                .restarted()
                .at("08:05")
                .expectNotices("pager escalated coverage A")
                .restarted()
                .at("08:30")
                .expectNotices("board repeated coverage A")
                .restarted()
                .closes("coverage A")
                .expectNotices("board closed coverage A", "pager closed coverage A");
    }
}
