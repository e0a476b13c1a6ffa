package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** What stands between news and those who are to hear it: silences, silent feeds, quiet hours. */
class SuppressionTest {
    private static RoutingConfigBuilder board() {
        return routing()
                .ownRecipient("board", "log")
                .ownRecipient("chat", "chat")
                .root(route("board"));
    }

    private static RoutingConfigBuilder nightly() {
        return board().root(route("board").quiet("22:00", "06:00", "high"));
    }

    @Test
    void a_silence_suppresses_from_start_to_end() {
        NotificationScenario.of(board())
                .at("08:00")
                .createsSilence("S-1", "campus", "A", "08:10", "09:00")
                .expectRecords("operator-action S-1 (command)")
                .at("08:09:59.999")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expectRecords("board suppressed coverage A (silence S-1)")
                .opens("coverage B", "low")
                .expectNotices("board opened coverage B")
                .at("08:50")
                .expectNotices("board opened silence-ending S-1")
                .at("08:59:59.999")
                .expectNoNotices()
                .at("09:00")
                .expectNotices("board escalated coverage A", "board closed silence-ending S-1")
                .expectRecords();
    }

    @Test
    void a_closing_during_a_silence_is_notified_to_notified_recipients() {
        NotificationScenario.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .createsSilence("S-1", "kind", "coverage", "08:00", "09:00")
                .opens("coverage B", "low")
                .at("08:30")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .closes("coverage B")
                .expectRecords(
                        "operator-action S-1 (command)",
                        "board suppressed coverage B (silence S-1)",
                        "board skipped coverage B (over)")
                .at("08:50")
                .expectNotices("board opened silence-ending S-1");
    }

    @Test
    void expiring_a_silence_publishes_pending_notifications() {
        NotificationScenario.of(board())
                .at("08:00")
                .createsSilence("S-1", "campus", "A", "08:00", "09:00")
                .opens("coverage A", "low")
                .at("08:10")
                .expiresSilence("S-1")
                .expectAccepted()
                .expectNotices("board opened coverage A")
                .expiresSilence("S-1")
                .expectRejected("unknown-silence")
                .at("09:00")
                .expectNoNotices();
    }

    @Test
    void of_two_silences_the_longer_one_applies() {
        NotificationScenario.of(board())
                .at("08:00")
                .createsSilence("S-1", "campus", "A", "08:00", "08:05")
                .createsSilence("S-2", "kind", "coverage", "08:00", "08:10")
                .opens("coverage A", "low")
                .at("08:09:59.999")
                .expectRecords(
                        "operator-action S-1 (command)",
                        "operator-action S-2 (command)",
                        "board suppressed coverage A (silence S-2)")
                .at("08:10")
                .expectNotices("board opened coverage A");
    }

    @Test
    void invalid_silences_are_rejected() {
        NotificationScenario.of(board())
                .at("08:00")
                .createsSilence("S-1", "", "", "08:00", "09:00")
                .expectRejected("malformed")
                .createsSilence("S-2", "campus", "A", "09:00", "09:00")
                .expectRejected("malformed")
                .createsSilence("S-3", "campus", "A", "09:00", "+401 09:00")
                .expectRejected("malformed")
                .createsSilence("S-4", "campus", "A", "07:00", "08:00")
                .expectRejected("malformed")
                .expectRecords();
    }

    @Test
    void a_silence_that_can_match_nothing_is_rejected() {
        NotificationScenario.of(board())
                .at("08:00")
                .createsSilence("S-1", "campuss", "A", "08:00", "09:00")
                .expectRejected("malformed", "'campuss' is no label; expected one of kind, severity")
                .createsSilence("S-2", "campus", "Z", "08:00", "09:00")
                .expectRejected("malformed", "no campus 'Z' can be silenced; expected one of A, B, C")
                .createsSilence("S-3", "kind", "coverag", "08:00", "09:00")
                .expectRejected("malformed", "no kind 'coverag' can be silenced; expected one of coverage")
                .createsSilence("S-4", "severity", "worst", "08:00", "09:00")
                .expectRejected("malformed", "no severity 'worst'")
                .createsSilence("S-5", "status", "closed", "08:00", "09:00")
                .expectRejected("malformed", "no status 'closed' can be silenced; expected one of expected, open")
                .createsSilence("S-6", "recipient", "nobody", "08:00", "09:00")
                .expectRejected("malformed", "no recipient 'nobody'")
                .createsSilence("S-8", "kind", "weapon-seen", "08:00", "09:00")
                .expectRejected("malformed", "no kind 'weapon-seen' can be silenced")
                .expectRecords()
                .createsSilence("S-7", "entrance", "one that nobody listed", "08:00", "09:00")
                .expectAccepted();
    }

    @Test
    void weapons_bypass_silences_and_quiet_hours() {
        NotificationScenario.of(board().root(route("board")
                        .quiet("22:00", "06:00", "critical")
                        .group("", "PT30S", "PT5M")))
                .at("23:00")
                .createsSilence("S-1", "campus", "A", "23:00", "23:59")
                .opens("weapon-seen A", "low")
                .expectNotices("board opened weapon-seen A");
    }

    @Test
    void a_silent_feed_suppresses_dependent_alerts() {
        NotificationScenario.of(board())
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expectNotices("board opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .opens("coverage B", "low", "cad")
                .opens("coverage C", "low", "hr", "cad")
                .expectNotices("board opened coverage B")
                .expectRecords("board suppressed coverage A (silent feed)", "board suppressed coverage C (silent feed)")
                .at("08:10")
                .closes("feed-silent hr")
                .expectNotices("board closed feed-silent hr")
                .closes("coverage C")
                .at("08:10:09.999")
                .expectRecords("board skipped coverage C (over)")
                .at("08:10:10")
                .expectNotices("board opened coverage A");
    }

    private static NotificationScenario heldFor(String... feeds) {
        return NotificationScenario.of(board())
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expectNotices("board opened feed-silent hr")
                .opens("coverage A", "low", feeds)
                .expectRecords("board suppressed coverage A (silent feed)");
    }

    @Test
    void a_returned_feed_gets_time_to_report_and_a_settled_alert_is_notified() {
        heldFor("hr")
                .at("08:10")
                .closes("feed-silent hr")
                .expectNotices("board closed feed-silent hr")
                .changesReasons("coverage A", "nobody-present")
                .at("08:10:08")
                .changesReasons("coverage A", "called-away")
                .restarted()
                .at("08:10:17.999")
                .expectNoNotices()
                .at("08:10:18")
                .expectNotices("board opened coverage A")
                .expectReasons("called-away");
        heldFor("hr")
                .at("08:10")
                .closes("feed-silent hr")
                .expectNotices("board closed feed-silent hr")
                .changesReasons("coverage A", "nobody-present")
                .at("08:10:09")
                .closes("coverage A")
                .at("08:12")
                .expectRecords("board skipped coverage A (over)");
    }

    @Test
    void the_wait_for_a_returned_feed_is_at_most_a_minute() {
        NotificationScenario story =
                heldFor("hr").at("08:10").closes("feed-silent hr").expectNotices("board closed feed-silent hr");
        for (int second = 5; second < 60; second += 5) {
            story.at("08:10:%02d".formatted(second)).changesReasons("coverage A", second % 2 == 0 ? "a" : "b");
        }
        story.at("08:10:59.999").expectNoNotices().at("08:11").expectNotices("board opened coverage A");
    }

    @Test
    void a_gap_with_another_reason_does_not_wait_for_the_feed() {
        heldFor("hr").at("08:05").changesReasons("coverage A", "duty-unknown").expectNotices("board opened coverage A");
    }

    @Test
    void an_alert_that_depends_on_two_feeds_waits_for_the_later_one() {
        heldFor("hr", "cad")
                .at("08:10")
                .opens("feed-silent cad", "low")
                .expectNotices("board opened feed-silent cad")
                .closes("feed-silent hr")
                .expectNotices("board closed feed-silent hr")
                .changesReasons("coverage A", "feed-silent cad")
                .at("08:20")
                .closes("feed-silent cad")
                .expectNotices("board closed feed-silent cad")
                .changesReasons("coverage A", "nobody-present")
                .at("08:20:09.999")
                .expectNoNotices()
                .at("08:20:10")
                .expectNotices("board opened coverage A");
    }

    @Test
    void after_a_withdrawn_feed_silence_a_dependent_alert_is_notified_only_when_settled() {
        heldFor("hr")
                .at("08:10")
                .withdraws("feed-silent hr")
                .expectNotices("board withdrawn feed-silent hr")
                .withdraws("coverage A")
                .at("08:12")
                .expectRecords("board skipped coverage A (over)");
        heldFor("hr")
                .at("08:10")
                .withdraws("feed-silent hr")
                .expectNotices("board withdrawn feed-silent hr")
                .changesReasons("coverage A", "nobody-present")
                .at("08:10:10")
                .expectNotices("board opened coverage A");
    }

    @Test
    void a_recipient_not_notified_of_the_feed_silence_gets_dependent_alerts() {
        NotificationScenario.of(board().root(route("board").child(route("chat").match("kind", "feed-silent"))))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expectNotices("chat opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .expectNotices("board opened coverage A");
    }

    @Test
    void a_suppressed_alert_does_not_escalate() {
        NotificationScenario.of(board().root(route("board")
                        .child(route("board").match("kind", "coverage").escalate("PT5M", "chat"))))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expectNotices("board opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .at("08:05")
                .expectRecords("board suppressed coverage A (silent feed)")
                .closes("feed-silent hr")
                .expectNotices("board closed feed-silent hr")
                .at("08:05:10")
                .expectNotices("board opened coverage A")
                .at("08:10:09.999")
                .expectNoNotices()
                .at("08:10:10")
                .expectNotices("chat escalated coverage A");
    }

    @Test
    void quiet_hours_delay_openings_but_not_closings() {
        NotificationScenario.of(nightly())
                .at("21:59:59.999")
                .opens("coverage A", "low")
                .expectNotices("board opened coverage A")
                .at("22:00")
                .opens("coverage B", "low")
                .opens("coverage C", "high")
                .expectNotices("board opened coverage C")
                .at("23:00")
                .closes("coverage A")
                .expectNotices("board closed coverage A")
                .expectRecords("board suppressed coverage B (quiet hours)")
                .at("+1 05:59:59.999")
                .expectNoNotices()
                .at("+1 06:00")
                .expectNotices("board opened coverage B")
                .expectRecords();
    }

    @Test
    void a_high_severity_bypasses_quiet_hours() {
        NotificationScenario.of(nightly())
                .at("23:00")
                .opens("coverage A", "low")
                .at("23:30")
                .escalates("coverage A", "high")
                .expectNotices("board escalated coverage A");
    }

    @Test
    void quiet_hours_are_those_of_the_campus() {
        RoutingConfigBuilder sketch = nightly();
        assertThat(sketch.build()
                        .root()
                        .quietHours()
                        .orElseThrow()
                        .endOfCurrent(
                                NotificationScenario.instant("06:00"),
                                org.postwatch.notification.route.SampleAlerts.coverage("A", "low"),
                                sketch.build()))
                .isEmpty();
        assertThat(sketch.build()
                        .root()
                        .quietHours()
                        .orElseThrow()
                        .endOfCurrent(
                                NotificationScenario.instant("05:59:59.999"),
                                org.postwatch.notification.route.SampleAlerts.coverage("A", "low"),
                                sketch.build()))
                .contains(NotificationScenario.instant("06:00"));
    }
}
