package org.postwatch.scenario;

import static org.postwatch.event.EventType.DOOR_FORCED;
import static org.postwatch.event.EventType.VISITOR_ADMITTED;
import static org.postwatch.scenario.StoryEvents.calledAway;
import static org.postwatch.scenario.StoryEvents.checkedIn;
import static org.postwatch.scenario.StoryEvents.checkedOut;
import static org.postwatch.scenario.StoryEvents.entrance;
import static org.postwatch.scenario.StoryEvents.reportedLate;
import static org.postwatch.scenario.StoryEvents.returned;

import org.junit.jupiter.api.Test;
import org.postwatch.oracle.CaseWorld;

/** Gaps, their graces and ladders, and what is published when the past turns out to have been another. */
class CoverageStoriesTest {
    private static final String DAY = "coverage/A/sro/2026-09-14/day";

    @Test
    void nobody_comes() {
        Story.monday()
                .at("07:39:59.999")
                .expectNothing()
                .at("07:40:00.000")
                .expect(DAY + " opened warning")
                .at("07:49:59.999")
                .expectNothing()
                .at("07:50:00.000")
                .expect(DAY + " escalated high")
                .at("15:29:59.999")
                .expectNothing()
                .at("15:30:00.000")
                .expect(DAY + " closed window-ended")
                .at("2026-09-15 07:39:59.999")
                .expectNothing();
    }

    @Test
    void somebody_comes_in_the_last_instant_of_the_grace() {
        Story.monday().at("07:39:59.999", checkedIn("D-1")).at("15:30").expectNothing();
    }

    @Test
    void somebody_comes_when_the_grace_is_over_to_the_instant() {
        Story.monday()
                .at("07:39:59.999")
                .at("07:40:00.000", checkedIn("D-1"))
                .at("15:30")
                .expectNothing();
    }

    @Test
    void somebody_comes_an_instant_too_late() {
        Story.monday()
                .at("07:40:00.001", checkedIn("D-1"))
                .expect(DAY + " opened warning", DAY + " closed covered")
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_step_is_reached_unless_somebody_comes_before() {
        Story.monday()
                .at("07:49:59.999", checkedIn("D-1"))
                .expect(DAY + " opened warning", DAY + " closed covered")
                .at("07:50")
                .expectNothing()
                .at("08:00", checkedOut("D-1", "A"))
                .at("08:10")
                .expect(DAY + " opened warning")
                .at("08:20:00.000", checkedIn("D-1"))
                .expect(DAY + " closed covered")
                .at("09:00", checkedOut("D-1", "A"))
                .at("09:20:00.001", checkedIn("D-1"))
                .expect(DAY + " opened warning", DAY + " escalated high", DAY + " closed covered");
    }

    @Test
    void a_visitor_is_let_into_a_gap() {
        Story.monday()
                .at("07:20", checkedIn("D-1"))
                .at("10:41:59.999", entrance(VISITOR_ADMITTED))
                .at("10:42", calledAway("D-1"))
                .at("10:44:59.999")
                .expectNothing()
                .at("10:45", entrance(VISITOR_ADMITTED))
                .expect(DAY + " opened high")
                .at("10:49", returned("D-1"), entrance(VISITOR_ADMITTED))
                .expect(DAY + " closed covered")
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_visitor_is_let_in_at_the_first_and_at_the_last_instant_of_a_gap() {
        Story.monday()
                .at("07:20", checkedIn("D-1"))
                .at("10:42", calledAway("D-1"), entrance(VISITOR_ADMITTED))
                .expect(DAY + " opened high")
                .at("10:43", returned("D-1"))
                .expect(DAY + " closed covered")
                .at("11:00", calledAway("D-1"))
                .at("11:04:59.999", entrance(VISITOR_ADMITTED))
                .expect(DAY + " opened high")
                .at("11:05", returned("D-1"))
                .expect(DAY + " closed covered")
                .at("12:00", calledAway("D-1"))
                .at("12:05", returned("D-1"), entrance(VISITOR_ADMITTED))
                .at("15:30")
                .expectNothing();
    }

    @Test
    void what_no_step_names_opens_nothing_before_its_time() {
        Story.monday()
                .about(DAY)
                .at("07:35", entrance(DOOR_FORCED))
                .at("07:39:59.999")
                .expectNothing();
    }

    @Test
    void a_called_away_comes_to_light_at_noon() {
        Story.monday()
                .at("07:20", checkedIn("D-1"))
                .at("10:45", entrance(VISITOR_ADMITTED))
                .at("12:00")
                .expectNothing()
                .at("12:00:10", reportedLate("10:42", calledAway("D-1")))
                .expect(DAY + " opened high @10:45")
                .at("12:00:20", reportedLate("10:49", returned("D-1")))
                .expect(DAY + " closed covered @10:49");
    }

    @Test
    void somebody_had_been_there_all_the_time() {
        Story.monday()
                .at("08:00")
                .ignorePublished()
                .at("09:00:30", reportedLate("07:20", checkedIn("D-1")))
                .expect(DAY + " withdrawn");
    }

    @Test
    void somebody_had_come_earlier_than_it_was_published() {
        Story.monday()
                .at("08:00")
                .expect(DAY + " opened warning", DAY + " escalated high")
                .at("09:00:30", reportedLate("07:50", checkedIn("D-1")))
                .expect(DAY + " corrected @07:50");
    }

    @Test
    void a_gap_opens_and_closes_after_its_window() {
        Story.monday()
                .at("07:20", checkedIn("D-1"))
                .at("15:40", checkedOut("D-1", "A"))
                .expectNothing()
                .at("16:00:10", reportedLate("10:00", calledAway("D-1")))
                .expect(
                        DAY + " opened warning @10:10",
                        DAY + " escalated high @10:20",
                        DAY + " closed window-ended @15:30")
                .at("16:00:20", reportedLate("10:15", returned("D-1")))
                .expect(DAY + " corrected @10:15");
    }

    @Test
    void presence_lasts_twelve_hours_from_the_last_sign_of_life() {
        String game = "coverage/A/sro/2026-09-14/game";
        Story.of(CaseWorld.monday().campus("B").event("game", "18:00", "21:00"))
                .about("coverage/A/")
                .at("07:20", checkedIn("D-1"))
                .at("19:29:59.999")
                .expectNothing()
                .at("19:30:00.000")
                .expect(game + " opened warning")
                .at("19:31", returned("D-1"))
                .expect(game + " closed covered");
    }

    @Test
    void a_sign_of_life_in_the_last_instant_keeps_presence() {
        Story.of(CaseWorld.monday().campus("B").event("game", "18:00", "21:00"))
                .about("coverage/A/")
                .at("07:20", checkedIn("D-1"))
                .at("19:19:59.999", checkedOut("D-1", "B"))
                .at("21:00")
                .expectNothing();
    }

    @Test
    void a_sign_of_life_at_exactly_the_limit_is_too_late() {
        Story.of(CaseWorld.monday().campus("B").event("game", "18:00", "21:00"))
                .about("coverage/A/")
                .at("07:20", checkedIn("D-1"))
                .at("19:20:00.000", checkedOut("D-1", "B"))
                .at("19:29:59.999")
                .expectNothing()
                .at("19:30")
                .expect("coverage/A/sro/2026-09-14/game opened warning");
    }
}
