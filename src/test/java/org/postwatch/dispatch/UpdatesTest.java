package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Notice;
import org.postwatch.routing.Sketch;

/** Other reasons of what is open: they are to be read everywhere, and call nobody. */
class UpdatesTest {
    private static Sketch board() {
        return routing().own("board", "log").root(node("board"));
    }

    @Test
    void other_reasons_are_told_to_whoever_may_know_them_and_call_nobody() {
        Story story = Story.of(board().recipient("city", "municipal-police", "log")
                        .rule("police", "municipal-police", "coverage", "severity")
                        .root(node("board", "city")))
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .expect("board opened coverage A", "city opened coverage A")
                .at("08:12")
                .turns("coverage A", "duty-unknown")
                .expect("board updated coverage A")
                .reasons("duty-unknown")
                .call(1);
        assertThat(story.last().news()).isEqualTo(new Notice.News(1, Notice.Stage.OPENED, Story.instant("08:00")));
        story.at("09:00").closes("coverage A").expect("board closed coverage A", "city closed coverage A");
    }

    @Test
    void reasons_that_change_often_are_told_once_a_minute() {
        Story.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:10")
                .turns("coverage A", "duty-unknown")
                .expect("board updated coverage A")
                .at("08:10:10")
                .turns("coverage A", "other-duty")
                .restarted()
                .at("08:10:20")
                .turns("coverage A", "called-away")
                .at("08:10:59.999")
                .nothing()
                .at("08:11")
                .expect("board updated coverage A")
                .reasons("called-away")
                .at("08:11:10")
                .turns("coverage A", "other-duty")
                .at("08:11:20")
                .turns("coverage A", "called-away")
                .at("08:13")
                .nothing();
    }

    @Test
    void repeats_and_steps_say_the_present_reasons_and_wait_no_longer_for_an_update() {
        Story.of(board().own("chief", "log").root(node("board").repeat("PT30M").then("PT20M", "chief")))
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .expect("board opened coverage A")
                .at("08:12")
                .turns("coverage A", "duty-unknown")
                .expect("board updated coverage A")
                .at("08:20")
                .expect("chief escalated coverage A")
                .reasons("duty-unknown")
                .at("08:29:59.999")
                .nothing()
                .at("08:30")
                .expect("board repeated coverage A")
                .reasons("duty-unknown");
    }

    @Test
    void news_that_waits_says_them_when_it_comes() {
        Story.of(board().root(node("board").quiet("22:00", "06:00", "high")))
                .at("23:00")
                .opens("coverage A", "low", "hr")
                .at("23:10")
                .turns("coverage A", "duty-unknown")
                .at("+1 06:00")
                .expect("board opened coverage A")
                .reasons("duty-unknown");
    }

    @Test
    void while_a_silence_holds_nothing_is_told_at_all() {
        Story.of(board())
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .expect("board opened coverage A")
                .silences("S-1", "campus", "A", "08:00", "08:09")
                .at("08:05")
                .turns("coverage A", "duty-unknown")
                .at("08:08:59.999")
                .nothing()
                .at("08:09")
                .expect("board updated coverage A");
    }

    @Test
    void quiet_hours_hold_what_calls_and_no_update() {
        Story.of(board().root(node("board").quiet("22:00", "06:00", "high")))
                .at("21:59")
                .opens("coverage A", "low", "hr")
                .expect("board opened coverage A")
                .at("23:10")
                .turns("coverage A", "duty-unknown")
                .expect("board updated coverage A");
    }

    @Test
    void a_group_says_them_with_its_next_notice_and_news_waits_no_longer_for_that() {
        Story.of(board().root(node("board").group("", "PT30S", "PT5M")))
                .at("08:00")
                .opens("coverage A", "low", "hr")
                .opens("coverage B", "low", "hr")
                .at("08:00:30")
                .expect("board opened group 2 of 2")
                .at("08:01")
                .turns("coverage A", "duty-unknown")
                .at("08:05:29.999")
                .nothing()
                .at("08:05:30")
                .expect("board updated group 2 of 2")
                .call(1)
                .at("08:06")
                .opens("coverage C", "low")
                .at("08:06:30")
                .expect("board opened group 3 of 3")
                .call(2);
    }

    @Test
    void what_was_unknown_until_its_reasons_changed_is_new() {
        Story.unknown()
                .at("08:00")
                .opens("coverage A", "low")
                .turns("coverage A", "duty-unknown")
                .routing(board())
                .expect("board opened coverage A")
                .reasons("duty-unknown");
    }
}
