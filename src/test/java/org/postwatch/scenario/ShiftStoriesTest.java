package org.postwatch.scenario;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.postwatch.scenario.StoryEvents.calledAway;
import static org.postwatch.scenario.StoryEvents.cancelled;
import static org.postwatch.scenario.StoryEvents.checkedIn;
import static org.postwatch.scenario.StoryEvents.feedFallsSilent;
import static org.postwatch.scenario.StoryEvents.reportedLate;
import static org.postwatch.scenario.StoryEvents.returned;
import static org.postwatch.scenario.StoryEvents.shift;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shifts that nobody comes to, and what shifts promise for the hours to come. */
class ShiftStoriesTest {
    private static final String NO_SHOW = "no-show/A/s-1";
    private static final String DAY = "coverage/A/sro/2026-09-14/day";

    private static Story shiftFrom0800To1200() {
        return Story.monday().about("no-show/").at("06:00", shift("s-1", "D-1", "08:00", "12:00"));
    }

    @Test
    void nobody_comes() {
        shiftFrom0800To1200()
                .at("08:09:59.999")
                .expectNothing()
                .at("08:10:00.000")
                .expect(NO_SHOW + " opened warning")
                .at("11:59:59.999")
                .expectNothing()
                .at("12:00:00.000")
                .expect(NO_SHOW + " closed shift-ended");
    }

    @Test
    void the_officer_comes_in_the_last_instant_of_the_grace() {
        shiftFrom0800To1200().at("08:09:59.999", checkedIn("D-1")).at("12:00").expectNothing();
    }

    @Test
    void the_officer_comes_when_the_grace_is_over_to_the_instant() {
        shiftFrom0800To1200().at("08:10:00.000", checkedIn("D-1")).at("12:00").expectNothing();
    }

    @Test
    void the_officer_comes_an_instant_too_late() {
        shiftFrom0800To1200()
                .at("08:10:00.001", checkedIn("D-1"))
                .expect(NO_SHOW + " opened warning", NO_SHOW + " closed arrived");
    }

    @Test
    void the_officer_had_come_before_and_was_called_away() {
        shiftFrom0800To1200()
                .at("07:20", checkedIn("D-1"))
                .at("07:35", calledAway("D-1"))
                .at("08:10")
                .expect(NO_SHOW + " opened warning")
                .at("09:00", returned("D-1"))
                .expect(NO_SHOW + " closed arrived");
    }

    @Test
    void another_officer_is_no_substitute() {
        shiftFrom0800To1200().at("07:50", checkedIn("D-2")).at("08:10").expect(NO_SHOW + " opened warning");
    }

    @Test
    void a_shift_is_called_off_up_to_the_end_of_its_grace() {
        shiftFrom0800To1200()
                .at("08:10:00.000", cancelled("s-1", "D-1"))
                .at("12:00")
                .expectNothing();
    }

    @Test
    void a_shift_is_called_off_an_instant_after_its_grace() {
        shiftFrom0800To1200()
                .at("08:10:00.001", cancelled("s-1", "D-1"))
                .expect(NO_SHOW + " opened warning", NO_SHOW + " closed cancelled");
    }

    @Test
    void who_comes_at_the_instant_at_which_the_shift_is_called_off_has_not_arrived_for_it() {
        shiftFrom0800To1200()
                .at("08:10")
                .expect(NO_SHOW + " opened warning")
                .at("09:00", cancelled("s-1", "D-1"), checkedIn("D-1"))
                .expect(NO_SHOW + " closed cancelled");
    }

    @Test
    void a_silent_feed_could_have_reported_the_arrival() {
        // Last heard in the minute 08:00: the minute 08:06, within the grace, is silent.
        shiftFrom0800To1200().at("08:00:30", feedFallsSilent("hr")).at("12:00").expectNothing();
    }

    @Test
    void silence_comes_to_light_after_the_no_show() {
        // Last heard in the minute 08:03: the minute 08:09 is silent, and is judged at 08:10.
        shiftFrom0800To1200().at("08:03:30", feedFallsSilent("hr")).at("12:00").expectNothing();
    }

    @Test
    void silence_that_begins_with_the_end_of_the_grace_excuses_nothing() {
        // Last heard in the minute 08:04: the first silent minute is 08:10.
        shiftFrom0800To1200().at("08:04:30", feedFallsSilent("hr")).at("08:11").expect(NO_SHOW + " opened warning");
    }

    @Test
    void the_arrival_comes_to_light_late() {
        shiftFrom0800To1200()
                .at("08:10")
                .expect(NO_SHOW + " opened warning")
                .at("09:00:10", reportedLate("08:05", checkedIn("D-1")))
                .expect(NO_SHOW + " withdrawn");
    }

    @Test
    void a_day_without_shifts_is_expected_to_be_bare_and_is() {
        Story.monday()
                .includeForecasts()
                .about(DAY)
                .at("00:00:00.001")
                .expect(DAY + " expected")
                .at("07:39:59.999")
                .expectNothing()
                .at("07:40")
                .expect(DAY + " opened warning");
    }

    @Test
    void a_shift_averts_what_was_expected_and_its_cancellation_brings_it_back() {
        Story.monday()
                .includeForecasts()
                .about(DAY)
                .at("06:00", shift("s-1", "D-1", "07:30", "15:30"))
                .expect(DAY + " expected", DAY + " averted")
                .at("06:30", cancelled("s-1", "D-1"))
                .expect(DAY + " expected")
                .at("07:20", checkedIn("D-1"))
                .at("15:29:59.999")
                .expectNothing()
                .at("15:30:00.000")
                .expect(DAY + " averted");
    }

    @Test
    void a_forecast_gap_as_long_as_the_grace_is_not_expected_to_open_anything() {
        Story.monday()
                .includeForecasts()
                .about(DAY)
                .at("06:00", shift("s-1", "D-1", "07:40:00.000", "15:30"))
                .expect(DAY + " expected", DAY + " averted");
    }

    @Test
    void a_forecast_gap_an_instant_longer_is() {
        Story.monday()
                .includeForecasts()
                .about(DAY)
                .at("06:00", shift("s-1", "D-1", "07:40:00.001", "15:30"))
                .at("07:20", checkedIn("D-1"))
                .expect(DAY + " expected")
                .at("15:30")
                .expect(DAY + " averted");
    }

    @Test
    void what_is_planned_only_when_the_window_has_begun_averts_nothing() {
        Story.monday()
                .includeForecasts()
                .about(DAY)
                .at("07:20", checkedIn("D-1"))
                .at("07:30:00.000", shift("s-1", "D-1", "07:30", "15:30"))
                .expect(DAY + " expected")
                .at("15:30")
                .expect(DAY + " averted");
    }

    @Test
    void a_shift_of_ten_thousand_years_is_looked_at_where_days_are_open() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Story story = Story.monday().about("no-show/");
            for (int i = 0; i < 100; i++) {
                story.at("06:00:01." + (100 + i), shift("s-" + i, "D-1", "0001-01-01 00:00", "9999-12-31 23:59"));
            }
            story.at("12:00").expectNothing();
        });
    }
}
