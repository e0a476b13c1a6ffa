package org.postwatch.dispatch;

import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;

/** One of many becomes worse, and goes by a route that groups nothing: it does not wait for the others. */
class WorseInAGroupTest {
    @Test
    void it_is_told_at_once_and_ends_alone() {
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
                .expect("board escalated coverage B")
                .at("08:05")
                .closes("coverage B")
                .expect("board closed coverage B")
                .at("08:30:29.999")
                .nothing()
                .at("08:30:30")
                .expect("board corrected group 1 of 1")
                .at("09:00")
                .closes("coverage A");
    }
}
