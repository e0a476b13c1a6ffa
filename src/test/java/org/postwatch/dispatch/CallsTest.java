package org.postwatch.dispatch;

import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** When somebody who took a call in hand, or laid it aside, is called again. */
class CallsTest {
    private static Sketch pager() {
        return routing().own("pager", "pager").root(node("pager").repeat("PT5M"));
    }

    @Test
    void what_is_said_again_after_an_acknowledgement_expired_is_a_new_call() {
        Story.of(pager().acknowledgedFor("PT30M"))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("pager opened coverage A")
                .call(1)
                .at("08:05")
                .expect("pager repeated coverage A")
                .call(1)
                .at("08:06")
                .acknowledges("coverage A")
                .expect("pager acknowledged coverage A")
                .call(1)
                .at("08:20")
                .turns("coverage A", "duty-unknown")
                .expect("pager updated coverage A")
                .call(1)
                .restarted()
                .at("08:36")
                .expect("pager repeated coverage A")
                .call(2)
                .at("08:41")
                .expect("pager repeated coverage A")
                .call(2)
                .closes("coverage A")
                .expect("pager closed coverage A")
                .call(2);
    }

    @Test
    void what_becomes_worse_or_opens_again_is_a_new_call() {
        Story.of(pager())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("pager opened coverage A")
                .call(1)
                .at("08:01")
                .acknowledges("coverage A")
                .expect("pager acknowledged coverage A")
                .at("08:02")
                .escalates("coverage A", "high")
                .expect("pager escalated coverage A")
                .call(2)
                .at("08:03")
                .closes("coverage A")
                .expect("pager closed coverage A")
                .call(2)
                .at("09:00")
                .opens("coverage A", "low")
                .expect("pager opened coverage A")
                .call(3)
                .resends("pager", "coverage A")
                .expect("pager opened coverage A")
                .call(3);
    }

    @Test
    void a_step_that_names_somebody_who_was_called_calls_again() {
        Story.of(routing().own("pager", "pager").root(node("pager").then("PT5M", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("pager opened coverage A")
                .at("08:05")
                .expect("pager escalated coverage A")
                .call(2);
    }

    @Test
    void what_was_expected_and_opens_is_a_new_call() {
        Story.of(pager().root(node("pager").when("status", "expected", "open")))
                .at("08:00")
                .expects("coverage A")
                .expect("pager expected coverage A")
                .call(1)
                .at("09:00")
                .opens("coverage A", "low")
                .expect("pager opened coverage A")
                .call(2);
    }
}
