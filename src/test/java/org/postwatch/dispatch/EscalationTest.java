package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** What follows while nobody acknowledges. */
class EscalationTest {
    private static Sketch chain() {
        return routing()
                .own("board", "log")
                .own("office", "log")
                .own("chief", "pager")
                .recipient("city", "municipal-police", "log")
                .root(node("board").then("PT5M", "office").then("PT10M", "chief"));
    }

    @Test
    void each_step_is_taken_so_long_after_the_one_before() {
        Story story = Story.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:04:59.999")
                .nothing()
                .at("08:05")
                .expect("office escalated coverage A");
        assertThat(story.last().because()).isEqualTo("routes; escalation step 1, unacknowledged for 5 min");
        story.at("08:14:59.999")
                .nothing()
                .at("08:15")
                .expect("chief escalated coverage A")
                .at("09:00")
                .closes("coverage A")
                .expect("board closed coverage A", "office closed coverage A", "chief closed coverage A");
    }

    @Test
    void a_step_of_which_the_policy_leaves_nobody_is_not_waited_for() {
        Story.of(chain().root(node("board").then("PT5M", "city").then("PT10M", "chief")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:09:59.999")
                .nothing()
                .at("08:10")
                .expect("chief escalated coverage A");
    }

    @Test
    void an_acknowledgement_holds_the_chain_until_it_expires() {
        Story story = Story.of(chain().acknowledgedFor("PT30M"))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:04")
                .acknowledges("coverage A")
                .expect("board acknowledged coverage A")
                .noted("commanded coverage A (command)");
        assertThat(story.last().items().get(0).fields()).containsEntry("acknowledged-by", "dana");
        story.at("08:33:59.999").nothing().at("08:34").expect("office escalated coverage A");
        assertThat(story.last().items().get(0).fields()).doesNotContainKey("acknowledged-by");
    }

    @Test
    void an_acknowledgement_that_does_not_expire_ends_the_chain() {
        Story.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .acknowledges("coverage A")
                .expect("board acknowledged coverage A")
                .acknowledges("coverage A")
                .nothing()
                .at("20:00")
                .closes("coverage A")
                .expect("board closed coverage A")
                .at("21:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("21:05")
                .expect("office escalated coverage A");
    }

    @Test
    void the_chain_is_fixed_when_the_incident_opens() {
        Story.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .routing(chain().root(node("board").then("PT1M", "chief")))
                .at("08:04")
                .nothing()
                .at("08:05")
                .expect("office escalated coverage A");
    }

    @Test
    void a_worse_severity_adds_the_chain_of_its_route() {
        Story.of(chain().root(node("board")
                        .then("PT20M", "office")
                        .child(node("board").when("severity", "high").then("PT5M", "chief"))))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A")
                .at("08:15")
                .expect("chief escalated coverage A")
                .at("08:20")
                .expect("office escalated coverage A");
    }

    @Test
    void a_silence_and_quiet_hours_hold_the_steps_too() {
        Story.of(chain().root(node("board").then("PT5M", "office").quiet("22:00", "06:00", "high")))
                .at("21:58")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("22:03")
                .noted("office held coverage A (quiet hours)")
                .at("+1 06:00")
                .expect("office escalated coverage A");
        Story.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .silences("S-1", "campus", "A", "08:00", "08:08")
                .at("08:05")
                .noted("commanded S-1 (command)", "office held coverage A (silence S-1)")
                .at("08:08")
                .expect("office escalated coverage A");
    }

    @Test
    void it_is_repeated_while_it_is_open_and_in_nobodys_hands() {
        Story.of(chain().root(node("board").repeat("PT30M")).acknowledgedFor("PT40M"))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:29:59.999")
                .nothing()
                .at("08:30")
                .expect("board repeated coverage A")
                .at("08:50")
                .acknowledges("coverage A")
                .expect("board acknowledged coverage A")
                .at("09:20")
                .noted("commanded coverage A (command)", "board held coverage A (acknowledged)")
                .at("09:29:59.999")
                .nothing()
                .at("09:30")
                .expect("board repeated coverage A")
                .closes("coverage A")
                .expect("board closed coverage A")
                .at("10:30")
                .noted();
    }

    @Test
    void who_is_told_already_is_told_again_by_his_step() {
        Story.of(chain().root(node("board").then("PT5M", "board")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:05")
                .expect("board escalated coverage A");
    }

    @Test
    void the_first_step_counts_from_the_first_notice_not_from_the_opening() {
        Story.of(chain())
                .at("08:00")
                .silences("S-1", "campus", "A", "08:00", "08:09")
                .opens("coverage A", "low")
                .at("08:09")
                .expect("board opened coverage A")
                .at("08:13:59.999")
                .nothing()
                .at("08:14")
                .expect("office escalated coverage A")
                .restarted()
                .at("08:23:59.999")
                .nothing()
                .at("08:24")
                .expect("chief escalated coverage A");
    }

    @Test
    void a_step_waits_while_the_one_before_is_held_and_counts_from_its_notice() {
        Story.of(chain())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:04")
                .silences("S-1", "campus", "A", "08:04", "08:13")
                .at("08:05")
                .noted("commanded S-1 (command)", "office held coverage A (silence S-1)")
                .at("08:13")
                .expect("office escalated coverage A")
                .at("08:22:59.999")
                .nothing()
                .at("08:23")
                .expect("chief escalated coverage A");
    }

    @Test
    void a_group_that_waits_for_others_holds_the_steps_as_well() {
        Story.of(chain().root(node("board").group("", "PT30S", "PT5M").then("PT5M", "office")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expect("board opened group 1 of 1")
                .at("08:05:29.999")
                .nothing()
                .at("08:05:30")
                .at("08:06")
                .expect("office escalated group 1 of 1");
    }

    @Test
    void quiet_hours_hold_the_first_notice_and_with_it_the_steps() {
        Story.of(chain().root(node("board").then("PT5M", "office").quiet("22:00", "06:00", "high")))
                .at("23:00")
                .opens("coverage A", "low")
                .at("+1 06:00")
                .expect("board opened coverage A")
                .at("+1 06:04:59.999")
                .nothing()
                .at("+1 06:05")
                .expect("office escalated coverage A");
    }

    @Test
    void where_nobody_of_the_route_may_know_the_first_step_counts_from_the_opening() {
        Story.of(chain().root(node("city").then("PT5M", "office")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:05")
                .expect("office escalated coverage A");
    }

    @Test
    void one_of_a_step_is_enough() {
        Sketch.Node night = node("chief").goesOn().quiet("07:00", "09:00", "high");
        Story.of(chain().root(node().child(night).child(node("board", "chief").then("PT5M", "office"))))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:05")
                .expect("office escalated coverage A")
                .at("09:00")
                .expect("chief opened coverage A");
    }
}
