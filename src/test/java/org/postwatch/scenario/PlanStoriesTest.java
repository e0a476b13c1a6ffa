package org.postwatch.scenario;

import static org.postwatch.scenario.StoryEvents.applied;
import static org.postwatch.scenario.StoryEvents.calledAway;
import static org.postwatch.scenario.StoryEvents.checkedIn;
import static org.postwatch.scenario.StoryEvents.readLate;
import static org.postwatch.scenario.StoryEvents.reportedLate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postwatch.oracle.CaseTime;
import org.postwatch.oracle.CaseWorld;
import org.postwatch.plan.Agreement;
import org.postwatch.plan.Campus;
import org.postwatch.plan.CampusPlan;
import org.postwatch.plan.CampusPlanChange;

/** Agreements that lapse, plans that change, dates that seal. */
class PlanStoriesTest {
    private static final String MONDAY = "coverage/A/sro/2026-09-14/day";
    private static final String TUESDAY = "coverage/A/sro/2026-09-15/day";
    private static final String WEDNESDAY = "coverage/A/sro/2026-09-16/day";

    private static final String TERM_END = "2026-10-15 00:00";
    private static final String LAPSING = "agreement-lapsing/city/" + CaseTime.at(TERM_END);

    private static Story cityUntilTermEnd(List<Agreement.Renewal> renewals) {
        return Story.of(CaseWorld.monday()
                        .officer("P-1", "police", "city", "sro")
                        .agreement(new Agreement(
                                "city",
                                "city",
                                Set.of("A"),
                                CaseWorld.between("2026-08-01 00:00", TERM_END),
                                List.of(),
                                List.of(),
                                List.of(),
                                renewals,
                                Optional.empty())))
                .about("agreement-lapsing/");
    }

    @Test
    void an_agreement_is_lapsing_thirty_days_before_its_end() {
        cityUntilTermEnd(List.of())
                .at("23:59:59.999")
                .expectNothing()
                .at("2026-09-15 00:00:00.000")
                .expect(LAPSING + " opened warning")
                .at("2026-10-14 23:59:59.999")
                .expectNothing()
                .at("2026-10-15 00:00:00.000")
                .expect(LAPSING + " closed lapsed");
    }

    @Test
    void an_agreement_is_renewed_while_it_is_lapsing() {
        cityUntilTermEnd(List.of(
                        new Agreement.Renewal(CaseTime.local("2026-09-20 10:00"), CaseTime.local("2027-10-15 00:00"))))
                .at("2026-09-20 09:59:59.999")
                .expect(LAPSING + " opened warning")
                .at("2026-09-20 10:00:00.000")
                .expect(LAPSING + " closed renewed");
    }

    @Test
    void an_agreement_is_suspended_for_an_hour() {
        String suspended = "agreement-lapsing/city-sro/" + CaseTime.at("2029-08-01 00:00");
        Story.of(CaseWorld.monday()
                        .officer("P-1", "police", "city", "sro")
                        .cityAgreement(List.of(CaseWorld.between("2026-09-14 13:00", "2026-09-14 14:00"))))
                .about("agreement-lapsing/")
                .at("12:59:59.999")
                .expectNothing()
                .at("13:00:00.000")
                .expect(suspended + " opened warning")
                .at("13:59:59.999")
                .expectNothing()
                .at("14:00:00.000")
                .expect(suspended + " closed lifted");
    }

    /** The post is deleted, from a date on. */
    private static CampusPlan withoutPosts(CampusPlan plan, String from) {
        Campus was = plan.versionOn(LocalDate.parse(from));
        Campus is = new Campus(was.id(), was.name(), was.zone(), List.of(), was.entrances(), was.schedule());
        return CampusPlanChange.of(Optional.of(plan), is, LocalDate.parse(from), LocalDate.parse("2026-09-14"))
                .plan();
    }

    @Test
    void a_post_is_deleted_from_tomorrow_on_and_history_stands() {
        Story.monday()
                .at("2026-09-15 12:00")
                .expect(
                        MONDAY + " opened warning",
                        MONDAY + " escalated high",
                        MONDAY + " closed window-ended",
                        TUESDAY + " opened warning",
                        TUESDAY + " escalated high")
                .at("2026-09-15 12:00:10", applied(plan -> withoutPosts(plan, "2026-09-16")))
                .expectNothing()
                .at("2026-09-15 15:30")
                .expect(TUESDAY + " closed window-ended")
                .at("2026-09-17 00:00")
                .expectNothing();
    }

    @Test
    void a_restatement_takes_back_what_was_published() {
        Story.monday()
                .at("2026-09-15 12:00")
                .ignorePublished()
                .at("2026-09-15 12:00:10", applied(plan -> withoutPosts(plan, "2026-09-14")))
                .expect(MONDAY + " withdrawn", TUESDAY + " withdrawn")
                .at("2026-09-17 00:00")
                .expectNothing();
    }

    /** Monday ends at midnight and seals two days and an hour later. */
    @Test
    void a_date_is_final_two_days_and_an_hour_after_its_end() {
        Story.of(CaseWorld.monday())
                .about("day A/sro/2026-09-14", MONDAY, "rejected")
                .at("07:20", checkedIn("D-1"))
                .at("2026-09-17 00:59:59.999")
                .expectNothing()
                .at("2026-09-17 01:00:00.000")
                .expect("day A/sro/2026-09-14 sealed")
                .at("2026-09-18 12:00")
                .expectNothing();
    }

    @Test
    void the_backlog_is_read_until_the_date_is_sealed() {
        Story.monday()
                .about("day A/sro/2026-09-14", MONDAY, "rejected")
                .at("07:20", checkedIn("D-1"))
                .at("2026-09-17 00:59:59.999", readLate("10:42", calledAway("D-1")))
                .expect(
                        MONDAY + " opened warning @10:52",
                        MONDAY + " escalated high @11:02",
                        MONDAY + " closed window-ended @15:30")
                .at("2026-09-17 01:00:00.000")
                .expect("day A/sro/2026-09-14 sealed")
                .at("2026-09-17 01:00:00.001", readLate("23:59:59.999", checkedIn("D-1")))
                .expect("rejected sealed")
                .at("2026-09-17 01:00:01", readLate("2026-09-15 00:00", checkedIn("D-1")))
                .expectNothing();
    }

    /** Monday's window ends on Tuesday: what lies in it is final with Monday, though Tuesday is open. */
    @Test
    void a_window_over_midnight_is_final_to_its_end() {
        Story.of(CaseWorld.monday().onlyWindow("night", "21:00", "02:00"))
                .about("day A/sro/2026-09-14", "rejected")
                .at("20:50", checkedIn("D-1"))
                .at("2026-09-17 03:00:00.000")
                .expect("day A/sro/2026-09-14 sealed")
                .at("2026-09-17 03:00:00.001", readLate("2026-09-15 01:59:59.999", calledAway("D-1")))
                .expect("rejected sealed")
                .at("2026-09-17 03:00:01", readLate("2026-09-15 02:00:00.000", calledAway("D-1")))
                .expectNothing();
    }

    @Test
    void what_happened_more_than_two_days_ago_is_late_before_it_is_sealed() {
        Story.monday()
                .about(MONDAY, "rejected")
                .at("2026-09-16 10:00:00.000", reportedLate("10:00:00.000", checkedIn("D-1")))
                .expect(
                        MONDAY + " opened warning",
                        MONDAY + " escalated high",
                        MONDAY + " closed window-ended",
                        MONDAY + " corrected @10:00")
                .at("2026-09-16 10:00:00.001", reportedLate("10:00:00.000", checkedIn("D-1")))
                .expect("rejected late");
    }

    @Test
    void a_post_that_is_deleted_has_no_wednesday() {
        Story.monday()
                .about(WEDNESDAY)
                .at("2026-09-15 12:00", applied(plan -> withoutPosts(plan, "2026-09-16")))
                .at("2026-09-17 00:00")
                .expectNothing();
    }
}
