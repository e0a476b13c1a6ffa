package org.postwatch.scenario;

import static org.postwatch.scenario.StoryEvents.checkedIn;
import static org.postwatch.scenario.StoryEvents.completeSince;
import static org.postwatch.scenario.StoryEvents.feedFallsSilent;
import static org.postwatch.scenario.StoryEvents.feedResumes;
import static org.postwatch.scenario.StoryEvents.heartbeat;

import org.junit.jupiter.api.Test;
import org.postwatch.oracle.CaseTime;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.plan.District;

/** A minute's silence is judged when the minute is over, and what was missed may still come. */
class SilenceStoriesTest {
    private static final String DAY = "coverage/A/sro/2026-09-14/day";
    private static final String SILENT = "feed-silent/hr/" + CaseTime.at("09:14");

    /** D-1 is there, and {@code hr} was last heard in the minute 09:08. */
    private static Story quietSince0909() {
        return Story.monday().at("07:20", checkedIn("D-1")).at("09:08:30", feedFallsSilent("hr"));
    }

    @Test
    void silence_is_published_when_its_first_minute_is_over() {
        quietSince0909()
                .at("09:14:59.999")
                .expectNothing()
                .at("09:15:00.000")
                .expect(SILENT + " opened warning @09:14")
                .at("09:23:59.999")
                .expectNothing()
                .at("09:24:00.000")
                .expect(DAY + " opened warning")
                .at("09:31:40", feedResumes("hr"), heartbeat("hr"))
                .expect(SILENT + " closed heard @09:31", DAY + " closed covered @09:31")
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_word_in_the_last_instant_of_the_minute_breaks_the_silence() {
        quietSince0909()
                .at("09:14:59.999", heartbeat("hr"), feedResumes("hr"))
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_word_an_instant_later_leaves_a_minute_of_silence() {
        quietSince0909()
                .at("09:15:00.000", heartbeat("hr"), feedResumes("hr"))
                .expect(SILENT + " opened warning @09:14", SILENT + " closed heard")
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_heartbeat_says_that_nothing_was_missing() {
        quietSince0909()
                .at("09:31:40")
                .expect(SILENT + " opened warning @09:14", DAY + " opened warning")
                .at("09:31:40.001", completeSince("hr", "09:08:30"), feedResumes("hr"))
                .expect(SILENT + " withdrawn", DAY + " withdrawn")
                .at("15:30")
                .expectNothing();
    }

    @Test
    void a_heartbeat_that_leaves_six_minutes_out_leaves_a_silence() {
        quietSince0909()
                .at("09:31:40")
                .ignorePublished()
                .at("09:31:40.001", completeSince("hr", "09:15:00"), feedResumes("hr"))
                .expect(SILENT + " closed heard @09:15", DAY + " withdrawn");
    }

    @Test
    void an_absence_that_silence_hides_is_not_doubted_for_ever() {
        Story.monday()
                .at("07:20", checkedIn("D-1"), feedFallsSilent("hr"))
                .at("07:27")
                .expect("feed-silent/hr/" + CaseTime.at("07:26") + " opened warning @07:26")
                .at("07:39:59.999")
                .expectNothing()
                .at("07:40")
                .expect(DAY + " opened warning")
                .at("19:20:00.000")
                .expect(DAY + " escalated high", DAY + " closed window-ended");
    }

    /** CASES 37. */
    @Test
    void a_gap_that_goes_on_for_another_reason_says_so() {
        Story.of(CaseWorld.monday().officer("D-1", "police", District.OWN_AGENCY, "sro", "code-enforcement"))
                .about("coverage/")
                .at("07:20", feedFallsSilent("hr"))
                .at("09:30")
                .expect(DAY + " opened warning", DAY + " escalated high")
                .at("09:31", feedResumes("hr"), checkedIn("D-1"))
                // The check-in ends the silence of its feed, too: both count in one evaluation.
                .expect(DAY + " reasons duty-unknown(D-1)")
                .at("09:40")
                .expectNothing();
    }
}
