package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** Many matters, one notice. */
class GroupsTest {
    private static Sketch grouped(String by) {
        return routing().own("board", "log").root(node("board").group(by, "PT30S", "PT5M"));
    }

    @Test
    void the_first_waits_for_the_pause_and_changes_for_the_interval() {
        Story story = Story.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .noted("board held coverage A (group)")
                .at("08:00:10")
                .opens("coverage B", "high")
                .at("08:00:29.999")
                .nothing()
                .at("08:00:30")
                .expect("board opened group 2 of 2");
        assertThat(story.last().items().get(0).fields()).containsEntry("campus", "B");
        String subject = story.last().subject();
        story.at("08:01")
                .closes("coverage A")
                .at("08:05:29.999")
                .nothing()
                .at("08:05:30")
                .expect("board corrected group 1 of 2")
                .at("08:20")
                .closes("coverage B")
                .at("08:20:29.999")
                .nothing()
                .at("08:20:30")
                .expect("board closed group 0 of 1");
        assertThat(story.last().subject()).isEqualTo(subject).startsWith("~group/");
        assertThat(story.last().revision()).isEqualTo(3);
        story.at("08:30").opens("coverage A", "low").at("08:30:30").expect("board opened group 1 of 1");
        assertThat(story.last().subject()).isNotEqualTo(subject);
        story.at("+4 08:20:30").gone("board " + subject);
    }

    @Test
    void what_is_over_within_the_pause_is_never_told() {
        Story.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:20")
                .closes("coverage A")
                .noted("board held coverage A (group)", "board passed-over coverage A (over)")
                .at("08:00:30")
                .nothing()
                .at("08:01")
                .opens("coverage B", "low")
                .at("08:01:29.999")
                .nothing()
                .at("08:01:30")
                .expect("board opened group 1 of 1");
    }

    @Test
    void a_group_shares_the_values_it_is_grouped_by() {
        Story.of(grouped("campus"))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("no-show A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2", "board opened group 1 of 1");
    }

    @Test
    void what_is_silenced_within_the_pause_does_not_come_with_the_others() {
        Story.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:10")
                .silences("S-1", "campus", "A", "08:00", "08:09")
                .at("08:00:30")
                .expect("board opened group 1 of 1")
                .at("08:09")
                .nothing()
                .at("08:09:29.999")
                .nothing()
                .at("08:09:30")
                .expect("board opened group 2 of 2");
    }

    @Test
    void who_is_silenced_later_stands_in_the_group_as_it_was_told() {
        Story story = Story.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("08:01")
                .silences("S-1", "campus", "A", "08:01", "08:09")
                .escalates("coverage A", "critical")
                .noted(
                        "board held coverage A (group)",
                        "board held coverage B (group)",
                        "commanded S-1 (command)",
                        "board held coverage A (silence S-1)")
                .at("08:02")
                .opens("coverage C", "low")
                .at("08:05:30")
                .expect("board opened group 3 of 3");
        assertThat(severities(story)).containsExactlyInAnyOrder("A low", "B low", "C low");
        story.at("08:09").nothing().at("08:10:29.999").nothing().at("08:10:30").expect("board escalated group 3 of 3");
        assertThat(severities(story)).containsExactlyInAnyOrder("A critical", "B low", "C low");
    }

    @Test
    void a_silence_says_nothing_of_a_change_that_waits_for_the_interval() {
        Story story = Story.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("08:01")
                .escalates("coverage A", "critical")
                .at("08:02")
                .silences("S-1", "campus", "A", "08:02", "09:00")
                .escalates("coverage B", "high")
                .at("08:05:30")
                .expect("board escalated group 2 of 2");
        assertThat(severities(story)).containsExactlyInAnyOrder("A low", "B high");
        story.at("08:10").closes("coverage A").at("08:10:30").expect("board corrected group 1 of 2");
        assertThat(severities(story)).containsExactlyInAnyOrder("A critical", "B high");
    }

    private static List<String> severities(Story story) {
        return story.last().items().stream()
                .map(item -> item.fields().get("campus") + " " + item.fields().get("severity"))
                .toList();
    }

    @Test
    void endings_of_one_moment_are_one_notice_though_a_tick_comes_between() {
        Story.of(grouped(""))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("15:30")
                .closes("coverage A")
                .at("15:30:01")
                .nothing()
                .closes("coverage B")
                .at("15:30:30")
                .expect("board closed group 0 of 2")
                .at("15:40")
                .nothing();
    }

    @Test
    void a_feed_known_to_be_silent_in_the_pause_holds_back_what_is_unknown() {
        Story.of(grouped(""))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .opens("coverage A", "low", "hr")
                .at("08:00:30")
                .expect("board opened group 1 of 1")
                .noted("board held feed-silent hr (group)", "board held coverage A (silent feed)");
    }

    @Test
    void a_feed_that_is_not_told_of_after_its_pause_holds_nothing_back() {
        Story.of(routing()
                        .own("board", "log")
                        .root(node("board").group("", "PT30S", "PT5M").quiet("22:00", "06:00", "high")))
                .at("21:59:45")
                .opens("feed-silent hr", "low")
                .opens("coverage A", "high", "hr")
                .noted("board held feed-silent hr (group)", "board held coverage A (silent feed)")
                .at("22:00:15")
                .nothing()
                .noted("board held feed-silent hr (quiet hours)")
                .at("22:00:45")
                .at("22:01:15")
                .expect("board opened group 1 of 1");
    }

    @Test
    void an_emergency_leaves_its_group() {
        Story.of(grouped(""))
                .at("08:00")
                .conduct("A", "1", "fight", false)
                .opens("coverage A", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("08:01")
                .emergency("conduct A")
                .expect("board escalated conduct A")
                .at("08:05:30")
                .expect("board corrected group 1 of 1")
                .closes("coverage A")
                .at("08:10:30")
                .expect("board closed group 0 of 1")
                .resolves("conduct A")
                .expect("board closed conduct A");
    }

    @Test
    void repeats_of_a_group_come_together() {
        Story.of(routing()
                        .own("board", "log")
                        .root(node("board").group("", "PT30S", "PT5M").repeat("PT30M")))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("08:30:29.999")
                .nothing()
                .at("08:30:30")
                .at("08:30:59.999")
                .nothing()
                .at("08:31")
                .expect("board repeated group 2 of 2")
                .at("08:40")
                .acknowledges("coverage A")
                .nothing()
                .at("08:40:30")
                .expect("board acknowledged group 2 of 2");
    }

    @Test
    void at_most_fifty_are_shown_and_all_are_counted() {
        Story story = Story.of(grouped("")).at("08:00");
        for (int i = 0; i < 120; i++) {
            story.opens("coverage X" + i, i == 119 ? "high" : "low");
        }
        story.at("08:00:30").expect("board opened group 50 of 120");
        assertThat(story.last().items().get(0).fields()).containsEntry("campus", "X119");
    }
}
