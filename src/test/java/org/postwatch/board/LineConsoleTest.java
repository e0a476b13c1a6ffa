package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.CoverageState;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.ReasonCode;
import org.postwatch.incident.IncidentTransition;
import org.postwatch.notification.model.DisclosureRecord;

class LineConsoleTest {
    private static final SchoolDay DAY = SchoolDayFixtures.SOCORRO_NM;

    private final StringWriter output = new StringWriter();
    private final LineConsole chronicle = new LineConsole(
            new PrintWriter(output, true), List.of(DAY), Map.of("socorro-nm", SchoolDayFixtures.at(DAY, "07:20")));

    @Test
    void each_change_is_a_line_in_local_time() {
        chronicle.onCampus(
                SchoolDayFixtures.campus(
                        DAY, "socorro-hs", CoverageState.UNCOVERED, "07:30", Reason.of(ReasonCode.NOBODY_PRESENT)),
                SchoolDayFixtures.at(DAY, "07:30"));
        chronicle.onTransition(new IncidentTransition(
                "socorro-nm",
                SchoolDayFixtures.open(DAY, "socorro-hs", "warning", "07:40"),
                IncidentTransition.IncidentChange.OPENED,
                SchoolDayFixtures.at(DAY, "07:40"),
                SchoolDayFixtures.at(DAY, "07:41"),
                Optional.empty()));
        assertThat(lines())
                .containsExactly(
                        "07:30  socorro-nm  socorro-hs  sro UNCOVERED since 07:30: nobody-present",
                        "07:41  socorro-nm  socorro-hs  ! coverage of sro opened at 07:40, warning");
    }

    @Test
    void a_notice_is_a_line_and_of_similar_denials_the_first() {
        chronicle.onDelivered(SchoolDayFixtures.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:40"));
        for (String at : List.of("07:41", "07:42")) {
            decision(at, DisclosureRecord.DisclosureOutcome.DENIED, "sheriff-dispatch", "no matching rule", "no rule");
            decision(
                    at,
                    DisclosureRecord.DisclosureOutcome.SUPPRESSED,
                    "district-office",
                    "group",
                    "grouped, notified at " + SchoolDayFixtures.at(DAY, at));
        }
        decision("07:43", DisclosureRecord.DisclosureOutcome.DENIED, "city-police-desk", "no matching rule", "no rule");
        decision("07:44", DisclosureRecord.DisclosureOutcome.NOTIFIED, "board", "school", "routes[0]");
        assertThat(lines())
                .containsExactly(
                        "07:40  socorro-nm  sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:41  socorro-nm  sheriff-dispatch  x denied coverage (no matching rule): no rule",
                        "07:41  socorro-nm  district-office  ~ suppressed coverage (group): grouped, notified at 07:41",
                        "07:43  socorro-nm  city-police-desk  x denied coverage (no matching rule): no rule");
    }

    @Test
    void an_earlier_decision_is_not_printed_and_hides_no_later_one() {
        decision("07:19", DisclosureRecord.DisclosureOutcome.DENIED, "sheriff-dispatch", "no matching rule", "no rule");
        chronicle.onDelivered(SchoolDayFixtures.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:19"));
        assertThat(lines()).isEmpty();
        decision("07:20", DisclosureRecord.DisclosureOutcome.DENIED, "sheriff-dispatch", "no matching rule", "no rule");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void lines_come_in_the_order_of_their_local_times_when_everything_before_them_was_reported() {
        LineConsole two = new LineConsole(
                new PrintWriter(output, true),
                List.of(DAY, SchoolDayFixtures.SOCORRO_TX),
                Map.of(
                        "socorro-nm",
                        SchoolDayFixtures.at(DAY, "07:20"),
                        "socorro-tx",
                        SchoolDayFixtures.at(SchoolDayFixtures.SOCORRO_TX, "07:20")));
        two.onDelivered(SchoolDayFixtures.notice(DAY, "board", "socorro-hs", "07:45"));
        two.onCampus(
                SchoolDayFixtures.campus(SchoolDayFixtures.SOCORRO_TX, "elementary-01", CoverageState.COVERED, "07:35"),
                SchoolDayFixtures.at(SchoolDayFixtures.SOCORRO_TX, "07:35"));
        two.complete(Duration.ofHours(7).plusMinutes(40));
        assertThat(output.toString().lines())
                .extracting(line -> line.substring(0, 5))
                .containsExactly("07:35");
        two.onCampus(
                SchoolDayFixtures.campus(DAY, "socorro-hs", CoverageState.COVERED, "07:41"),
                SchoolDayFixtures.at(DAY, "07:41"));
        two.complete(Duration.ofHours(8));
        assertThat(output.toString().lines())
                .extracting(line -> line.substring(0, 5))
                .containsExactly("07:35", "07:41", "07:45");
    }

    private List<String> lines() {
        chronicle.complete(Duration.ofDays(1));
        return output.toString().lines().toList();
    }

    private void decision(
            String at, DisclosureRecord.DisclosureOutcome outcome, String recipient, String rule, String reason) {
        chronicle.onDecision(
                SchoolDayFixtures.decision(DAY, SchoolDayFixtures.at(DAY, at), outcome, recipient, rule, reason));
    }

    @Test
    void an_earlier_change_is_not_printed() {
        chronicle.onCampus(
                SchoolDayFixtures.campus(DAY, "socorro-hs", CoverageState.UNCOVERED, "07:00"),
                SchoolDayFixtures.at(DAY, "07:20").minusMillis(1));
        assertThat(lines()).isEmpty();
        chronicle.onCampus(
                SchoolDayFixtures.campus(DAY, "socorro-hs", CoverageState.UNCOVERED, "07:00"),
                SchoolDayFixtures.at(DAY, "07:20"));
        assertThat(lines()).isNotEmpty();
    }
}
