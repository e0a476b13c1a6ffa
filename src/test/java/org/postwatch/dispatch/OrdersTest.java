package org.postwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwatch.routing.Sketch.node;
import static org.postwatch.routing.Sketch.routing;

import org.junit.jupiter.api.Test;
import org.postwatch.routing.Delivery.Outcome;
import org.postwatch.routing.Entry;
import org.postwatch.routing.Sketch;

/** What operators say, what feeds say of conduct, and what ROUTING says of itself. */
class OrdersTest {
    private static Sketch board() {
        return routing()
                .own("board", "topic")
                .own("pager", "pager")
                .recipient("city", "municipal-police", "log")
                .rule("police", "municipal-police", "weapon-seen conduct all", "")
                .root(node("board", "city"));
    }

    @Test
    void commands_on_what_is_unknown_or_over_are_set_aside() {
        Story.of(board())
                .at("08:00")
                .acknowledges("coverage/A")
                .setAside("unknown-incident")
                .opens("coverage A", "low")
                .closes("coverage A")
                .acknowledges("coverage A")
                .setAside("unknown-incident")
                .notes("coverage A", "late")
                .setAside("unknown-incident")
                .resolves("conduct/A/1")
                .setAside("unknown-incident")
                .expect(
                        "board opened coverage A",
                        "city opened coverage A",
                        "board closed coverage A",
                        "city closed coverage A")
                .opens("coverage B", "low")
                .resolves("coverage B")
                .setAside("not-resolvable")
                .emergency("coverage B")
                .setAside("not-conduct")
                .expect("board opened coverage B", "city opened coverage B")
                .noted();
        Story.unknown().at("08:00").acknowledges("coverage/A").setAside("unknown-district");
    }

    @Test
    void notes_come_with_the_next_notice_to_those_who_may_read_them() {
        Story story = Story.of(board())
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "city opened coverage A")
                .notes("coverage A", "on my way")
                .nothing()
                .closes("coverage A");
        var board = story.heard.topic.get("mesa/board/coverage/A/sro/2026-09-14/day");
        var city = story.heard.topic.get("mesa/city/coverage/A/sro/2026-09-14/day");
        assertThat(board.items().get(0).fields().get("notes")).endsWith("dana: on my way");
        assertThat(city.items().get(0).fields()).containsOnlyKeys("campus", "severity");
        assertThat(city.ref()).isEqualTo(board.ref());
    }

    @Test
    void a_hundred_notes_are_enough() {
        Story story = Story.of(board().root(node("board"))).at("08:00").opens("coverage A", "low");
        for (int i = 0; i < Orders.REMARKS_MAX; i++) {
            story.notes("coverage A", "x").taken();
        }
        story.notes("coverage A", "x").setAside("too-many").expect("board opened coverage A");
        story.notes("coverage A", "x".repeat(1_001)).setAside("malformed");
    }

    @Test
    void a_command_is_written_down_though_what_follows_from_it_was_here_first() {
        Story story = Story.of(board().root(node("board")))
                .at("08:00")
                .opens("weapon-seen A", "critical")
                .expect("board opened weapon-seen A")
                .at("08:20")
                .closes("weapon-seen A")
                .expect("board closed weapon-seen A")
                .resolves("weapon-seen A")
                .taken();
        assertThat(story.heard.entries.stream().filter(e -> e.outcome() == Entry.Outcome.COMMANDED))
                .hasSize(1);
        story.at("08:21").resolves("weapon-seen A").taken();
        assertThat(story.heard.entries.stream().filter(e -> e.outcome() == Entry.Outcome.COMMANDED))
                .hasSize(1);
    }

    @Test
    void every_command_is_written_down_with_its_actor() {
        Story story = Story.of(board().root(node("board"))).at("08:00").opens("weapon-seen A", "critical");
        story.resolves("weapon-seen A").taken().asks("ice", "the list of officers", "nothing");
        assertThat(story.heard.entries)
                .extracting(Entry::outcome)
                .containsExactly(Entry.Outcome.TOLD, Entry.Outcome.COMMANDED, Entry.Outcome.ASKED);
        assertThat(story.heard.entries.get(1).actor().orElseThrow().verified()).contains("User:dana");
        assertThat(story.heard.entries.get(2).reason())
                .contains("the list of officers")
                .contains("nothing");
    }

    @Test
    void conduct_is_for_school_administration_until_it_is_an_emergency() {
        Story story = Story.of(board())
                .at("10:00")
                .conduct("A", "1", "fight", false)
                .taken()
                .expect("board opened conduct A")
                .noted("city refused conduct A (conduct)");
        assertThat(story.last().urgent()).isFalse();
        story.conduct("A", "1", "fight", false)
                .nothing()
                .at("10:05")
                .emergency("conduct A")
                .taken()
                .expect("board escalated conduct A", "city escalated conduct A");
        assertThat(story.last().urgent()).as("whatever fields are granted").isTrue();
        story.at("10:10").resolves("conduct A").expect("board closed conduct A", "city closed conduct A");
        Story.of(board())
                .at("10:00")
                .conduct("A", "2", "knife", true)
                .expect("board opened conduct A", "city opened conduct A");
    }

    @Test
    void conduct_closes_by_itself_after_a_day() {
        Story.of(board())
                .at("10:00")
                .conduct("A", "1", "vaping", false)
                .expect("board opened conduct A")
                .at("+1 09:59:59.999")
                .nothing()
                .at("+1 10:00")
                .expect("board closed conduct A");
        Story.of(board())
                .at("+2 10:00")
                .conduct("cameras", "A", "1", "vaping", false, Story.instant("+1 10:00"))
                .nothing();
    }

    @Test
    void conduct_is_admitted_from_feeds_that_may_tell_of_it_in_time() {
        Story.of(board())
                .at("+3 10:00")
                .conduct("doors", "A", "1", "fight", false, Story.instant("+3 10:00"))
                .setAside("source-not-authorised")
                .conduct("cameras", "C", "1", "fight", false, Story.instant("+3 10:00"))
                .setAside("source-not-authorised")
                .conduct("cameras", "D", "1", "fight", false, Story.instant("+3 10:00"))
                .setAside("unknown-campus")
                .conduct("cameras", "A", "1", "fight", false, Story.instant("+3 10:01:00.001"))
                .setAside("future")
                .conduct("cameras", "A", "1", "fight", false, Story.instant("+1 09:59:59.999"))
                .setAside("late")
                .conduct("cameras", "A", "1", "fight", false, Story.instant("+1 10:00"))
                .taken()
                .conduct("cameras", "A", "2", "fight", false, Story.instant("+3 10:01"))
                .taken()
                .expect("board opened conduct A");
    }

    @Test
    void a_recipient_who_cannot_be_reached_is_told_of_to_the_others() {
        Story.of(board().root(node("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .at("09:00")
                .delivery("pager", "coverage A", Outcome.FAILED)
                .expect("board opened delivery-failed pager")
                .noted("pager refused delivery-failed pager (own failure)")
                .delivery("pager", "coverage A", Outcome.FAILED)
                .delivery("board", "delivery-failed pager", Outcome.FAILED)
                .nothing()
                .at("09:30")
                .delivery("pager", "coverage A", Outcome.DELIVERED)
                .expect("board closed delivery-failed pager")
                .noted();
    }

    @Test
    void a_recipient_fails_as_long_as_it_lacks_a_notice_that_failed_whatever_else_reaches_it() {
        Story.of(board().root(node("board", "pager")))
                .at("08:00")
                .opens("weapon-seen A", "critical")
                .expect("board opened weapon-seen A", "pager opened weapon-seen A")
                .opens("coverage B", "low")
                .expect("board opened coverage B", "pager opened coverage B")
                .delivery("pager", "weapon-seen A", Outcome.FAILED)
                .expect("board opened delivery-failed pager")
                .delivery("pager", "coverage B", Outcome.DELIVERED)
                .at("08:01")
                .canary()
                .expect("board watchdog ~watchdog")
                .delivery("pager", "~watchdog", Outcome.DELIVERED)
                .nothing()
                .restarted()
                .at("08:10")
                .resends("pager", "weapon-seen A")
                .expect("pager opened weapon-seen A")
                .delivery("pager", "weapon-seen A", Outcome.DELIVERED, 1, 2)
                .expect("board closed delivery-failed pager");
    }

    @Test
    void a_newer_notice_of_the_same_subject_makes_up_for_the_one_that_failed_and_being_about_to_tell_does_not() {
        Story.of(board().root(node("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .delivery("pager", "coverage A", Outcome.FAILED)
                .expect("board opened delivery-failed pager")
                .at("08:20")
                .escalates("coverage A", "high")
                .expect("board escalated coverage A", "pager escalated coverage A")
                .delivery("pager", "coverage A", Outcome.DELIVERED, 1, 0)
                .nothing()
                .delivery("pager", "coverage A", Outcome.DELIVERED)
                .expect("board closed delivery-failed pager");
    }

    @Test
    void what_was_over_before_a_pager_was_called_needs_no_sending_and_proves_nothing() {
        Story.of(board().root(node("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .delivery("pager", "coverage A", Outcome.FAILED)
                .expect("board opened delivery-failed pager")
                .at("08:20")
                .closes("coverage A")
                .expect("board closed coverage A", "pager closed coverage A")
                .delivery("pager", "coverage A", Outcome.DELIVERED, 0, 0)
                .nothing()
                .opens("coverage B", "low")
                .expect("board opened coverage B", "pager opened coverage B")
                .delivery("pager", "coverage B", Outcome.DELIVERED)
                .expect("board closed delivery-failed pager");
    }

    @Test
    void who_resolves_a_failure_has_taken_care_of_what_was_not_delivered() {
        Story.of(board().root(node("board", "pager")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A", "pager opened coverage A")
                .delivery("pager", "coverage A", Outcome.FAILED)
                .expect("board opened delivery-failed pager")
                .resolves("delivery-failed pager")
                .taken()
                .expect("board closed delivery-failed pager")
                .opens("coverage B", "low")
                .expect("board opened coverage B", "pager opened coverage B")
                .delivery("pager", "coverage B", Outcome.FAILED)
                .expect("board opened delivery-failed pager")
                .delivery("pager", "coverage B", Outcome.DELIVERED)
                .expect("board closed delivery-failed pager");
    }

    @Test
    void a_notice_can_be_sent_again() {
        Story story = Story.of(board().root(node("board")))
                .at("08:00")
                .opens("coverage A", "low")
                .expect("board opened coverage A")
                .resends("board", "coverage A")
                .taken()
                .expect("board opened coverage A");
        assertThat(story.last().revision()).isEqualTo(2);
        story.resends("pager", "coverage A").setAside("unknown-notice").nothing();
    }

    @Test
    void a_canary_gives_a_sign_of_life_to_those_who_asked_for_one() {
        Story story = Story.of(board())
                .at("08:00")
                .canary()
                .expect("board watchdog ~watchdog")
                .at("08:01")
                .canary()
                .expect("board watchdog ~watchdog")
                .noted();
        assertThat(story.last().revision()).isEqualTo(2);
        assertThat(story.last().items()).isEmpty();
        Story.of(board().recipient("ice", "federal-immigration", "topic")
                        .barring("federal-immigration")
                        .without("board"))
                .at("08:00")
                .canary()
                .nothing();
    }
}
