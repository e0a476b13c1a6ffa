package org.postwatch.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postwatch.coverage.Reason;
import org.postwatch.coverage.State;
import org.postwatch.incident.Transition;

class ChronicleTest {
    private static final SchoolDay DAY = Days.SOCORRO_NM;

    private final StringWriter said = new StringWriter();
    private final Chronicle chronicle =
            new Chronicle(new PrintWriter(said), List.of(DAY), Map.of("socorro-nm", Days.at(DAY, "07:20")));

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
        assertThat(said.toString().lines())
                .containsExactly(
                        "07:30  socorro-nm  socorro-hs  sro UNCOVERED since 07:30: nobody-present",
                        "07:41  socorro-nm  socorro-hs  ! coverage of sro opened at 07:40, warning");
    }

    @Test
    void what_was_said_before_the_beginning_is_not_told() {
        chronicle.campus(
                Days.campus(DAY, "socorro-hs", State.UNCOVERED, "07:00"),
                Days.at(DAY, "07:20").minusMillis(1));
        assertThat(said.toString()).isEmpty();
        chronicle.campus(Days.campus(DAY, "socorro-hs", State.UNCOVERED, "07:00"), Days.at(DAY, "07:20"));
        assertThat(said.toString()).isNotEmpty();
    }
}
