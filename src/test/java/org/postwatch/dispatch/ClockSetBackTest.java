package org.postwatch.dispatch;

import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A host was four days ahead until somebody set its clock right. */
class ClockSetBackTest {
    private static final String SET_BACK = "clock-fault set-back-" + Story.instant("08:00");

    private static Story story() {
        return Story.of(routing()
                .own("board", "log")
                .own("office", "log")
                .root(node("board").then("PT5M", "office").repeat("PT15M")));
    }

    @Test
    void escalations_and_repeats_go_on_from_the_time_that_is_right() {
        story().at("+4 08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .clockSetBack("08:00")
                .expect("board opened " + SET_BACK)
                .at("08:04:59")
                .nothing()
                .at("08:05")
                .expect("office escalated coverage A", "office escalated " + SET_BACK)
                .at("08:14:59")
                .nothing()
                .at("08:15")
                .expect("board repeated coverage A", "board repeated " + SET_BACK);
    }

    @Test
    void it_is_told_and_is_over_a_minute_later() {
        story().at("+4 08:00")
                .clockSetBack("08:00")
                .expect("board opened " + SET_BACK)
                .ticks("08:01:00", Duration.ZERO)
                .nothing()
                .ticks("08:01:02", Duration.ZERO)
                .expect("board closed " + SET_BACK);
    }

    @Test
    void an_acknowledgement_lasts_as_long_as_it_was_meant_to() {
        Story.of(routing()
                        .own("board", "log")
                        .own("office", "log")
                        .acknowledgedFor("PT30M")
                        .root(node("board").then("PT5M", "office")))
                .at("+4 08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .acknowledges("coverage A")
                .expect("board acknowledged coverage A")
                .clockSetBack("08:00")
                .expect("board opened " + SET_BACK)
                .at("08:29:59")
                .expect("office escalated " + SET_BACK)
                .at("08:30")
                .expect("office escalated coverage A");
    }
}
