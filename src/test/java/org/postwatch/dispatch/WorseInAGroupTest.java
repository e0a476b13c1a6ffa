package org.postwatch.dispatch;

import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;

/** One of many becomes worse, and goes by a route that groups nothing: it waits for the pause, not the interval. */
class WorseInAGroupTest {
    @Test
    void it_waits_for_no_interval() {
        Story.of(routing()
                        .own("board", "log")
                        .root(node("board")
                                .group("", "PT30S", "PT30M")
                                .child(node("board").when("severity", "high", "critical"))))
                .at("08:00")
                .opens("coverage A", "low")
                .opens("coverage B", "low")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("08:01")
                .escalates("coverage B", "high")
                .at("08:01:29.999")
                .nothing()
                .at("08:01:30")
                .expect("board escalated group 2 of 2")
                .at("08:02")
                .escalates("coverage A", "medium")
                .at("08:31:29.999")
                .nothing()
                .at("08:31:30")
                .expect("board escalated group 2 of 2");
    }
}
