package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.model.DeliveryResult.DeliveryStatus;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** What operators say, what feeds say of conduct, and what NOTIFICATION says of itself. */
class OperatorCommandHandlerTest {
    private static RoutingConfigBuilder board() {
        return routing()
                .ownRecipient("board", "topic")
                .ownRecipient("pager", "pager")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "weapon-seen conduct all", "")
                .root(route("board", "city"));
    }

    @Test
    void commands_on_unknown_or_closed_incidents_are_rejected() {
        NotificationScenario.of(board())
                .at("08:00")
                .acknowledges("coverage/A")
                .expectRejected("unknown-incident")
                .opens("coverage A", "low")
                .closes("coverage A")
                .acknowledges("coverage A")
                .expectRejected("unknown-incident")
                .notes("coverage A", "late")
                .expectRejected("unknown-incident")
                .resolves("conduct/A/1")
                .expectRejected("unknown-incident")
                .expectNotices(
                        "board opened coverage A",
                        "city opened coverage A",
                        "board closed coverage A",
                        "city closed coverage A")
                .opens("coverage B", "low")
                .resolves("coverage B")
                .expectRejected("not-resolvable")
                .declaresEmergency("coverage B")
                .expectRejected("not-conduct")
                .expectNotices("board opened coverage B", "city opened coverage B")
                .expectRecords();
        NotificationScenario.withoutRouting()
                .at("08:00")
                .acknowledges("coverage/A")
                .expectRejected("unknown-district");
    }

    @Test
    void notes_are_in_the_next_notice_of_allowed_recipients() {
        NotificationScenario story = NotificationScenario.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "city opened coverage A")
                .notes("coverage A", "on my way")
                .expectNoNotices()
                .closes("coverage A");
        var board = story.output.topic.get("mesa/board/coverage/A/sro/2026-09-14/day");
        var city = story.output.topic.get("mesa/city/coverage/A/sro/2026-09-14/day");
        assertThat(board.items().get(0).fields().get("notes")).endsWith("dana: on my way");
        assertThat(city.items().get(0).fields()).containsOnlyKeys("campus", "severity");
        assertThat(city.ref()).isEqualTo(board.ref());
    }

    @Test
    void at_most_a_hundred_notes_are_accepted() {
        NotificationScenario story = NotificationScenario.of(board().root(route("board")))
                .at("08:00")
                .opens("coverage A", "low");
        for (int i = 0; i < OperatorCommandHandler.MAX_NOTES; i++) {
            story.notes("coverage A", "x").expectAccepted();
        }
        story.notes("coverage A", "x").expectRejected("too-many").expectNotices("board opened coverage A");
        story.notes("coverage A", "x".repeat(1_001)).expectRejected("malformed");
    }

    @Test
    void a_command_is_recorded_even_after_its_effect_arrived() {
        NotificationScenario story = NotificationScenario.of(board().root(route("board")))
                .at("08:00")
                .opens("weapon-seen A", "critical")
                .expectNotices("board opened weapon-seen A")
                .at("08:20")
                .closes("weapon-seen A")
                .expectNotices("board closed weapon-seen A")
                .resolves("weapon-seen A")
                .expectAccepted();
        assertThat(story.output.records.stream()
                        .filter(e -> e.outcome() == DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION))
                .hasSize(1);
        story.at("08:21").resolves("weapon-seen A").expectAccepted();
        assertThat(story.output.records.stream()
                        .filter(e -> e.outcome() == DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION))
                .hasSize(1);
    }

    @Test
    void every_command_is_recorded_with_its_actor() {
        NotificationScenario story = NotificationScenario.of(board().root(route("board")))
                .at("08:00")
                .opens("weapon-seen A", "critical");
        story.resolves("weapon-seen A").expectAccepted().requestsDisclosure("ice", "the list of officers", "nothing");
        assertThat(story.output.records)
                .extracting(DisclosureRecord::outcome)
                .containsExactly(
                        DisclosureRecord.DisclosureOutcome.NOTIFIED,
                        DisclosureRecord.DisclosureOutcome.OPERATOR_ACTION,
                        DisclosureRecord.DisclosureOutcome.DISCLOSURE_REQUEST);
        assertThat(story.output.records.get(1).actor().orElseThrow().verified()).contains("User:dana");
        assertThat(story.output.records.get(2).reason())
                .contains("the list of officers")
                .contains("nothing");
    }

    @Test
    void conduct_is_for_school_administration_until_it_is_an_emergency() {
        NotificationScenario story = NotificationScenario.of(board())
                .at("10:00")
                .conduct("A", "1", "fight", false)
                .expectAccepted()
                .expectNotices("board opened conduct A")
                .expectRecords("city denied conduct A (conduct)");
        assertThat(story.lastNotice().urgent()).isFalse();
        story.conduct("A", "1", "fight", false)
                .expectNoNotices()
                .at("10:05")
                .declaresEmergency("conduct A")
                .expectAccepted()
                .expectNotices("board escalated conduct A", "city escalated conduct A");
        assertThat(story.lastNotice().urgent())
                .as("whatever fields are granted")
                .isTrue();
        story.at("10:10").resolves("conduct A").expectNotices("board closed conduct A", "city closed conduct A");
        NotificationScenario.of(board())
                .at("10:00")
                .conduct("A", "2", "knife", true)
                .expectNotices("board opened conduct A", "city opened conduct A");
    }

    @Test
    void conduct_closes_by_itself_after_a_day() {
        NotificationScenario.of(board())
                .at("10:00")
                .conduct("A", "1", "vaping", false)
                .expectNotices("board opened conduct A")
                .at("+1 09:59:59.999")
                .expectNoNotices()
                .at("+1 10:00")
                .expectNotices("board closed conduct A");
        NotificationScenario.of(board())
                .at("+2 10:00")
                .conduct("cameras", "A", "1", "vaping", false, NotificationScenario.instant("+1 10:00"))
                .expectNoNotices();
    }

    @Test
    void conduct_is_accepted_from_authorized_feeds_in_time() {
        NotificationScenario.of(board())
                .at("+3 10:00")
                .conduct("doors", "A", "1", "fight", false, NotificationScenario.instant("+3 10:00"))
                .expectRejected("source-not-authorised")
                .conduct("cameras", "C", "1", "fight", false, NotificationScenario.instant("+3 10:00"))
                .expectRejected("source-not-authorised")
                .conduct("cameras", "D", "1", "fight", false, NotificationScenario.instant("+3 10:00"))
                .expectRejected("unknown-campus")
                .conduct("cameras", "A", "1", "fight", false, NotificationScenario.instant("+3 10:01:00.001"))
                .expectRejected("future")
                .conduct("cameras", "A", "1", "fight", false, NotificationScenario.instant("+1 09:59:59.999"))
                .expectRejected("late")
                .conduct("cameras", "A", "1", "fight", false, NotificationScenario.instant("+1 10:00"))
                .expectAccepted()
                .conduct("cameras", "A", "2", "fight", false, NotificationScenario.instant("+3 10:01"))
                .expectAccepted()
                .expectNotices("board opened conduct A");
    }

    @Test
    void other_recipients_are_notified_of_an_unreachable_recipient() {
        NotificationScenario.of(board().root(route("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .at("09:00")
                .delivery("pager", "coverage A", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed pager")
                .expectRecords("pager denied delivery-failed pager (own delivery failure)")
                .delivery("pager", "coverage A", DeliveryStatus.FAILED)
                .delivery("board", "delivery-failed pager", DeliveryStatus.FAILED)
                .expectNoNotices()
                .at("09:30")
                .delivery("pager", "coverage A", DeliveryStatus.DELIVERED)
                .expectNotices("board closed delivery-failed pager")
                .expectRecords();
    }

    @Test
    void a_delivery_failure_stays_open_until_the_failed_notice_is_delivered() {
        NotificationScenario.of(board().root(route("board", "pager")))
                .at("08:00")
                .opens("weapon-seen A", "critical")
                .expectNotices("board opened weapon-seen A", "pager opened weapon-seen A")
                .opens("coverage B", "low")
                .expectNotices("board opened coverage B", "pager opened coverage B")
                .delivery("pager", "weapon-seen A", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed pager")
                .delivery("pager", "coverage B", DeliveryStatus.DELIVERED)
                .at("08:01")
                .canary()
                .expectNotices("board watchdog ~watchdog")
                .delivery("pager", "~watchdog", DeliveryStatus.DELIVERED)
                .expectNoNotices()
                .restarted()
                .at("08:10")
                .resends("pager", "weapon-seen A")
                .expectNotices("pager opened weapon-seen A")
                .delivery("pager", "weapon-seen A", DeliveryStatus.DELIVERED, 1, 2)
                .expectNotices("board closed delivery-failed pager");
    }

    @Test
    void a_newer_delivered_notice_of_the_subject_clears_the_failure() {
        NotificationScenario.of(board().root(route("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .delivery("pager", "coverage A", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed pager")
                .at("08:20")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A", "pager escalated coverage A")
                .delivery("pager", "coverage A", DeliveryStatus.DELIVERED, 1, 0)
                .expectNoNotices()
                .delivery("pager", "coverage A", DeliveryStatus.DELIVERED)
                .expectNotices("board closed delivery-failed pager");
    }

    @Test
    void a_page_that_is_over_clears_its_own_failure_but_proves_no_delivery() {
        NotificationScenario.of(board().root(route("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .delivery("pager", "coverage A", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed pager")
                .at("08:20")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "pager closed coverage A")
                .delivery("pager", "coverage A", DeliveryStatus.DELIVERED, 0, 0)
                .expectNoNotices()
                .opens("coverage B", "low")
                .expectNotices("board opened coverage B", "pager opened coverage B")
                .delivery("pager", "coverage B", DeliveryStatus.DELIVERED)
                .expectNotices("board closed delivery-failed pager");
    }

    @Test
    void resolving_a_delivery_failure_clears_undelivered_notices() {
        NotificationScenario.of(board().root(route("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A", "pager opened coverage A")
                .delivery("pager", "coverage A", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed pager")
                .resolves("delivery-failed pager")
                .expectAccepted()
                .expectNotices("board closed delivery-failed pager")
                .opens("coverage B", "low")
                .expectNotices("board opened coverage B", "pager opened coverage B")
                .delivery("pager", "coverage B", DeliveryStatus.FAILED)
                .expectNotices("board opened delivery-failed pager")
                .delivery("pager", "coverage B", DeliveryStatus.DELIVERED)
                .expectNotices("board closed delivery-failed pager");
    }

    @Test
    void a_notice_can_be_resent() {
        NotificationScenario story = NotificationScenario.of(board().root(route("board")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .resends("board", "coverage A")
                .expectAccepted()
                .expectNotices("board opened coverage A");
        assertThat(story.lastNotice().revision()).isEqualTo(2);
        story.resends("pager", "coverage A").expectRejected("unknown-notice").expectNoNotices();
    }

    @Test
    void a_canary_sends_the_watchdog_to_its_recipients() {
        NotificationScenario story = NotificationScenario.of(board())
                .at("08:00")
                .canary()
                .expectNotices("board watchdog ~watchdog")
                .at("08:01")
                .canary()
                .expectNotices("board watchdog ~watchdog")
                .expectRecords();
        assertThat(story.lastNotice().revision()).isEqualTo(2);
        assertThat(story.lastNotice().items()).isEmpty();
        NotificationScenario.of(board().recipient("ice", "federal-immigration", "topic")
                        .denyingClasses("federal-immigration")
                        .withoutRecipient("board"))
                .at("08:00")
                .canary()
                .expectNoNotices();
    }
}
