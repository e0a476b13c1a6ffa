package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Transition;
import org.postwatch.routing.Entry;

class ChronicleTest {
    private static final SchoolDay DAY = Days.SOCORRO_NM;

    private final StringWriter said = new StringWriter();
    private final Chronicle chronicle =
            new Chronicle(new PrintWriter(said, true), List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));

    @Test
    void each_change_is_a_line_in_local_time() {
        chronicle.campus(
                Days.campus(DAY, "socorro-hs", State.UNCOVERED, "07:30", Reason.of("nobody-present")),
                Days.at(DAY, "07:30"));
        chronicle.transition(new Transition(
                "socorro-nm",
                Days.open(DAY, "socorro-hs", "warning", "07:40"),
                Transition.Change.OPENED,
                Days.at(DAY, "07:40"),
                Days.at(DAY, "07:41"),
                Optional.empty()));
        assertThat(lines())
                .containsExactly(
                        "07:30  socorro-nm  socorro-hs  sro UNCOVERED since 07:30: nobody-present",
                        "07:41  socorro-nm  socorro-hs  ! coverage of sro opened at 07:40, warning");
    }

    @Test
    void a_notice_is_a_line_and_of_refusals_that_are_alike_the_first() {
        chronicle.delivered(Days.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:40"));
        for (String at : List.of("07:41", "07:42")) {
            decision(at, Entry.Outcome.REFUSED, "sheriff-dispatch", "not named", "no rule");
            decision(at, Entry.Outcome.HELD, "district-office", "group", "grouped, told at " + Days.at(DAY, at));
        }
        decision("07:43", Entry.Outcome.REFUSED, "city-police-desk", "not named", "no rule");
        decision("07:44", Entry.Outcome.TOLD, "board", "school", "routes[0]");
        assertThat(lines())
                .containsExactly(
                        "07:40  socorro-nm  sheriff-dispatch  > Opened (high): post not covered at socorro-hs",
                        "07:41  socorro-nm  sheriff-dispatch  x refused coverage (not named): no rule",
                        "07:41  socorro-nm  district-office  ~ held coverage (group): grouped, told at 07:41",
                        "07:43  socorro-nm  city-police-desk  x refused coverage (not named): no rule");
    }

    @Test
    void what_was_decided_before_the_beginning_is_not_told_and_hides_nothing() {
        decision("07:19", Entry.Outcome.REFUSED, "sheriff-dispatch", "not named", "no rule");
        chronicle.delivered(Days.notice(DAY, "sheriff-dispatch", "socorro-hs", "07:19"));
        assertThat(lines()).isEmpty();
        decision("07:20", Entry.Outcome.REFUSED, "sheriff-dispatch", "not named", "no rule");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void lines_come_in_the_order_of_their_local_times_when_everything_before_them_was_reported() {
        Chronicle two = new Chronicle(
                new PrintWriter(said, true),
                List.of(DAY, Days.SOCORRO_TX),
                Map.of("socorro-nm", Days.at(DAY, "07:20"), "socorro-tx", Days.at(Days.SOCORRO_TX, "07:20")));
        two.delivered(Days.notice(DAY, "board", "socorro-hs", "07:45"));
        two.campus(
                Days.campus(Days.SOCORRO_TX, "elementary-01", State.COVERED, "07:35"),
                Days.at(Days.SOCORRO_TX, "07:35"));
        two.complete(Duration.ofHours(7).plusMinutes(40));
        assertThat(said.toString().lines())
                .extracting(line -> line.substring(0, 5))
                .containsExactly("07:35");
        two.campus(Days.campus(DAY, "socorro-hs", State.COVERED, "07:41"), Days.at(DAY, "07:41"));
        two.complete(Duration.ofHours(8));
        assertThat(said.toString().lines())
                .extracting(line -> line.substring(0, 5))
                .containsExactly("07:35", "07:41", "07:45");
    }

    private List<String> lines() {
        chronicle.complete(Duration.ofDays(1));
        return said.toString().lines().toList();
    }

    private void decision(String at, Entry.Outcome outcome, String recipient, String rule, String reason) {
        chronicle.decision(Days.decision(DAY, Days.at(DAY, at), outcome, recipient, rule, reason));
    }

    @Test
    void what_was_said_before_the_beginning_is_not_told() {
        chronicle.campus(
                Days.campus(DAY, "socorro-hs", State.UNCOVERED, "07:00"),
                Days.at(DAY, "07:20").minusMillis(1));
        assertThat(lines()).isEmpty();
        chronicle.campus(Days.campus(DAY, "socorro-hs", State.UNCOVERED, "07:00"), Days.at(DAY, "07:20"));
        assertThat(lines()).isNotEmpty();
    }
}
