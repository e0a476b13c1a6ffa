package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** What follows while nobody acknowledges. */
class EscalationTest {
    private static RoutingConfigBuilder chain() {
        return routing()
                .ownRecipient("board", "log")
                .ownRecipient("office", "log")
                .ownRecipient("chief", "pager")
                .recipient("city", "municipal-police", "log")
                .root(route("board").escalate("PT5M", "office").escalate("PT10M", "chief"));
    }

    @Test
    void each_step_follows_the_previous_one_by_its_delay() {
        NotificationScenario story = NotificationScenario.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:04:59.999")
                .expectNoNotices()
                .at("08:05")
                .expectNotices("office escalated coverage A");
        assertThat(story.lastNotice().cause()).isEqualTo("routes; escalation step 1, unacknowledged for 5 min");
        story.at("08:14:59.999")
                .expectNoNotices()
                .at("08:15")
                .expectNotices("chief escalated coverage A")
                .at("09:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A", "office closed coverage A", "chief closed coverage A");
    }

    @Test
    void a_step_without_allowed_recipients_is_skipped() {
        NotificationScenario.of(
                        chain().root(route("board").escalate("PT5M", "city").escalate("PT10M", "chief")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:09:59.999")
                .expectNoNotices()
                .at("08:10")
                .expectNotices("chief escalated coverage A");
    }

    @Test
    void an_acknowledgement_pauses_the_escalation_until_it_expires() {
        NotificationScenario story = NotificationScenario.of(chain().acknowledgedFor("PT30M"))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:04")
                .acknowledges("coverage A")
                .expectNotices("board acknowledged coverage A")
                .expectRecords("operator-action coverage A (command)");
        assertThat(story.lastNotice().items().get(0).fields()).containsEntry("acknowledged-by", "dana");
        story.at("08:33:59.999").expectNoNotices().at("08:34").expectNotices("office escalated coverage A");
        assertThat(story.lastNotice().items().get(0).fields()).doesNotContainKey("acknowledged-by");
    }

    @Test
    void an_acknowledgement_without_expiry_ends_the_escalation() {
        NotificationScenario.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .acknowledges("coverage A")
                .expectNotices("board acknowledged coverage A")
                .acknowledges("coverage A")
                .expectNoNotices()
                .at("20:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .at("21:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("21:05")
                .expectNotices("office escalated coverage A");
    }

    @Test
    void the_escalation_is_fixed_when_the_incident_opens() {
        NotificationScenario.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .routing(chain().root(route("board").escalate("PT1M", "chief")))
                .at("08:04")
                .expectNoNotices()
                .at("08:05")
                .expectNotices("office escalated coverage A");
    }

    @Test
    void a_higher_severity_adds_the_escalation_of_its_route() {
        NotificationScenario.of(chain().root(route("board")
                        .escalate("PT20M", "office")
                        .child(route("board").match("severity", "high").escalate("PT5M", "chief"))))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A")
                .at("08:15")
                .expectNotices("chief escalated coverage A")
                .at("08:20")
                .expectNotices("office escalated coverage A");
    }

    @Test
    void silences_and_quiet_hours_suppress_steps() {
        NotificationScenario.of(
                        chain().root(route("board").escalate("PT5M", "office").quiet("22:00", "06:00", "high")))
                .at("21:58")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("22:03")
                .expectRecords("office suppressed coverage A (quiet hours)")
                .at("+1 06:00")
                .expectNotices("office escalated coverage A");
        NotificationScenario.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .createsSilence("S-1", "campus", "A", "08:00", "08:08")
                .at("08:05")
                .expectRecords("operator-action S-1 (command)", "office suppressed coverage A (silence S-1)")
                .at("08:08")
                .expectNotices("office escalated coverage A");
    }

    @Test
    void an_alert_is_repeated_while_open_and_unacknowledged() {
        NotificationScenario.of(chain().root(route("board").repeat("PT30M")).acknowledgedFor("PT40M"))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:29:59.999")
                .expectNoNotices()
                .at("08:30")
                .expectNotices("board repeated coverage A")
                .at("08:50")
                .acknowledges("coverage A")
                .expectNotices("board acknowledged coverage A")
                .at("09:20")
                .expectRecords("operator-action coverage A (command)", "board suppressed coverage A (acknowledged)")
                .at("09:29:59.999")
                .expectNoNotices()
                .at("09:30")
                .expectNotices("board repeated coverage A")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .at("10:30")
                .expectRecords();
    }

    @Test
    void a_step_notifies_a_recipient_again() {
        NotificationScenario.of(chain().root(route("board").escalate("PT5M", "board")))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:05")
                .expectNotices("board escalated coverage A");
    }

    @Test
    void the_first_step_counts_from_the_first_notice_not_from_the_opening() {
        NotificationScenario.of(chain())
                .at("08:00")
                .createsSilence("S-1", "campus", "A", "08:00", "08:09")
                .opens("coverage A", "low")
                .at("08:09")
                .expectNotices("board opened coverage A")
                .at("08:13:59.999")
                .expectNoNotices()
                .at("08:14")
                .expectNotices("office escalated coverage A")
                .restarted()
                .at("08:23:59.999")
                .expectNoNotices()
                .at("08:24")
                .expectNotices("chief escalated coverage A");
    }

    @Test
    void a_step_waits_while_the_previous_one_is_suppressed_and_counts_from_its_notice() {
        NotificationScenario.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:04")
                .createsSilence("S-1", "campus", "A", "08:04", "08:13")
                .at("08:05")
                .expectRecords("operator-action S-1 (command)", "office suppressed coverage A (silence S-1)")
                .at("08:13")
                .expectNotices("office escalated coverage A")
                .at("08:22:59.999")
                .expectNoNotices()
                .at("08:23")
                .expectNotices("chief escalated coverage A");
    }

    @Test
    void a_waiting_group_delays_the_steps() {
        NotificationScenario.of(
                        chain().root(route("board").group("", "PT30S", "PT5M").escalate("PT5M", "office")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expectNotices("board opened group 1 of 1")
                .at("08:05:29.999")
                .expectNoNotices()
                .at("08:05:30")
                .at("08:06")
                .expectNotices("office escalated group 1 of 1");
    }

    @Test
    void quiet_hours_delay_the_first_notice_and_the_steps() {
        NotificationScenario.of(
                        chain().root(route("board").escalate("PT5M", "office").quiet("22:00", "06:00", "high")))
                .at("23:00")
                .opens("coverage A", "low")
                .at("+1 06:00")
                .expectNotices("board opened coverage A")
                .at("+1 06:04:59.999")
                .expectNoNotices()
                .at("+1 06:05")
                .expectNotices("office escalated coverage A");
    }

    @Test
    void without_allowed_route_recipients_the_first_step_counts_from_the_opening() {
        NotificationScenario.of(chain().root(route("city").escalate("PT5M", "office")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:05")
                .expectNotices("office escalated coverage A");
    }

    @Test
    void one_notified_recipient_of_a_step_is_enough() {
        RoutingConfigBuilder.RouteBuilder night =
                route("chief").continueMatching().quiet("07:00", "09:00", "high");
        NotificationScenario.of(chain().root(route().child(night)
                        .child(route("board", "chief").escalate("PT5M", "office"))))
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:05")
                .expectNotices("office escalated coverage A")
                .at("09:00")
                .expectNotices("chief opened coverage A");
    }
}
