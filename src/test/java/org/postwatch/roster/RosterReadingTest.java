package org.postwatch.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postwatch.event.Event;
import org.postwatch.event.EventType;
import org.postwatch.event.ShiftCancelled;
import org.postwatch.event.ShiftPlanned;
import org.postwatch.roster.RosterReading.RosterStatus;

class RosterReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
    private static final RosterSource ROSTER = roster(Optional.empty());

    @Test
    void the_first_reading_plans_and_the_next_says_only_what_changed() {
        RosterReading first = read(ROSTER, RosterState.none(NOW), NOW, "v1", entry("a", 24), entry("b", 48));
        assertThat(first.status()).isEqualTo(RosterStatus.OK);
        assertThat(first.state().pendingEvents(ROSTER))
                .allSatisfy(event -> assertThat(event).isInstanceOf(ShiftPlanned.class))
                .extracting(Event::source)
                .containsExactly("rosters", "rosters");

        RosterReading same =
                read(ROSTER, first.state().written(), NOW.plusSeconds(60), "v1", entry("a", 24), entry("b", 48));
        assertThat(same.state().hasPending()).isFalse();
        assertThat(same.state().revision()).isEqualTo(1);

        RosterReading third = read(ROSTER, same.state(), NOW.plusSeconds(120), "v2", entry("a", 25));
        assertThat(third.state().pendingEvents(ROSTER))
                .extracting(Event::type)
                .containsExactly(EventType.SHIFT_CANCELLED, EventType.SHIFT_PLANNED);
    }

    @Test
    void a_shift_that_moves_forth_and_back_is_three_events_with_ids_of_their_own() {
        RosterState first =
                read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 24)).state();
        RosterState second = read(ROSTER, first.written(), NOW.plusSeconds(60), "2", entry("a", 25))
                .state();
        RosterState third = read(ROSTER, second.written(), NOW.plusSeconds(120), "1", entry("a", 24))
                .state();

        List<Event> events = List.of(
                first.pendingEvents(ROSTER).get(0),
                second.pendingEvents(ROSTER).get(0),
                third.pendingEvents(ROSTER).get(0));
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> ((ShiftPlanned) event).shift())
                .containsOnly(((ShiftPlanned) events.get(0)).shift());
    }

    @Test
    void ids_do_not_come_again_when_what_was_planned_is_lost_and_counted_from_1_again() {
        RosterState first =
                read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 24)).state();
        Instant later = NOW.plusSeconds(60);
        RosterState again = read(ROSTER, RosterState.none(later), later, "1", entry("a", 25))
                .state();

        assertThat(again.pendingEvents(ROSTER).get(0).id())
                .isNotEqualTo(first.pendingEvents(ROSTER).get(0).id());
    }

    @Test
    void every_half_a_day_all_shifts_that_have_not_begun_are_planned_again() {
        RosterState first = read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 1), entry("b", 24), entry("c", 48))
                .state()
                .written();

        Instant before = NOW.plus(RosterReading.REPEAT_PERIOD).minusSeconds(1);
        RosterState same = read(ROSTER, first, before, "1", entry("a", 1), entry("b", 24), entry("c", 48))
                .state();
        assertThat(same.hasPending()).isFalse();

        Instant due = NOW.plus(RosterReading.REPEAT_PERIOD);
        RosterReading repeated = read(ROSTER, same, due, "1", entry("a", 1), entry("b", 24), entry("c", 50));
        assertThat(repeated.state().planned()).extracting(RosterShift::entry).containsExactlyInAnyOrder("b", "c");
        assertThat(repeated.diff().planned()).extracting(RosterShift::entry).containsExactly("c");
        assertThat(read(ROSTER, repeated.state().written(), due.plusSeconds(60), "1", entry("b", 24), entry("c", 50))
                        .state()
                        .hasPending())
                .isFalse();
    }

    @Test
    void what_was_not_written_is_written_again_the_same() {
        RosterState pending =
                read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 24)).state();

        assertThat(pending.hasPending()).isTrue();
        assertThat(pending.pendingEvents(ROSTER)).isEqualTo(pending.pendingEvents(ROSTER));
        assertThat(pending.written().pendingEvents(ROSTER)).isEmpty();
    }

    @Test
    void a_roster_that_loses_more_than_half_cancels_nothing_until_somebody_accepts_it() {
        RosterEntry[] ten =
                IntStream.range(0, 10).mapToObj(i -> entry("e" + i, 24 + i)).toArray(RosterEntry[]::new);
        RosterState before =
                read(ROSTER, RosterState.none(NOW), NOW, "1", ten).state().written();

        RosterReading shrunk = read(ROSTER, before, NOW.plusSeconds(60), "2", ten[0], ten[1]);
        assertThat(shrunk.status()).isEqualTo(RosterStatus.SHRUNK);
        assertThat(shrunk.state()).isEqualTo(before);

        RosterSource accepting = roster(Optional.of(NOW.plus(Duration.ofHours(1))));
        RosterReading accepted = read(accepting, before, NOW.plusSeconds(60), "2", ten[0], ten[1]);
        assertThat(accepted.status()).isEqualTo(RosterStatus.OK);
        assertThat(accepted.state().pendingEvents(accepting)).hasSize(8).allMatch(ShiftCancelled.class::isInstance);
        assertThat(read(accepting, before, NOW.plus(Duration.ofHours(2)), "2", ten[0], ten[1])
                        .status())
                .isEqualTo(RosterStatus.SHRUNK);
    }

    @Test
    void a_roster_that_nobody_changes_for_too_long_is_stale_though_its_window_moves() {
        RosterEntry[] entries = {entry("a", 24), entry("b", 24 * 12)};
        RosterState before =
                read(ROSTER, RosterState.none(NOW), NOW, "1", entries).state().written();

        Instant later = NOW.plus(Duration.ofDays(8));
        assertThat(read(ROSTER, before, later, "1", entries).status()).isEqualTo(RosterStatus.STALE);
        assertThat(read(ROSTER, before, later, "2", entries).status()).isEqualTo(RosterStatus.OK);
    }

    @Test
    void more_that_cannot_be_read_than_can_changes_nothing() {
        RosterState before = read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 24), entry("b", 24))
                .state()
                .written();

        RosterReading reading = RosterReading.of(
                ROSTER,
                before,
                new RosterContent(
                        List.of(entry("a", 30)),
                        List.of(new RosterProblem("x", "no"), new RosterProblem("y", "no")),
                        "2"),
                NOW);

        assertThat(reading.status()).isEqualTo(RosterStatus.UNREADABLE);
        assertThat(reading.state()).isEqualTo(before);
        assertThat(reading.problems()).hasSize(2);
    }

    @Test
    void a_cancellation_that_an_entry_without_an_id_holds_up_makes_the_feed_silent() {
        RosterState before = read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 24), entry("b", 24))
                .state()
                .written();
        List<RosterProblem> problems = List.of(new RosterProblem("", "row 2: no time"));

        RosterReading partial = RosterReading.of(
                ROSTER, before, new RosterContent(List.of(entry("a", 24), entry("c", 24)), problems, "2"), NOW);
        assertThat(partial.status()).isEqualTo(RosterStatus.PARTIAL);
        assertThat(partial.detail())
                .isEqualTo("1 shift is gone but not cancelled, because an entry without an id cannot be read, which may"
                        + " be theirs; correct it: row 2: no time");
        assertThat(partial.isApplied()).isTrue();
        assertThat(partial.state().planned()).extracting(RosterShift::entry).containsExactly("c");
        assertThat(partial.state().cancelled()).isEmpty();
        assertThat(partial.state().shifts()).hasSize(3);

        RosterReading nothingGone = RosterReading.of(
                ROSTER, before, new RosterContent(List.of(entry("a", 24), entry("b", 24)), problems, "2"), NOW);
        assertThat(nothingGone.status()).isEqualTo(RosterStatus.OK);
    }

    @Test
    void an_empty_roster_cancels_its_only_shift_when_somebody_accepts_it() {
        RosterState before = read(ROSTER, RosterState.none(NOW), NOW, "1", entry("a", 24))
                .state()
                .written();

        RosterReading empty = read(ROSTER, before, NOW, "2");
        assertThat(empty.status()).isEqualTo(RosterStatus.SHRUNK);
        assertThat(empty.state()).isEqualTo(before);
        RosterReading accepted = read(roster(Optional.of(NOW.plusSeconds(60))), before, NOW, "2");
        assertThat(accepted.status()).isEqualTo(RosterStatus.OK);
        assertThat(accepted.state().cancelled()).hasSize(1);
    }

    @Test
    void a_roster_with_too_many_shifts_is_refused() {
        RosterEntry[] many = IntStream.rangeClosed(0, RosterReading.MAX_SHIFTS)
                .mapToObj(i -> entry("e" + i, 24))
                .toArray(RosterEntry[]::new);

        assertThatThrownBy(() -> read(ROSTER, RosterState.none(NOW), NOW, "1", many))
                .isInstanceOf(UnreadableRosterException.class)
                .hasMessageContaining("plans 5001 shifts");
    }

    private static RosterReading read(
            RosterSource roster, RosterState before, Instant now, String fingerprint, RosterEntry... entries) {
        return RosterReading.of(roster, before, new RosterContent(List.of(entries), List.of(), fingerprint), now);
    }

    private static RosterEntry entry(String id, int hours) {
        Instant start = NOW.plus(Duration.ofHours(hours));
        return new RosterEntry(id, Instant.EPOCH, start, start.plusSeconds(3600), "SRO", "", List.of(), List.of());
    }

    private static RosterSource roster(Optional<Instant> acceptFewerUntil) {
        return new RosterSource(
                "elm",
                "sro",
                "rosters",
                "https://calendar.example/sro.ics",
                Optional.empty(),
                ZoneId.of("America/Denver"),
                Duration.ofMinutes(15),
                Optional.of(Duration.ofDays(7)),
                new RosterRules(List.of(new RosterRule(
                        RosterField.SUMMARY,
                        new TextPattern("*"),
                        Optional.of("D-1"),
                        Optional.of("north"),
                        Optional.empty(),
                        false))),
                acceptFewerUntil);
    }
}
