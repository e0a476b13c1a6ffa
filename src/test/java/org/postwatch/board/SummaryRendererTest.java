package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CoverageInterval;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.PostDayIntervals;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.notification.model.DisclosureRecord;
import org.postwatch.wire.DeadLetterHeaders;

class SummaryRendererTest {
    private static final SchoolDay DAY = SchoolDayFixtures.SOCORRO_NM;
    private static final Reason DEPUTY = Reason.of(ReasonCode.COVERED_BY, "D-13", "agreement sheriff-hourly");

    @Test
    void a_summary_has_hours_incidents_and_cost() {
        DaySummaryCollector tally = new DaySummaryCollector(List.of(DAY));
        tally.onPostDay(post(
                interval("07:30", "11:30", CoverageState.COVERED, DEPUTY),
                interval("11:30", "11:50", CoverageState.UNKNOWN),
                interval("11:50", "15:30", CoverageState.UNCOVERED)));
        tally.onIncident("socorro-nm", SchoolDayFixtures.open(DAY, "socorro-hs", "high", "12:00"));
        tally.onIncident("socorro-nm", SchoolDayFixtures.open(DAY, "sarracino-ms", "warning", "12:00"));
        tally.onDeadLetter("socorro-nm", deadLetter("future", SchoolDayFixtures.at(DAY, "12:00")));
        tally.onDeadLetter("socorro-nm", deadLetter("late", DAY.span().to()));
        tally.onDecision(decision(DisclosureRecord.DisclosureOutcome.NOTIFIED, "board", "school", "routes[0]"));
        tally.onDecision(decision(DisclosureRecord.DisclosureOutcome.NOTIFIED, "board", "school", "routes[0]"));
        tally.onDecision(
                decision(DisclosureRecord.DisclosureOutcome.NOTIFIED, "sheriff-dispatch", "sheriff", "routes[1]"));
        tally.onDecision(
                decision(DisclosureRecord.DisclosureOutcome.DENIED, "sheriff-dispatch", "no matching rule", "no rule"));
        tally.onDecision(
                decision(DisclosureRecord.DisclosureOutcome.SUPPRESSED, "district-office", "group", "grouped"));
        tally.onDecision(
                decision(DisclosureRecord.DisclosureOutcome.SKIPPED, "board", "over", "closed; goes into the digest"));
        tally.onDecision(decision(
                DisclosureRecord.DisclosureOutcome.SKIPPED, "board", "over", "withdrawn before the notice was sent"));
        tally.onDecision(SchoolDayFixtures.decision(
                DAY,
                DAY.span().from().minusMillis(1),
                DisclosureRecord.DisclosureOutcome.SUPPRESSED,
                "board",
                "group",
                "the day before"));
        tally.onDeadLetter("nobody-knows", deadLetter("unknown-district", SchoolDayFixtures.at(DAY, "12:00")));

        assertThat(render(tally, SchoolDayFixtures.at(DAY, "15:40")))
                .containsExactly(
                        "Socorro Consolidated Schools (socorro-nm), Tue 6 Dec 2022, up to 15:40 MST",
                        "  hours       required 16:00, covered 4:00, uncovered 3:40, unknown 0:20",
                        "  incidents   coverage 1 high, 1 warning",
                        "  rejected    1 future",
                        "  notified    board 2, sheriff-dispatch 1",
                        "  denied      no matching rule 1",
                        "  suppressed  group 1",
                        "  skipped     into digests 1, not sent 1",
                        "  agreements  city-memorandum: 0:00 h, no price",
                        "              sheriff-hourly: 4:00 h at $38.00 = $152.00 of $60,000.00 budgeted");
    }

    @Test
    void an_open_interval_counts_up_to_now_and_two_officers_count_twice() {
        DaySummaryCollector tally = new DaySummaryCollector(List.of(DAY));
        Reason other = Reason.of(ReasonCode.COVERED_BY, "D-14", "agreement sheriff-hourly");
        tally.onPostDay(new PostDayIntervals(
                "socorro-nm",
                "socorro-hs",
                "sro",
                DAY.date(),
                1,
                false,
                List.of(new CoverageInterval(
                        SchoolDayFixtures.at(DAY, "07:30"),
                        Optional.empty(),
                        CoverageState.COVERED,
                        List.of(),
                        List.of(DEPUTY, other)))));

        assertThat(render(tally, SchoolDayFixtures.at(DAY, "08:00")))
                .contains("  hours       required 1:00, covered 0:30, uncovered 0:00, unknown 0:00")
                .contains("              sheriff-hourly: 1:00 h at $38.00 = $38.00 of $60,000.00 budgeted");
    }

    @Test
    void the_latest_record_of_a_day_counts_and_other_days_do_not() {
        DaySummaryCollector tally = new DaySummaryCollector(List.of(DAY));
        tally.onPostDay(post(interval("07:30", "15:30", CoverageState.UNCOVERED)));
        tally.onPostDay(post(interval("07:30", "15:30", CoverageState.COVERED, DEPUTY)));
        tally.onPostDay(new PostDayIntervals(
                "socorro-nm", "socorro-hs", "sro", DAY.date().minusDays(1), 1, false, List.of()));
        tally.onIncident("socorro-nm", SchoolDayFixtures.open(DAY, "socorro-hs", "high", "12:00"));
        tally.onIncidentRemoved(
                "socorro-nm",
                SchoolDayFixtures.open(DAY, "socorro-hs", "high", "12:00").id());

        assertThat(render(tally, SchoolDayFixtures.at(DAY, "21:40")))
                .contains("  hours       required 19:30, covered 8:00, uncovered 0:00, unknown 0:00")
                .contains("  incidents   none");
    }

    private static List<String> render(DaySummaryCollector tally, Instant upTo) {
        return SummaryRenderer.render(
                tally.summaries(Map.of("socorro-nm", upTo)).get(0));
    }

    private static PostDayIntervals post(CoverageInterval... intervals) {
        return new PostDayIntervals("socorro-nm", "socorro-hs", "sro", DAY.date(), 1, false, List.of(intervals));
    }

    private static CoverageInterval interval(String from, String to, CoverageState state, Reason... reasons) {
        return new CoverageInterval(
                SchoolDayFixtures.at(DAY, from),
                Optional.of(SchoolDayFixtures.at(DAY, to)),
                state,
                List.of(),
                List.of(reasons));
    }

    private static DisclosureRecord decision(
            DisclosureRecord.DisclosureOutcome outcome, String recipient, String rule, String reason) {
        return SchoolDayFixtures.decision(DAY, SchoolDayFixtures.at(DAY, "12:00"), outcome, recipient, rule, reason);
    }

    private static DeadLetterHeaders deadLetter(String reason, Instant stamp) {
        return new DeadLetterHeaders(reason, "", "postwatch.staffing.events", 0, 0, stamp);
    }
}
