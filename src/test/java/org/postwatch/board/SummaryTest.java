package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.codec.DeadLetterHeaders;
import org.postwatch.coverage.Interval;
import org.postwatch.coverage.PostDay;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.routing.Entry;

class SummaryTest {
    private static final SchoolDay DAY = Days.SOCORRO_NM;
    private static final Reason DEPUTY = Reason.of("covered-by", "D-13", "agreement sheriff-hourly");

    @Test
    void a_day_is_told_in_hours_incidents_and_money() {
        Tally tally = new Tally(List.of(DAY));
        tally.day(post(
                interval("07:30", "11:30", State.COVERED, DEPUTY),
                interval("11:30", "11:50", State.UNKNOWN),
                interval("11:50", "15:30", State.UNCOVERED)));
        tally.incident("socorro-nm", Days.open(DAY, "socorro-hs", "high", "12:00"));
        tally.incident("socorro-nm", Days.open(DAY, "sarracino-ms", "warning", "12:00"));
        tally.deadLetter("socorro-nm", deadLetter("future", Days.at(DAY, "12:00")));
        tally.deadLetter("socorro-nm", deadLetter("late", DAY.span().to()));
        tally.decision(decision(Entry.Outcome.TOLD, "board", "school", "routes[0]"));
        tally.decision(decision(Entry.Outcome.TOLD, "board", "school", "routes[0]"));
        tally.decision(decision(Entry.Outcome.TOLD, "sheriff-dispatch", "sheriff", "routes[1]"));
        tally.decision(decision(Entry.Outcome.REFUSED, "sheriff-dispatch", "not named", "no rule"));
        tally.decision(decision(Entry.Outcome.HELD, "district-office", "group", "grouped"));
        tally.decision(decision(Entry.Outcome.PASSED_OVER, "board", "over", "closed; goes into the digest"));
        tally.decision(decision(Entry.Outcome.PASSED_OVER, "board", "over", "withdrawn; nobody is called"));
        tally.decision(Days.decision(
                DAY, DAY.span().from().minusMillis(1), Entry.Outcome.HELD, "board", "group", "the day before"));
        tally.deadLetter("nobody-knows", deadLetter("unknown-district", Days.at(DAY, "12:00")));

        assertThat(told(tally, Days.at(DAY, "15:40")))
                .containsExactly(
                        "Socorro Consolidated Schools (socorro-nm), Tue 6 Dec 2022, up to 15:40 MST",
                        "  hours       required 16:00, covered 4:00, uncovered 3:40, unknown 0:20",
                        "  incidents   coverage 1 high, 1 warning",
                        "  set aside   1 future",
                        "  told        board 2, sheriff-dispatch 1",
                        "  refused     not named 1",
                        "  held        group 1",
                        "  passed over into digests 1, to nobody 1",
                        "  agreements  city-memorandum: 0:00 h, no price",
                        "              sheriff-hourly: 4:00 h at $38.00 = $152.00 of $60,000.00 budgeted");
    }

    @Test
    void what_still_lasts_counts_up_to_now_and_two_officers_count_twice() {
        Tally tally = new Tally(List.of(DAY));
        Reason other = Reason.of("covered-by", "D-14", "agreement sheriff-hourly");
        tally.day(new PostDay(
                "socorro-nm",
                "socorro-hs",
                "sro",
                DAY.date(),
                1,
                false,
                List.of(new Interval(
                        Days.at(DAY, "07:30"), Optional.empty(), State.COVERED, List.of(), List.of(DEPUTY, other)))));

        assertThat(told(tally, Days.at(DAY, "08:00")))
                .contains("  hours       required 1:00, covered 0:30, uncovered 0:00, unknown 0:00")
                .contains("              sheriff-hourly: 1:00 h at $38.00 = $38.00 of $60,000.00 budgeted");
    }

    @Test
    void the_last_word_on_a_day_counts_and_other_days_do_not() {
        Tally tally = new Tally(List.of(DAY));
        tally.day(post(interval("07:30", "15:30", State.UNCOVERED)));
        tally.day(post(interval("07:30", "15:30", State.COVERED, DEPUTY)));
        tally.day(new PostDay("socorro-nm", "socorro-hs", "sro", DAY.date().minusDays(1), 1, false, List.of()));
        tally.incident("socorro-nm", Days.open(DAY, "socorro-hs", "high", "12:00"));
        tally.incidentGone(
                "socorro-nm", Days.open(DAY, "socorro-hs", "high", "12:00").id());

        assertThat(told(tally, Days.at(DAY, "21:40")))
                .contains("  hours       required 19:30, covered 8:00, uncovered 0:00, unknown 0:00")
                .contains("  incidents   none");
    }

    private static List<String> told(Tally tally, Instant upTo) {
        return Summary.of(tally.accounts(Map.of("socorro-nm", upTo)).get(0));
    }

    private static PostDay post(Interval... intervals) {
        return new PostDay("socorro-nm", "socorro-hs", "sro", DAY.date(), 1, false, List.of(intervals));
    }

    private static Interval interval(String from, String to, State state, Reason... reasons) {
        return new Interval(Days.at(DAY, from), Optional.of(Days.at(DAY, to)), state, List.of(), List.of(reasons));
    }

    private static Entry decision(Entry.Outcome outcome, String recipient, String rule, String reason) {
        return Days.decision(DAY, Days.at(DAY, "12:00"), outcome, recipient, rule, reason);
    }

    private static DeadLetterHeaders deadLetter(String reason, Instant stamp) {
        return new DeadLetterHeaders(reason, "", "postwatch.staffing.events", 0, 0, stamp);
    }
}
