package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Sketch;

/** What stands between news and those who are to hear it: silences, silent feeds, quiet hours. */
class HoldingTest {
    private static Sketch board() {
        return routing().own("board", "log").own("chat", "chat").root(node("board"));
    }

    private static Sketch nightly() {
        return board().root(node("board").quiet("22:00", "06:00", "high"));
    }

    @Test
    void a_silence_holds_from_its_first_instant_to_its_last() {
        Story.of(board())
                .at("08:00")
                .silences("S-1", "campus", "A", "08:10", "09:00")
                .noted("commanded S-1 (command)")
                .at("08:09:59.999")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("08:10")
                .escalates("coverage A", "high")
                .noted("board held coverage A (silence S-1)")
                .opens("coverage B", "low")
                .expect("board opened coverage B")
                .at("08:50")
                .expect("board opened silence-ending S-1")
                .at("08:59:59.999")
                .nothing()
                .at("09:00")
                .expect("board escalated coverage A", "board closed silence-ending S-1")
                .noted();
    }

    @Test
    void what_ends_while_it_is_silenced_is_told_to_those_who_knew_it() {
        Story.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .silences("S-1", "kind", "coverage", "08:00", "09:00")
                .opens("coverage B", "low")
                .at("08:30")
                .closes("coverage A")
                .expect("board closed coverage A")
                .closes("coverage B")
                .noted(
                        "commanded S-1 (command)",
                        "board held coverage B (silence S-1)",
                        "board passed-over coverage B (over)")
                .at("08:50")
                .expect("board opened silence-ending S-1");
    }

    @Test
    void lifting_a_silence_tells_what_waited() {
        Story.of(board())
                .at("08:00")
                .silences("S-1", "campus", "A", "08:00", "09:00")
                .opens("coverage A", "low")
                .at("08:10")
                .unsilences("S-1")
                .taken()
                .expect("board opened coverage A")
                .unsilences("S-1")
                .setAside("unknown-silence")
                .at("09:00")
                .nothing();
    }

    @Test
    void of_two_silences_the_longer_one_holds() {
        Story.of(board())
                .at("08:00")
                .silences("S-1", "campus", "A", "08:00", "08:05")
                .silences("S-2", "kind", "coverage", "08:00", "08:10")
                .opens("coverage A", "low")
                .at("08:09:59.999")
                .noted("commanded S-1 (command)", "commanded S-2 (command)", "board held coverage A (silence S-2)")
                .at("08:10")
                .expect("board opened coverage A");
    }

    @Test
    void silences_that_say_too_little_or_too_much_are_set_aside() {
        Story.of(board())
                .at("08:00")
                .silences("S-1", "", "", "08:00", "09:00")
                .setAside("malformed")
                .silences("S-2", "campus", "A", "09:00", "09:00")
                .setAside("malformed")
                .silences("S-3", "campus", "A", "09:00", "+401 09:00")
                .setAside("malformed")
                .silences("S-4", "campus", "A", "07:00", "08:00")
                .setAside("malformed")
                .noted();
    }

    @Test
    void a_silence_that_can_cover_nothing_is_set_aside_so_that_nobody_relies_on_it() {
        Story.of(board())
                .at("08:00")
                .silences("S-1", "campuss", "A", "08:00", "09:00")
                .setAside("malformed", "'campuss' is no label; expected one of kind, severity")
                .silences("S-2", "campus", "Z", "08:00", "09:00")
                .setAside("malformed", "no campus 'Z' can be silenced; expected one of A, B, C")
                .silences("S-3", "kind", "coverag", "08:00", "09:00")
                .setAside("malformed", "no kind 'coverag' can be silenced; expected one of coverage")
                .silences("S-4", "severity", "worst", "08:00", "09:00")
                .setAside("malformed", "no severity 'worst'")
                .silences("S-5", "status", "closed", "08:00", "09:00")
                .setAside("malformed", "no status 'closed' can be silenced; expected one of expected, open")
                .silences("S-6", "recipient", "nobody", "08:00", "09:00")
                .setAside("malformed", "no recipient 'nobody'")
                .silences("S-8", "kind", "weapon-seen", "08:00", "09:00")
                .setAside("malformed", "no kind 'weapon-seen' can be silenced")
                .noted()
                .silences("S-7", "entrance", "one that nobody listed", "08:00", "09:00")
                .taken();
    }

    @Test
    void weapons_break_every_silence_and_every_quiet() {
        Story.of(board().root(node("board").quiet("22:00", "06:00", "critical").group("", "PT30S", "PT5M")))
                .at("23:00")
                .silences("S-1", "campus", "A", "23:00", "23:59")
                .opens("weapon-seen A", "low")
                .expect("board opened weapon-seen A");
    }

    @Test
    void a_silent_feed_holds_back_what_is_unknown_for_it() {
        Story.of(board())
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expect("board opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .opens("coverage B", "low", "cad")
                .opens("coverage C", "low", "hr", "cad")
                .expect("board opened coverage B")
                .noted("board held coverage A (silent feed)", "board held coverage C (silent feed)")
                .at("08:10")
                .closes("feed-silent hr")
                .expect("board closed feed-silent hr")
                .closes("coverage C")
                .at("08:10:09.999")
                .noted("board passed-over coverage C (over)")
                .at("08:10:10")
                .expect("board opened coverage A");
    }

    private static Story heldFor(String... feeds) {
        return Story.of(board())
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expect("board opened feed-silent hr")
                .opens("coverage A", "low", feeds)
                .noted("board held coverage A (silent feed)");
    }

    @Test
    void what_a_feed_still_tells_is_waited_for_and_what_stands_for_a_moment_is_told() {
        heldFor("hr")
                .at("08:10")
                .closes("feed-silent hr")
                .expect("board closed feed-silent hr")
                .turns("coverage A", "nobody-present")
                .at("08:10:08")
                .turns("coverage A", "called-away")
                .restarted()
                .at("08:10:17.999")
                .nothing()
                .at("08:10:18")
                .expect("board opened coverage A")
                .reasons("called-away");
        heldFor("hr")
                .at("08:10")
                .closes("feed-silent hr")
                .expect("board closed feed-silent hr")
                .turns("coverage A", "nobody-present")
                .at("08:10:09")
                .closes("coverage A")
                .at("08:12")
                .noted("board passed-over coverage A (over)");
    }

    @Test
    void a_feed_that_goes_on_telling_is_waited_for_for_a_minute_and_no_longer() {
        Story story = heldFor("hr").at("08:10").closes("feed-silent hr").expect("board closed feed-silent hr");
        for (int second = 5; second < 60; second += 5) {
            story.at("08:10:%02d".formatted(second)).turns("coverage A", second % 2 == 0 ? "a" : "b");
        }
        story.at("08:10:59.999").nothing().at("08:11").expect("board opened coverage A");
    }

    @Test
    void what_is_a_gap_for_another_reason_does_not_wait_for_the_feed() {
        heldFor("hr").at("08:05").turns("coverage A", "duty-unknown").expect("board opened coverage A");
    }

    @Test
    void what_two_feeds_make_unknown_waits_for_the_later_one() {
        heldFor("hr", "cad")
                .at("08:10")
                .opens("feed-silent cad", "low")
                .expect("board opened feed-silent cad")
                .closes("feed-silent hr")
                .expect("board closed feed-silent hr")
                .turns("coverage A", "feed-silent cad")
                .at("08:20")
                .closes("feed-silent cad")
                .expect("board closed feed-silent cad")
                .turns("coverage A", "nobody-present")
                .at("08:20:09.999")
                .nothing()
                .at("08:20:10")
                .expect("board opened coverage A");
    }

    @Test
    void what_was_unknown_for_a_silence_that_never_was_is_told_of_only_when_it_stands() {
        heldFor("hr")
                .at("08:10")
                .withdraws("feed-silent hr")
                .expect("board withdrawn feed-silent hr")
                .withdraws("coverage A")
                .at("08:12")
                .noted("board passed-over coverage A (over)");
        heldFor("hr")
                .at("08:10")
                .withdraws("feed-silent hr")
                .expect("board withdrawn feed-silent hr")
                .turns("coverage A", "nobody-present")
                .at("08:10:10")
                .expect("board opened coverage A");
    }

    @Test
    void who_does_not_know_of_the_silence_is_told_what_is_unknown() {
        Story.of(board().root(node("board").child(node("chat").when("kind", "feed-silent"))))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expect("chat opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .expect("board opened coverage A");
    }

    @Test
    void nobody_is_asked_to_take_over_what_a_silent_feed_holds_back() {
        Story.of(board().root(node("board")
                        .child(node("board").when("kind", "coverage").then("PT5M", "chat"))))
                .at("08:00")
                .opens("feed-silent hr", "low")
                .expect("board opened feed-silent hr")
                .opens("coverage A", "low", "hr")
                .at("08:05")
                .noted("board held coverage A (silent feed)")
                .closes("feed-silent hr")
                .expect("board closed feed-silent hr")
                .at("08:05:10")
                .expect("board opened coverage A")
                .at("08:10:09.999")
                .nothing()
                .at("08:10:10")
                .expect("chat escalated coverage A");
    }

    @Test
    void news_waits_for_the_end_of_the_quiet_and_endings_do_not() {
        Story.of(nightly())
                .at("21:59:59.999")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .at("22:00")
                .opens("coverage B", "low")
                .opens("coverage C", "high")
                .expect("board opened coverage C")
                .at("23:00")
                .closes("coverage A")
                .expect("board closed coverage A")
                .noted("board held coverage B (quiet hours)")
                .at("+1 05:59:59.999")
                .nothing()
                .at("+1 06:00")
                .expect("board opened coverage B")
                .noted();
    }

    @Test
    void what_becomes_bad_enough_breaks_the_quiet() {
        Story.of(nightly())
                .at("23:00")
                .opens("coverage A", "low")
                .at("23:30")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A");
    }

    @Test
    void quiet_hours_are_those_of_the_campus() {
        Sketch sketch = nightly();
        assertThat(sketch.drawn()
                        .root()
                        .quiet()
                        .orElseThrow()
                        .until(
                                Story.instant("06:00"),
                                org.postwatch.routing.SampleMatters.coverage("A", "low"),
                                sketch.drawn()))
                .isEmpty();
        assertThat(sketch.drawn()
                        .root()
                        .quiet()
                        .orElseThrow()
                        .until(
                                Story.instant("05:59:59.999"),
                                org.postwatch.routing.SampleMatters.coverage("A", "low"),
                                sketch.drawn()))
                .contains(Story.instant("06:00"));
    }
}
