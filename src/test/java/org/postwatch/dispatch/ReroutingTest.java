package org.postwatch.dispatch;

import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Delivery.Outcome;
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
    void a_new_recipient_hears_of_what_comes() {
        told().routing(two().own("chat", "chat").root(node("board", "city", "chat")))
                .nothing()
                .at("08:10")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A", "city escalated coverage A", "chat escalated coverage A");
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
