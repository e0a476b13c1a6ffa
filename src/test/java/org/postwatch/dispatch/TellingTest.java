package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** Who is told of an incident from its opening to its end. */
class TellingTest {
    private static Sketch board() {
        return routing().own("board", "log").own("pager", "pager").root(node("board", "pager"));
    }

    @Test
    void that_somebody_has_it_in_hand_is_told_to_those_who_may_know_it_and_to_nobody_else() {
        Story story = Story.of(routing()
                        .own("board", "log")
                        .recipient("city", "municipal-police", "log")
                        .recipient("sheriff", "sheriff", "log")
                        .rule("police", "municipal-police", "coverage", "severity")
                        .rule("sheriff", "sheriff", "coverage", "severity acknowledged")
                        .root(node("board", "city", "sheriff")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "city opened coverage A", "sheriff opened coverage A")
                .at("08:05")
                .acknowledges("coverage A")
                .expect("board acknowledged coverage A", "sheriff acknowledged coverage A");

        assertThat(story.last().recipient()).isEqualTo("sheriff");
        assertThat(story.last().items().get(0).fields())
                .containsOnlyKeys("severity", "acknowledged")
                .containsEntry("acknowledged", "2026-09-14T14:05:00Z");
    }

    @Test
    void an_incident_is_told_from_its_opening_to_its_end_and_then_forgotten() {
        Story.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .at("08:30")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A", "pager escalated coverage A")
                .at("09:00")
                .closes("coverage A")
                .expect("board closed coverage A", "pager closed coverage A")
                .at("+4 08:59:59.999")
                .gone()
                .at("+4 09:00")
                .gone("board coverage A", "pager coverage A")
                .noted();
    }

    @Test
    void a_notice_says_what_is_known_and_by_which_route() {
        Story story = Story.of(board()).at("08:00").opens("coverage A", "low");
        var notice = story.last();
        assertThat(notice.revision()).isEqualTo(1);
        assertThat(notice.because()).isEqualTo("routes");
        assertThat(notice.ref()).hasSize(16);
        assertThat(notice.items().get(0).fields())
                .containsEntry("campus", "A")
                .containsEntry("campus-name", "School A")
                .containsEntry("severity", "low")
                .containsEntry("reasons", "nobody-present")
                .containsEntry("incident", "coverage/A/sro/2026-09-14/day");
        var entry = story.heard.entries.get(0);
        assertThat(entry.rule()).isEqualTo("own");
        assertThat(entry.hash()).hasSize(64);
        assertThat(entry.fields()).contains("campus", "reasons");
    }

    @Test
    void times_are_the_campus_s_for_who_may_know_the_campus_and_the_district_s_for_others() {
        Story story = Story.of(routing()
                        .own("board", "log")
                        .recipient("city", "municipal-police", "log")
                        .rule("few", "municipal-police", "coverage", "severity opened")
                        .root(node("board", "city")))
                .at("08:00")
                .opens("coverage C", "low");
        assertThat(story.heard.notices)
                .allSatisfy(notice -> assertThat(notice.items().get(0).zone())
                        .isEqualTo(notice.recipient().equals("board") ? Sketch.WEST : Sketch.ZONE));
        story.expect("board opened coverage C", "city opened coverage C");
    }

    @Test
    void a_class_is_told_what_its_rules_name_and_nothing_else() {
        Story story = Story.of(board().recipient("city", "municipal-police", "log")
                        .recipient("ice", "federal-immigration", "log")
                        .rule("ps", "municipal-police", "coverage", "campus severity")
                        .rule("few", "federal-immigration", "all", "all")
                        .barring("federal-immigration")
                        .root(node("city", "ice")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("city opened coverage A")
                .noted("ice refused coverage A (barred classes)")
                .opens("no-show B", "low")
                .noted("city refused no-show B (not named)", "ice refused no-show B (barred classes)");
        assertThat(story.last().items().get(0).fields()).isEqualTo(Map.of("campus", "A", "severity", "low"));
        story.escalates("no-show B", "high").noted();
    }

    @Test
    void a_second_gap_is_told_under_the_same_subject() {
        Story.of(board().root(node("board")))
                .at("08:00")
                .opens("coverage A", "high")
                .expect("board opened coverage A")
                .at("08:30")
                .closes("coverage A")
                .expect("board closed coverage A")
                .at("09:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .withdraws("coverage A")
                .expect("board withdrawn coverage A")
                .noted();
    }

    @Test
    void what_is_over_when_it_becomes_known_goes_into_the_digest_and_calls_nobody() {
        Story story = Story.of(board())
                .at("12:00")
                .opensAndCloses("coverage A", "high", "08:00", "09:00")
                .nothing()
                .noted("board passed-over coverage A (over)", "pager passed-over coverage A (over)")
                .at("15:59:59.999")
                .nothing()
                .at("16:00")
                .expect("board digest ~digest/2026-09-14");
        assertThat(story.last().matters()).isEqualTo(1);
        story.at("+1 16:00").nothing();
    }

    @Test
    void a_correction_is_told_while_it_is_open_and_goes_into_the_digest_when_it_is_not() {
        Story.of(board().root(node("board")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:10")
                .corrects("coverage A", "high", "07:50")
                .expect("board corrected coverage A")
                .at("08:20")
                .corrects("coverage A", "high", "07:50", "08:05")
                .expect("board closed coverage A")
                .at("08:30")
                .corrects("coverage A", "high", "07:50", "08:06")
                .noted("board passed-over coverage A (over)")
                .at("08:40")
                .corrects("coverage A", "high", "07:50")
                .expect("board opened coverage A")
                .at("16:00")
                .nothing();
    }

    @Test
    void who_was_told_hears_of_the_withdrawal_though_a_correction_moved_the_opening_of_what_was_over() {
        Story.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .at("08:30")
                .closes("coverage A")
                .expect("board closed coverage A", "pager closed coverage A")
                .at("08:40")
                .corrects("coverage A", "low", "07:50", "08:30")
                .noted("board passed-over coverage A (over)", "pager passed-over coverage A (over)")
                .at("08:50")
                .withdraws("coverage A")
                .expect("board withdrawn coverage A", "pager withdrawn coverage A");
    }

    @Test
    void forecasts_go_only_where_a_path_asks_for_them() {
        Story.of(board().root(node("pager").child(node("board").when("status", "expected", "open"))))
                .at("07:00")
                .expects("coverage A")
                .expect("board expected coverage A")
                .averts("coverage A")
                .expect("board averted coverage A");
        Story.of(board().root(node("pager").child(node("board").when("status", "expected"))))
                .at("07:00")
                .expects("coverage A")
                .expect("board expected coverage A")
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .at("09:00")
                .withdraws("coverage A")
                .expect("board withdrawn coverage A", "pager withdrawn coverage A");
    }

    @Test
    void a_worse_severity_tells_more_people_and_forgets_none() {
        Story.of(board().root(node("board").child(node("pager").when("severity", "high"))))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:30")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A", "pager escalated coverage A")
                .closes("coverage A")
                .expect("board closed coverage A", "pager closed coverage A");
    }

    @Test
    void what_came_before_the_documents_is_told_with_them() {
        Story.unknown()
                .at("08:00")
                .opens("coverage A", "low")
                .nothing()
                .at("08:05")
                .routing(board().root(node("board").then("PT5M", "pager")))
                .expect("board opened coverage A")
                .at("08:09:59.999")
                .nothing()
                .at("08:10")
                .expect("pager escalated coverage A");
    }

    @Test
    void a_restart_changes_nothing() {
        Story.of(board().root(node("board").then("PT5M", "pager").repeat("PT30M")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .restarted()
                .at("08:04:59.999")
                .nothing()
                .restarted()
                .at("08:05")
                .expect("pager escalated coverage A")
                .restarted()
                .at("08:30")
                .expect("board repeated coverage A")
                .restarted()
                .closes("coverage A")
                .expect("board closed coverage A", "pager closed coverage A");
    }
}
