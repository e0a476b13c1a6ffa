package org.postwatch.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterDiffTest {
    private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(28));

    @Test
    void only_what_changed_is_planned_or_cancelled() {
        RosterShift same = shift("same", 24, 32);
        RosterShift before = shift("moved", 24, 32);
        RosterShift after = shift("moved", 26, 32);
        RosterShift gone = shift("gone", 24, 32);
        RosterShift added = shift("added", 48, 56);

        RosterDiff diff = between(Set.of(), said(same, before, gone), same, after, added);

        assertThat(diff.planned()).containsExactly(after, added);
        assertThat(diff.cancelled()).containsExactly(gone);
        assertThat(diff.shifts().values()).containsExactlyInAnyOrder(same, after, added);
    }

    @Test
    void a_shift_that_has_ended_stays_as_it_was() {
        RosterShift ended = shift("ended", -8, 0);

        RosterDiff gone = between(Set.of(), said(ended));
        RosterDiff late = between(Set.of(), Map.of(), ended);

        assertThat(gone.cancelled()).isEmpty();
        assertThat(gone.shifts()).isEmpty();
        assertThat(late.planned()).isEmpty();
    }

    @Test
    void a_shift_that_goes_on_can_be_cancelled_and_cut_short() {
        RosterShift goesOn = shift("a", -1, 7);
        RosterShift cutShort = shift("a", -1, -0.5);

        assertThat(between(Set.of(), said(goesOn)).cancelled()).containsExactly(goesOn);
        RosterDiff diff = between(Set.of(), said(goesOn), cutShort);
        assertThat(diff.planned()).containsExactly(cutShort);
        assertThat(diff.cancelled()).isEmpty();
    }

    @Test
    void what_is_after_the_window_is_neither_planned_nor_cancelled() {
        RosterShift later = shift("later", 28 * 24 + 1, 28 * 24 + 9);

        RosterDiff diff = between(Set.of(), Map.of(), later);

        assertThat(diff.planned()).isEmpty();
        assertThat(diff.shifts()).isEmpty();
    }

    @Test
    void an_entry_that_cannot_be_read_is_no_cancellation() {
        RosterShift a = shift("a", 24, 32);
        RosterShift b = shift("b", 24, 32);

        assertThat(between(Set.of("entry-a"), said(a, b)).cancelled()).containsExactly(b);
        RosterDiff nobodyKnowsWhich = between(Set.of(""), said(a, b));
        assertThat(nobodyKnowsWhich.cancelled()).isEmpty();
        assertThat(nobodyKnowsWhich.withheld()).containsExactlyInAnyOrder(a, b);
        assertThat(between(Set.of("entry-a"), said(a)).withheld()).isEmpty();
        assertThat(nobodyKnowsWhich.shifts().values()).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void a_roster_that_loses_more_than_half_is_shrunk() {
        RosterShift[] ten =
                IntStream.range(0, 10).mapToObj(i -> shift("s" + i, 24, 32)).toArray(RosterShift[]::new);

        assertThat(isShrunk(ten, 5)).isFalse();
        assertThat(isShrunk(ten, 4)).isTrue();
        assertThat(isShrunk(ten, 0)).isTrue();
        assertThat(isShrunk(Arrays.copyOf(ten, 3), 1)).isFalse();
    }

    @Test
    void a_roster_that_loses_everything_is_shrunk_however_little_it_was() {
        RosterShift one = shift("a", 24, 32);
        RosterShift other = shift("b", 24, 32);
        Map<String, RosterShift> said = said(one);

        assertThat(between(Set.of(), said).isShrunk(said, NOW)).isTrue();
        assertThat(between(Set.of(), said, other).isShrunk(said, NOW)).isFalse();
        assertThat(between(Set.of(), Map.of()).isShrunk(Map.of(), NOW)).isFalse();
    }

    @Test
    void of_two_copies_of_a_shift_the_last_one_counts_and_there_is_one_event() {
        RosterShift early = shift("a", 24, 32);
        RosterShift late = shift("a", 26, 32);

        assertThat(between(Set.of(), Map.of(), early, late).planned()).containsExactly(late);
        assertThat(between(Set.of(), said(early), early, early).planned()).isEmpty();
        RosterDiff same = between(Set.of(), said(late), early, late);
        assertThat(same.planned()).isEmpty();
        assertThat(same.cancelled()).isEmpty();
        assertThat(same.shifts()).containsOnly(Map.entry("a", late));
    }

    private static boolean isShrunk(RosterShift[] before, int left) {
        Map<String, RosterShift> said = said(before);
        return between(Set.of(), said, Arrays.copyOf(before, left)).isShrunk(said, NOW);
    }

    private static RosterDiff between(Set<String> unreadable, Map<String, RosterShift> said, RosterShift... read) {
        return RosterDiff.between(said, List.of(read), unreadable, NOW, UNTIL);
    }

    private static Map<String, RosterShift> said(RosterShift... shifts) {
        return Arrays.stream(shifts).collect(Collectors.toMap(RosterShift::id, Function.identity()));
    }

    private static RosterShift shift(String id, double fromHours, double toHours) {
        return new RosterShift(id, "entry-" + id, "D-1", "north", at(fromHours), at(toHours), Optional.empty());
    }

    private static Instant at(double hours) {
        return NOW.plusSeconds((long) (hours * 3600));
    }
}
