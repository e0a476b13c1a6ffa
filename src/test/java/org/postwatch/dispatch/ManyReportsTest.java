package org.postwatch.dispatch;

import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** A feed that goes wild: weapons, whose list is an incident of COVERAGE, and emergencies of conduct, which are listed here. */
class ManyReportsTest {
    private static Sketch pager() {
        return routing()
                .own("pager", "pager")
                .recipient("police", "municipal-police", "log")
                .recipient("county", "county", "log")
                .rule("police", "municipal-police", "weapon-seen", "kind severity campus")
                .rule("county", "county", "coverage", "all")
                .root(node().child(node("pager", "police", "county").when("kind", "weapon-seen"))
                        .child(node("pager").when("kind", "conduct").when("severity", "critical")));
    }

    @Test
    void whoever_is_to_be_told_of_weapons_is_told_of_many_and_called_again_for_a_new_device() {
        Story.of(pager())
                .at("02:00")
                .silences("S-1", "campus", "A", "02:00", "02:09")
                .opens("many-reports A", "critical")
                .expect("pager opened many-reports A", "police opened many-reports A")
                .at("02:00:01")
                .turns("many-reports A", "report")
                .expect("pager updated many-reports A")
                .at("02:00:02")
                .escalates("many-reports A", "critical")
                .expect("pager escalated many-reports A", "police escalated many-reports A")
                .call(2);
    }

    private static Story wild() {
        Story story = Story.of(pager()).at("02:00");
        for (int i = 1; i <= 5; i++) {
            story.emergencyAt("A", "e" + i, "gym").expect("pager opened conduct A");
        }
        return story;
    }

    @Test
    void the_sixth_emergency_of_a_feed_in_a_minute_and_what_follows_are_one() {
        wild().at("02:00:30")
                .emergencyAt("A", "e6", "gym")
                .expect("pager opened conduct A")
                .emergencyAt("A", "e6", "gym")
                .nothing()
                .restarted()
                .emergencyAt("A", "e7", "gym")
                .expect("pager updated conduct A")
                .emergencyAt("A", "e8", "yard")
                .expect("pager escalated conduct A")
                .call(2)
                .at("02:00:31")
                .emergencyAt("B", "e9", "gym")
                .expect("pager opened conduct B")
                .conduct("A", "e10", "vaping", false)
                .nothing()
                .at("02:01")
                .emergencyAt("A", "e11", "gym")
                .expect("pager opened conduct A");
    }

    @Test
    void what_is_listed_is_bounded() {
        Story story = wild().emergencyAt("A", "e6", "gym").expect("pager opened conduct A");
        for (int i = 7; i <= 20; i++) {
            story.emergencyAt("A", "e" + i, "gym");
        }
        story.expect("pager updated conduct A")
                .emergencyAt("A", "e21", "gym")
                .at("02:00:59")
                .nothing()
                .emergencyAt("A", "e22", "yard")
                .expect("pager escalated conduct A");
    }

    @Test
    void one_word_of_an_operator_ends_all_of_it() {
        wild().emergencyAt("A", "e6", "gym")
                .expect("pager opened conduct A")
                .at("02:01")
                .emergencyAt("A", "e7", "gym")
                .expect("pager opened conduct A")
                .at("02:10")
                .resolvesId("conduct/A/cameras/many-reports/" + Story.instant("02:00"))
                .taken()
                .expect(
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A",
                        "pager closed conduct A")
                .resolvesId("conduct/A/cameras/e7")
                .expect("pager closed conduct A");
    }
}
