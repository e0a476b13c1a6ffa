package org.postwatch.notification.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.notification.route.RoutingConfigBuilder.route;
import static org.postwatch.notification.route.RoutingConfigBuilder.routing;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.notification.route.RoutingConfigBuilder;

/** Many alerts in one notice. */
class AlertGroupsTest {
    private static RoutingConfigBuilder grouped(String by) {
        return routing().ownRecipient("board", "log").root(route("board").group(by, "PT30S", "PT5M"));
    }

    @Test
    void the_first_notice_waits_for_the_group_wait_and_changes_for_the_interval() {
        NotificationScenario story = NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .expectRecords("board suppressed coverage A (group)")
                .at("08:00:10")
                .opens("coverage B", "high")
                .at("08:00:29.999")
                .expectNoNotices()
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2");
        assertThat(story.lastNotice().items().get(0).fields()).containsEntry("campus", "B");
        String subject = story.lastNotice().subject();
        story.at("08:01")
                .closes("coverage A")
                .at("08:05:29.999")
                .expectNoNotices()
                .at("08:05:30")
                .expectNotices("board corrected group 1 of 2")
                .at("08:20")
                .closes("coverage B")
                .at("08:20:29.999")
                .expectNoNotices()
                .at("08:20:30")
                .expectNotices("board closed group 0 of 1");
        assertThat(story.lastNotice().subject()).isEqualTo(subject).startsWith("~group/");
        assertThat(story.lastNotice().revision()).isEqualTo(3);
        story.at("08:30").opens("coverage A", "low").at("08:30:30").expectNotices("board opened group 1 of 1");
        assertThat(story.lastNotice().subject()).isNotEqualTo(subject);
        story.at("+4 08:20:30").expectRemoved("board " + subject);
    }

    @Test
    void an_alert_that_closes_within_the_group_wait_is_not_notified() {
        NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:20")
                .closes("coverage A")
                .expectRecords("board suppressed coverage A (group)", "board skipped coverage A (over)")
                .at("08:00:30")
                .expectNoNotices()
                .at("08:01")
                .opens("coverage B", "low")
                .at("08:01:29.999")
                .expectNoNotices()
                .at("08:01:30")
                .expectNotices("board opened group 1 of 1");
    }

    @Test
    void a_group_shares_the_values_it_is_grouped_by() {
        NotificationScenario.of(grouped("campus"))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("no-show A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2", "board opened group 1 of 1");
    }

    @Test
    void an_alert_silenced_within_the_group_wait_is_left_out() {
        NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:10")
                .createsSilence("S-1", "campus", "A", "08:00", "08:09")
                .at("08:00:30")
                .expectNotices("board opened group 1 of 1")
                .at("08:09")
                .expectNoNotices()
                .at("08:09:29.999")
                .expectNoNotices()
                .at("08:09:30")
                .expectNotices("board opened group 2 of 2");
    }

    @Test
    void an_alert_silenced_later_stays_in_the_group_as_notified() {
        NotificationScenario story = NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("08:01")
                .createsSilence("S-1", "campus", "A", "08:01", "08:09")
                .escalates("coverage A", "critical")
                .expectRecords(
                        "board suppressed coverage A (group)",
                        "board suppressed coverage B (group)",
                        "operator-action S-1 (command)",
                        "board suppressed coverage A (silence S-1)")
                .at("08:02")
                .opens("coverage C", "low")
                .at("08:05:30")
                .expectNotices("board opened group 3 of 3");
        assertThat(severities(story)).containsExactlyInAnyOrder("A low", "B low", "C low");
        story.at("08:09")
                .expectNoNotices()
                .at("08:10:29.999")
                .expectNoNotices()
                .at("08:10:30")
                .expectNotices("board escalated group 3 of 3");
        assertThat(severities(story)).containsExactlyInAnyOrder("A critical", "B low", "C low");
    }

    @Test
    void a_silence_suppresses_a_change_that_waits_for_the_interval() {
        NotificationScenario story = NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("08:01")
                .escalates("coverage A", "critical")
                .at("08:02")
                .createsSilence("S-1", "campus", "A", "08:02", "09:00")
                .escalates("coverage B", "high")
                .at("08:05:30")
                .expectNotices("board escalated group 2 of 2");
        assertThat(severities(story)).containsExactlyInAnyOrder("A low", "B high");
        story.at("08:10").closes("coverage A").at("08:10:30").expectNotices("board corrected group 1 of 2");
        assertThat(severities(story)).containsExactlyInAnyOrder("A critical", "B high");
    }

    private static List<String> severities(NotificationScenario story) {
        return story.lastNotice().items().stream()
                .map(item -> item.fields().get("campus") + " " + item.fields().get("severity"))
                .toList();
    }

    @Test
    void simultaneous_closings_are_one_notice_despite_a_tick_between() {
        NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("15:30")
                .closes("coverage A")
                .at("15:30:01")
                .expectNoNotices()
                .closes("coverage B")
                .at("15:30:30")
                .expectNotices("board closed group 0 of 2")
                .at("15:40")
                .expectNoNotices();
    }

    @Test
    void a_silent_feed_in_its_group_wait_suppresses_dependent_alerts() {
        NotificationScenario.of(grouped(""))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .opens("coverage A", "low", "hr")
                .at("08:00:30")
                .expectNotices("board opened group 1 of 1")
                .expectRecords("board suppressed feed-silent hr (group)", "board suppressed coverage A (silent feed)");
    }

    @Test
    void a_silent_feed_not_notified_after_its_group_wait_suppresses_nothing() {
        NotificationScenario.of(routing()
                        .ownRecipient("board", "log")
                        .root(route("board").group("", "PT30S", "PT5M").quiet("22:00", "06:00", "high")))
                .at("21:59:45")
                .opens("feed-silent hr", "low")
                .opens("coverage A", "high", "hr")
                .expectRecords("board suppressed feed-silent hr (group)", "board suppressed coverage A (silent feed)")
                .at("22:00:15")
                .expectNoNotices()
                .expectRecords("board suppressed feed-silent hr (quiet hours)")
                .at("22:00:45")
                .at("22:01:15")
                .expectNotices("board opened group 1 of 1");
    }

    @Test
    void an_emergency_leaves_its_group() {
        NotificationScenario.of(grouped(""))
                .at("08:00")
                .conduct("A", "1", "fight", false)
                .opens("coverage A", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("08:01")
                .declaresEmergency("conduct A")
                .expectNotices("board escalated conduct A")
                .at("08:05:30")
                .expectNotices("board corrected group 1 of 1")
                .closes("coverage A")
                .at("08:10:30")
                .expectNotices("board closed group 0 of 1")
                .resolves("conduct A")
                .expectNotices("board closed conduct A");
    }

    @Test
    void repeats_of_a_group_are_one_notice() {
        NotificationScenario.of(routing()
                        .ownRecipient("board", "log")
                        .root(route("board").group("", "PT30S", "PT5M").repeat("PT30M")))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expectNotices("board opened group 2 of 2")
                .at("08:30:29.999")
                .expectNoNotices()
                .at("08:30:30")
                .at("08:30:59.999")
                .expectNoNotices()
                .at("08:31")
                .expectNotices("board repeated group 2 of 2")
                .at("08:40")
                .acknowledges("coverage A")
                .expectNoNotices()
                .at("08:40:30")
                .expectNotices("board acknowledged group 2 of 2");
    }

    @Test
    void at_most_fifty_items_are_listed_and_all_are_counted() {
        NotificationScenario story = NotificationScenario.of(grouped("")).at("08:00");
        for (int i = 0; i < 120; i++) {
            story.opens("coverage X" + i, i == 119 ? "high" : "low");
        }
        story.at("08:00:30").expectNotices("board opened group 50 of 120");
        assertThat(story.lastNotice().items().get(0).fields()).containsEntry("campus", "X119");
    }
}
