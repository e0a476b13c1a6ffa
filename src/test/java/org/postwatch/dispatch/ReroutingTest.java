package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Notice.Item;
import org.postwatch.routing.Sketch;

/** The documents change while matters are open. */
class ReroutingTest {
    private static Sketch two() {
        return routing()
                .own("board", "log")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "coverage", "campus")
                .root(node("board", "city"));
    }

    private static Story told() {
        return Story.of(two())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "city opened coverage A");
    }

    @Test
    void a_recipient_that_is_gone_gets_no_ending() {
        told().routing(two().without("city").root(node("board")))
                .gone("city coverage A")
                .at("09:00")
                .closes("coverage A")
                .expect("board closed coverage A")
                .noted();
    }

    @Test
    void a_class_that_is_newly_barred_gets_no_ending() {
        told().routing(two().barring("municipal-police"))
                .gone("city coverage A")
                .noted("city refused coverage A (barred classes)")
                .at("09:00")
                .closes("coverage A")
                .expect("board closed coverage A")
                .noted();
    }

    @Test
    void what_the_policy_no_longer_grants_is_taken_back() {
        told().routing(two().noRule("police")).gone("city coverage A").noted("city refused coverage A (not named)");
    }

    @Test
    void fields_that_the_policy_no_longer_grants_are_taken_back_from_what_was_told() {
        Story story = Story.of(two().rule("police", "municipal-police", "coverage", "severity campus"))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "city opened coverage A");
        story.routing(two().rule("police", "municipal-police", "coverage", "severity"))
                .expect("city opened coverage A");
        assertThat(story.last().items().get(0).fields()).containsOnlyKeys("severity");
        assertThat(story.last().revision()).isEqualTo(2);
        // More than before changes nothing until there is news.
        story.routing(two().rule("police", "municipal-police", "coverage", "severity campus"))
                .nothing();
    }

    @Test
    void an_agency_that_is_of_another_class_now_keeps_no_fields_that_this_one_may_not_have() {
        Sketch more = two().rule("police", "municipal-police", "coverage", "severity campus")
                .rule("sheriff", "sheriff", "coverage", "campus");
        Story story = Story.of(more)
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "city opened coverage A")
                .routing(more.recipient("city", "municipal-police-agency", "sheriff", "log"))
                .expect("city opened coverage A");
        assertThat(story.last().items().get(0).fields()).containsOnlyKeys("campus");
    }

    @Test
    void another_agency_under_an_old_name_inherits_nothing() {
        Story.of(two().own("city", "topic"))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "city opened coverage A")
                .routing(two().recipient("city", "municipal-police", "topic"))
                .gone("city coverage A")
                .expect("city opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A", "city escalated coverage A");
    }

    @Test
    void another_agency_hears_of_what_is_open_and_not_of_what_the_former_one_knew_to_be_over() {
        told().opens("coverage B", "low")
                .expect("board opened coverage B", "city opened coverage B")
                .closes("coverage B")
                .expect("board closed coverage B", "city closed coverage B")
                .routing(two().recipient("city", "other-police", "municipal-police", "log"))
                .gone("city coverage A", "city coverage B")
                .expect("city opened coverage A")
                .noted();
    }

    @Test
    void another_agency_takes_neither_the_group_nor_the_failure_of_the_former_one() {
        Sketch grouped = two().root(node("board", "city").group("", "PT30S", "PT5M"));
        Story story = Story.of(grouped)
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expect("board opened group 1 of 1", "city opened group 1 of 1");
        String subject = story.last().subject();
        story.delivery("city", subject, Outcome.FAILED)
                .at("08:05:30")
                .expect("board opened group 2 of 2")
                .routing(two().recipient("city", "other-police", "municipal-police", "log")
                        .root(node("board", "city").group("", "PT30S", "PT5M")))
                .gone("city " + subject)
                .at("08:20")
                .expect("board corrected group 1 of 2", "city opened group 1 of 1");
    }

    @Test
    void an_ending_that_is_long_told_is_taken_back_and_not_told_again() {
        told().at("09:00")
                .closes("coverage A")
                .expect("board closed coverage A", "city closed coverage A")
                .at("10:00:01")
                .routing(two().rule("police", "municipal-police", "coverage", "severity"))
                .gone("city coverage A")
                .nothing();
    }

    @Test
    void a_matter_that_may_not_be_known_any_more_leaves_a_group_at_once() {
        Story story = Story.of(two().rule("more", "municipal-police", "no-show", "campus")
                        .root(node("city").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("no-show B", "low")
                .at("08:00:30")
                .expect("city opened group 2 of 2")
                .routing(two().root(node("city").group("", "PT30S", "PT5M")))
                .expect("city opened group 1 of 1");
        assertThat(story.last().items()).extracting(Item::fields).containsExactly(new TreeMap<>(Map.of("campus", "A")));
    }

    @Test
    void who_may_not_know_of_a_silent_feed_any_more_hears_what_it_held_back() {
        Sketch both = two().rule("police", "municipal-police", "coverage feed-silent", "campus");
        Story.of(both.root(node("city")))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expect("city opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .nothing()
                .routing(two().root(node("city")))
                .expect("city opened coverage A");
    }

    @Test
    void who_is_no_longer_named_still_hears_how_it_ends() {
        told().routing(two().root(node("board")))
                .gone()
                .at("09:00")
                .closes("coverage A")
                .expect("board closed coverage A", "city closed coverage A");
    }

    @Test
    void who_waits_and_is_no_longer_named_waits_no_more() {
        Story.of(two().root(node("board", "city").quiet("22:00", "06:00", "critical")))
                .at("23:00")
                .opens("coverage A", "low")
                .routing(two().root(node("board").quiet("22:00", "05:00", "critical")))
                .at("+1 05:00")
                .expect("board opened coverage A");
    }

    @Test
    void what_waits_is_told_when_the_quiet_is_taken_away() {
        Story.of(two().root(node("board").quiet("22:00", "06:00", "critical")))
                .at("23:00")
                .opens("coverage A", "low")
                .routing(two().root(node("board")))
                .expect("board opened coverage A");
    }

    @Test
    void a_new_recipient_hears_of_what_is_open_and_of_what_comes() {
        told().routing(two().own("chat", "chat").root(node("board", "city", "chat")))
                .expect("chat opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A", "city escalated coverage A", "chat escalated coverage A");
    }

    @Test
    void who_may_know_from_now_on_hears_of_what_is_open_and_not_of_what_is_over() {
        Story.of(two().noRule("police"))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .expect("board opened coverage A", "board opened coverage B")
                .noted("city refused coverage A (not named)", "city refused coverage B (not named)")
                .closes("coverage B")
                .expect("board closed coverage B")
                .routing(two().noRule("police").own("chat", "chat"))
                .nothing()
                .noted()
                .routing(two())
                .expect("city opened coverage A");
    }

    @Test
    void the_same_documents_again_change_nothing() {
        told().routing(two()).nothing().gone().noted();
    }

    @Test
    void a_group_is_taken_back_from_who_may_know_nothing_of_it() {
        Story story = Story.of(two().root(node("board", "city").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expect("board opened group 1 of 1", "city opened group 1 of 1");
        String subject = story.last().subject();
        story.routing(two().noRule("police").root(node("board", "city").group("", "PT30S", "PT5M")))
                .gone("city " + subject)
                .at("08:10")
                .closes("coverage A")
                .at("08:10:30")
                .expect("board closed group 0 of 1");
    }

    @Test
    void a_group_whose_route_is_gone_still_ends() {
        Story.of(two().root(node("board").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low")
                .at("08:00:30")
                .expect("board opened group 1 of 1")
                .routing(two().root(node("board")))
                .at("08:10")
                .closes("coverage A")
                .at("08:10:01")
                .expect("board closed group 0 of 1");
    }

    @Test
    void the_failure_of_a_recipient_that_is_gone_is_over() {
        told().delivery("city", "coverage A", Outcome.FAILED)
                .expect("board opened delivery-failed city")
                .routing(two().without("city").root(node("board")))
                .expect("board closed delivery-failed city");
    }
}
