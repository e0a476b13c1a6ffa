package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Sketch;

/** A bar holds until somebody lifts it, whatever the documents say; also for routing that was written past 'plan apply'. */
class StickyBarsTest {
    private static Sketch documents() {
        return routing()
                .own("board", "log")
                .recipient("ice", "ice-agency", "federal-immigration", "topic")
                .rule("feds", "federal-immigration", "coverage", "campus")
                .rule("police", "municipal-police", "coverage", "campus")
                .root(node("board", "ice"));
    }

    private static Story barred() {
        return Story.of(documents().barring("federal-immigration")).at("08:00");
    }

    @Test
    void a_bar_that_is_left_out_of_the_documents_holds() {
        barred().routing(documents())
                .restarted()
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .noted("ice refused coverage A (barred classes)")
                .canary()
                .expect();
    }

    @Test
    void an_agency_that_was_barred_stays_so_under_another_class() {
        barred().routing(documents().without("ice").recipient("ice", "ice-agency", "municipal-police", "topic"))
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .noted("ice refused coverage A (barred agencies)");
    }

    @Test
    void an_agency_that_was_barred_and_removed_stays_barred_when_it_comes_again() {
        barred().routing(routing().own("board", "log").root(node("board")))
                .routing(documents()
                        .without("ice")
                        .recipient("other", "ice-agency", "municipal-police", "topic")
                        .root(node("board", "other")))
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .noted("other refused coverage A (barred agencies)");
    }

    @Test
    void an_apply_that_lifts_one_bar_leaves_the_others() {
        barred().applies("class:federal-immigration")
                .routing(documents())
                .expect("board opened bar-lifted class:federal-immigration")
                .noted(
                        "commanded class:federal-immigration (command)",
                        "ice refused bar-lifted class:federal-immigration (barred classes)",
                        "ice refused bar-lifted class:federal-immigration (barred agencies)")
                .at("08:05")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .noted("ice refused coverage A (barred agencies)");
    }

    @Test
    void a_lift_is_on_record_and_the_operations_center_is_notified_though_it_is_silenced() {
        Story story = barred().silences("S-1", "severity", "critical", "08:00", "09:00")
                .applies("class:federal-immigration", "agency:ice-agency", "domain:never.barred.example");

        assertThat(story.last().stage()).isEqualTo(Notice.Stage.OPENED);
        assertThat(story.last().items().get(0).fields())
                .containsEntry("kind", "bar-lifted")
                .containsEntry("severity", "critical")
                .containsEntry("detail", "the bar on agency:ice-agency was lifted by lopez: board of 9/14");
        story.expect("board opened bar-lifted class:federal-immigration", "board opened bar-lifted agency:ice-agency")
                .noted(
                        "commanded S-1 (command)",
                        "commanded class:federal-immigration (command)",
                        "ice refused bar-lifted class:federal-immigration (barred classes)",
                        "commanded agency:ice-agency (command)",
                        "ice refused bar-lifted agency:ice-agency (barred classes)")
                .routing(documents())
                .at("08:05")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "ice opened coverage A");
    }
}
