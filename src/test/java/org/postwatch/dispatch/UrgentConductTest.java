package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;

/** An emergency calls people even when its own time is not credible, and nobody twice. */
class UrgentConductTest {
    private static Story story() {
        return Story.of(routing().own("board", "log").root(node("board")));
    }

    @Test
    void a_time_that_is_not_credible_is_said_at_the_arrival_and_once() {
        Story story = story().at("10:00")
                .conduct("cameras", "A", "1", "knife", true, Story.instant("10:01:30"))
                .setAside("future")
                .expect("board opened conduct A");
        assertThat(story.last().items().get(0).fields())
                .containsEntry("opened", Story.instant("10:00").toString())
                .containsEntry("reasons", "future(" + Story.instant("10:01:30") + ")");
        story.at("10:05")
                .conduct("cameras", "A", "1", "knife", true, Story.instant("10:01:30"))
                .taken()
                .nothing()
                .at("+5 10:00")
                .expect("board closed conduct A")
                .conduct("cameras", "A", "1", "knife", true, Story.instant("10:01:30"))
                .setAside("late")
                .nothing();
    }

    @Test
    void other_bytes_with_the_same_id_are_said_as_well() {
        story().at("10:00")
                .conduct("cameras", "A", "1", "fight", false, Story.instant("10:00"))
                .taken()
                .expect("board opened conduct A")
                .conduct("cameras", "A", "1", "fight", true, Story.instant("10:00"))
                .setAside("conflicting")
                .expect("board opened conduct A")
                .conduct("cameras", "A", "1", "fight", true, Story.instant("10:00"))
                .taken()
                .nothing();
    }

    @Test
    void who_may_not_speak_and_what_is_no_emergency_call_nobody() {
        story().at("10:00")
                .conduct("doors", "A", "1", "knife", true, Story.instant("10:01:30"))
                .setAside("future")
                .conduct("cameras", "D", "1", "knife", true, Story.instant("10:01:30"))
                .setAside("future")
                .conduct("cameras", "A", "1", "fight", false, Story.instant("10:01:30"))
                .setAside("future")
                .nothing();
    }
}
